import type { Finding, Problem, Report, ReportedApp } from '../model/report.ts'
import type { RuleSet } from '../model/rule.ts'
import type { Device } from '../model/snapshot.ts'
import { explainCheck } from './check.ts'
import { commandsOf, explainFinding } from './finding.ts'
import { lenderBasis, signAgain } from './lender.ts'
import { explainProblem } from './problem.ts'
import { guidanceFor, headline } from './run.ts'
import { type Speaker, speaker } from './speaker.ts'

type Rules = Pick<RuleSet, 'checks' | 'lenders' | 'signals' | 'sources' | 'roads' | 'regimes'>

/**
 * A saved report in the language of `words`: its facts stay as they are, and what is said of them is said anew. What
 * these rules do not know, because others made the report, stays as it was written; commands are never theirs.
 */
export function retold(saved: Report, rules: Rules, words: Speaker): Report {
  const report = { ...saved, findings: commandsAgain(saved.findings, words) }
  const lang = words.lang === 'zh' ? 'zh-CN' : 'en'
  if (report.run.lang === lang) return report
  const before = speaker(words.guidance, words.lang === 'zh' ? 'en' : 'zh')
  const apps = report.apps.map((app) => appAgain(app, rules, words))
  const findings = report.findings.map((finding) =>
    findingAgain(finding, { ...report, apps }, rules, { words, before }),
  )
  const { complete, run, verdict, exit, guidance } = report
  const narrowed = exit.reasons.includes('rules-skipped')
  return {
    ...report,
    run: { ...run, lang },
    headline: headline(verdict, findings, { complete, narrowed, policy: run.policy }, words),
    checks: report.checks.map((made) => {
      const check = rules.checks.find(({ id }) => id === made.id)
      return check ? explainCheck(check, deviceOf(report), words) : made
    }),
    apps,
    findings,
    problems: report.problems.map((problem) => problemAgain(problem, words)),
    guidance: guidanceFor(
      guidance.statements.map(({ id }) => id),
      guidance.law.map(({ id }) => id),
      rules.regimes.find(({ id }) => guidance.references.some((reference) => reference.id === id)),
      words,
    ),
    limits: report.limits.map((limit) => {
      const known = words.guidance.limits.find(({ id }) => id === limit.id)
      return known ? { ...limit, text: words.text(known.text) } : limit
    }),
  }
}

/** Whoever wrote a report, a person is handed no command but those of our own steps. */
export const commandsAgain = (findings: Finding[], words: Speaker): Finding[] =>
  findings.map((finding) => ({
    ...finding,
    remediation: finding.remediation.map((step) => ({ ...step, commands: commandsOf(step.id, finding, words) })),
  }))

/** As much of the phone as a path through its settings depends on. */
const deviceOf = ({ device: { rom, sdk } }: Pick<Report, 'device'>): Device => ({ rom, ...(sdk !== null && { sdk }) })

/** A problem in the language of `words`. */
export function problemAgain(problem: Problem, words: Speaker): Problem {
  return words.guidance.problems[problem.code] ? explainProblem(problem.code, words, problem) : problem
}

function appAgain(app: ReportedApp, rules: Rules, words: Speaker): ReportedApp {
  const basis = app.lender.basis.map((sign) => {
    if (sign.id === 'assumed') return { ...sign, text: words.say('value.assumed') }
    const rule = ruleOf(sign.id, rules)
    return rule && sign.kind === null
      ? { ...sign, text: lenderBasis(rule, sourceOf(rule, rules), app.lender.class, words) }
      : signAgain(sign, rules.signals, words)
  })
  const routes = app.routes.map((route) => {
    const road = rules.roads.find(({ id }) => id === route.id)
    return road ? { ...route, name: words.text(road.name), line: words.text(road.line) } : route
  })
  return { ...app, lender: { ...app.lender, basis }, routes }
}

const ruleOf = (id: string, { lenders }: Rules) => lenders.find((lender) => id === `catalogue:${lender.id}`)
const sourceOf = (rule: { source: string } | undefined, { sources }: Rules) =>
  sources.find(({ id }) => id === rule?.source)

function findingAgain(
  finding: Finding,
  { apps, users, device, run }: Report,
  rules: Rules,
  { words, before }: { words: Speaker; before: Speaker },
): Finding {
  const check = rules.checks.find(({ id }) => id === finding.ruleId)
  const app = apps.find((one) => one.package === finding.package && one.user === finding.user)
  if (check === undefined || app === undefined) return finding
  const rule = app.lender.basis.flatMap(({ id }) => ruleOf(id, rules) ?? [])[0]
  const regime = check.on === 'regime' ? rules.regimes.find(({ id }) => id === run.regime) : undefined
  const held = finding.facts.find(({ name }) => name === before.say('label.held'))?.text.split(', ') ?? []
  const expired = finding.notes.flatMap((note) => {
    const [date] = /\d{4}-\d\d-\d\d/.exec(note) ?? []
    return date !== undefined && note === before.say('note.expired', { date })
      ? words.say('note.expired', { date })
      : []
  })
  const again = explainFinding(
    {
      app,
      check,
      device: deviceOf({ device }),
      users: users.map(({ id, kind }) => ({ userId: id, kind })),
      rule,
      source: sourceOf(rule, rules),
      regime: regime && { rule: regime, held },
    },
    words,
  )
  return { ...finding, ...again, notes: [...expired, ...again.notes] }
}
