import { keyOf } from '../model/report/app-key.ts'
import { labelIn } from '../model/report/app-name.ts'
import type { Audit, AuditedApp, AuditedFinding } from '../model/report/audit.ts'
import type { Finding } from '../model/report/finding.ts'
import type { Report } from '../model/report/report.ts'
import type { ReportedApp } from '../model/report/reported-app.ts'
import type { Rules } from '../model/rules/rule.ts'
import { bounded } from '../model/text/bounded.ts'
import { tagOf } from '../model/vocabulary.ts'
import { asWritten } from './as-written.ts'
import { explainCheck } from './check.ts'
import { doNow } from './do-now.ts'
import { emergencyIn } from './emergency.ts'
import { explainFinding, withOwnCommands } from './finding.ts'
import { guidanceIn } from './guidance.ts'
import { headline } from './headline.ts'
import { basisTeller, featuresInWords } from './lender.ts'
import { tellProblem } from './problem.ts'
import type { Speaker } from './speaker.ts'

/**
 * Says an audit in the language of `words`. A saved report is an audit too: what these rules do not know, because
 * others made it, stays as it was written, and so does all of it but problems where it is in that language already;
 * commands are never theirs.
 */
export function toReport(audit: Audit, rules: Rules, words: Speaker): Report {
  const {
    type,
    schemaVersion,
    tool,
    run,
    exit,
    verdict,
    complete,
    headline: _,
    emergency: __,
    doNow: ___,
    ...rest
  } = audit as Audit & Partial<Report>
  const first = (findings: Finding[], apps: ReportedApp[]) => ({
    emergency: emergencyIn(audit, words),
    doNow: doNow(findings, apps, audit, words),
  })
  const problems = audit.problems.map((problem) => tellProblem(problem, words))
  if (isToldIn(words, audit)) {
    const findings = audit.findings.map((finding) => withOwnCommands(finding, words))
    return {
      ...audit,
      headline: audit.headline ?? headline(audit, rules, words),
      ...first(findings, audit.apps),
      findings,
      problems,
    }
  }
  const tellBasis = basisTeller(rules, words)
  const apps = audit.apps.map((app) => tellApp(app, rules, tellBasis, words))
  const appOf = new Map(apps.map((app) => [keyOf(app), app]))
  const findings = audit.findings.map((finding) =>
    tellFinding({ finding, app: appOf.get(keyOf(finding)), audit }, rules, words.of(finding.country)),
  )
  return bounded<Report>({
    type,
    schemaVersion,
    tool,
    run: runIn(words, run),
    exit,
    verdict,
    complete,
    headline: headline(audit, rules, words),
    ...first(findings, apps),
    ...rest,
    apps,
    checks: audit.checks.map((made) => {
      const check = rules.checks.find(({ id }) => id === made.id)
      return check ? { ...made, ...explainCheck(check, audit.device, words) } : asWritten(made, 'title')
    }),
    findings,
    problems,
    guidance: guidanceIn(audit.guidance, rules, words),
    limits: audit.limits.map((limit) => {
      const known = words.guidance.limits.find(({ id }) => id === limit.id)
      return known ? { id: limit.id, text: words.text(known.text) } : asWritten(limit, 'text')
    }),
  })
}

const isToldIn = (words: Speaker, audit: Audit): audit is Omit<Report, 'headline'> & Pick<Audit, 'headline'> =>
  audit.run.lang === tagOf(words.lang)

/** A run, with the language in which it is told. */
export const runIn = <Run extends object>(words: Speaker, run: Run) => ({ ...run, lang: tagOf(words.lang) })

function tellApp(
  app: AuditedApp,
  rules: Rules,
  tellBasis: ReturnType<typeof basisTeller>,
  words: Speaker,
): ReportedApp {
  const { lender } = app
  const features =
    lender.class === 'embedded'
      ? rules.lenders.find(({ id }) => lender.basis.some((one) => one.id === `catalogue:${id}`))?.features
      : undefined
  return {
    ...app,
    label: labelIn(words.lang, app),
    lender: {
      ...lender,
      basis: lender.basis.map((one) => ({ ...one, text: tellBasis(one, lender.class) })),
      ...(features !== undefined && { features: featuresInWords(features, words) }),
    },
    routes: app.routes.map((route) => {
      const rule = rules.routes.find(({ id }) => id === route.id)
      if (rule === undefined) return asWritten(route, 'name')
      const { id, kind, severity, direct, evidence } = route
      return { id, kind, severity, direct, name: words.text(rule.name), line: words.text(rule.line), evidence }
    }),
  }
}

function tellFinding(
  { finding, app, audit }: { finding: AuditedFinding; app: ReportedApp | undefined; audit: Audit },
  rules: Rules,
  words: Speaker,
): Finding {
  const check = rules.checks.find(({ id }) => id === finding.ruleId)
  const isCompared = finding.held.length > 0
  const regime = isCompared
    ? rules.regimes.find(({ id }) => audit.guidance.references.some((one) => one.id === id))
    : undefined
  if (check === undefined || app === undefined || (isCompared && regime === undefined))
    return withOwnCommands(asWritten(finding, 'message') as Finding, words)
  return explainFinding({ finding, app, check, audit, regime }, words)
}
