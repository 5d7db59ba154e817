import { labelIn } from '../model/report/app-name.ts'
import type { Audit } from '../model/report/audit.ts'
import { hasEnded } from '../model/report/outcome.ts'
import { isSuspected } from '../model/rules/lender.ts'
import type { Rules } from '../model/rules/rule.ts'
import { leadsFirst } from '../model/text/order.ts'
import type { Speaker } from './speaker.ts'

/**
 * The sentence that a report begins with. It speaks of every finding, ignored ones too: that somebody accepts a finding
 * does not make it untrue.
 */
export function headline(audit: Audit, rules: Rules, words: Speaker): string {
  const name = audit.run.options.app
  if (name === undefined) return ofWhole(audit, rules, words)
  const [first] = audit.apps
  const app = (first && labelIn(words.lang, first)) ?? name
  if (audit.verdict === 'incomplete') return words.say('headline.extract.none', { app })
  return words.say('headline.extract', { headline: ofWhole(audit, rules, words), app })
}

function ofWhole(audit: Audit, rules: Rules, words: Speaker): string {
  const { verdict, complete, findings, run, exit } = audit
  const { say, count } = words
  if (verdict === 'incomplete' && complete)
    return say(hasEnded(exit, 'narrowed') ? 'headline.narrowed' : 'headline.oneUser', { user: run.options.user })
  if (verdict === 'clear' && run.policy === 'release') return say('headline.clear.release')
  if (verdict === 'clear' || verdict === 'incomplete') return say(`headline.${verdict}`)
  if (verdict === 'act') return news(audit, rules, words, 'act') ?? audit.headline ?? say('headline.check.other')
  const counted = findings.filter(({ severity }) => severity !== 'note')
  const ignored = counted.filter(({ status }) => status !== 'open').length
  if (ignored > 0)
    return count(ignored === counted.length ? 'headline.check.ignored' : 'headline.check.beside', ignored)
  if (hasEnded(exit, 'narrowed')) return say('headline.check.narrowed')
  if (hasEnded(exit, 'milder')) return say('headline.check.milder')
  if (hasEnded(exit, 'oneUser')) return say('headline.check.oneUser', { user: run.options.user })
  return news(audit, rules, words) ?? say(complete ? 'headline.check.other' : 'headline.check.partial')
}

/**
 * The headline of the check that leads, with the number of apps that any check says the same of; one on who can read
 * counts suspects beside them, whose rows stand there too.
 */
function news(
  { apps, findings }: Audit,
  { checks, routes }: Rules,
  { say, text }: Speaker,
  verdict?: 'act',
): string | undefined {
  const direct = routes.filter((route) => route.direct).map(({ id }) => id)
  const told = findings.flatMap(({ ruleId, routes, package: name }) => {
    const check = checks.find(({ id }) => id === ruleId)
    if (check?.headline === undefined) return []
    if (verdict !== undefined && check.verdict !== verdict) return []
    if (check.on === 'routes' && !routes.some((id) => direct.includes(id))) return []
    return [{ ...check, headline: check.headline, name }]
  })
  const [lead] = told.sort(leadsFirst)
  if (lead === undefined) return undefined
  const names = new Set(
    told.filter((one) => text(one.headline.other) === text(lead.headline.other)).map(({ name }) => name),
  )
  const headline = text(names.size === 1 ? lead.headline.one : lead.headline.other, { n: names.size })
  const suspects = apps.filter(
    ({ package: name, lender, contacts }) =>
      isSuspected(lender.class) && contacts.effective === 'readable' && !names.has(name),
  )
  const n = lead.when.join() === 'granted' ? new Set(suspects.map((app) => app.package)).size : 0
  return n > 0 ? say('headline.more', { headline, n }) : headline
}
