import { labelIn } from '../model/report/app-name.ts'
import type { Audit, AuditedFinding } from '../model/report/audit.ts'
import { hasEnded } from '../model/report/outcome.ts'
import { isSuspected } from '../model/rules/lender.ts'
import type { RuleSet } from '../model/rules/rule.ts'
import { leadsFirst } from '../model/text/order.ts'
import type { Speaker } from './speaker.ts'

type Rules = Pick<RuleSet, 'checks' | 'routes'>

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
  if (verdict === 'act') {
    const told = news(findings, rules, words, 'act') ?? audit.headline ?? say('headline.check.other')
    const n = suspectsThatRead(audit)
    return n > 0 ? say('headline.more', { headline: told, n }) : told
  }
  const counted = findings.filter(({ severity }) => severity !== 'note')
  const ignored = counted.filter(({ status }) => status !== 'open').length
  if (ignored > 0)
    return count(ignored === counted.length ? 'headline.check.ignored' : 'headline.check.beside', ignored)
  if (hasEnded(exit, 'narrowed')) return say('headline.check.narrowed')
  if (hasEnded(exit, 'milder')) return say('headline.check.milder')
  if (hasEnded(exit, 'oneUser')) return say('headline.check.oneUser', { user: run.options.user })
  return news(findings, rules, words) ?? say(complete ? 'headline.check.other' : 'headline.check.partial')
}

/** Their rows stand among those of lenders. */
const suspectsThatRead = ({ apps }: Audit) =>
  new Set(
    apps.flatMap(({ package: name, lender, contacts }) =>
      isSuspected(lender.class) && contacts.effective === 'readable' ? name : [],
    ),
  ).size

/** The headline of the check that leads, with the number of apps that any check says the same of. */
function news(
  findings: AuditedFinding[],
  { checks, routes }: Rules,
  { text }: Speaker,
  verdict?: 'act',
): string | undefined {
  const direct = routes.filter((route) => route.direct).map(({ id }) => id)
  const told = findings.flatMap(({ ruleId, routes, package: name }) => {
    const check = checks.find(({ id }) => id === ruleId)
    if (check?.headline === undefined) return []
    if (verdict !== undefined && check.verdict !== verdict) return []
    if (check.on === 'routes' && !routes.some((id) => direct.includes(id))) return []
    return [{ order: check.order, headline: check.headline, name }]
  })
  const [lead] = told.sort(leadsFirst)
  if (lead === undefined) return undefined
  const apps = new Set(
    told.filter((one) => text(one.headline.other) === text(lead.headline.other)).map(({ name }) => name),
  )
  return text(apps.size === 1 ? lead.headline.one : lead.headline.other, { n: apps.size })
}
