import { type Classifier, classifier } from '../classify/index.ts'
import { explainCheck, explainFinding, explainProblem, guidanceFor, headline, speaker } from '../explain/index.ts'
import { bounded } from '../model/bounded.ts'
import type { Dump } from '../model/dump.ts'
import { isLive } from '../model/live.ts'
import type { Finding, Report } from '../model/report.ts'
import type { DeviceSnapshot } from '../model/snapshot.ts'
import { compareSeverity, type Language, type RunVerdict, severities } from '../model/vocabulary.ts'
import { accessOf } from './access.ts'
import { activeChecks, type Objection, runChecks } from './checks.ts'
import { exitOf, fails } from './exit.ts'
import { headingOf, runId } from './heading.ts'
import { decide } from './ignored.ts'
import { type Judged, judgeAll } from './judged.ts'
import type { AuditOptions, AuditRules, Policy } from './options.ts'
import { partAbout } from './part.ts'
import { type Reading, read } from './read.ts'
import { localTime, reportApp } from './reported.ts'

/**
 * The whole program: dumps of one phone and rules in, one report out.
 *
 * @throws what the dumps throw when they cannot be read; odd text never throws, it becomes a problem of the report
 */
export const audit = async (...given: Parameters<typeof auditOnce>): Promise<Report> =>
  (await auditOnce(...given))(given[2].lang)

/** The same, for those who need the report in both languages: the dumps are read once, and each call says them anew. */
export async function auditOnce(
  dumps: Iterable<Dump> | AsyncIterable<Dump>,
  rules: AuditRules,
  options: AuditOptions,
): Promise<(lang: Language) => Report> {
  const startedAt = options.now()
  const classify = options.classify ?? classifierOf(rules, options)
  const reading = await read(dumps, rules, classify, options)
  options.onSkipped?.(reading.snapshot.skipped)
  const run = { startedAt, finishedAt: options.now() }
  return (lang) => reportOf(reading, rules, classify, { ...options, lang }, run)
}

/** What tells lenders in an audit; a run over many inputs makes it once. */
export const classifierOf = (rules: AuditRules, { assumeLender = [] }: Pick<AuditOptions, 'assumeLender'>) =>
  classifier(rules, { assumed: assumeLender, signsOfListed: false })

function reportOf(
  { snapshot, seals }: Reading,
  rules: AuditRules,
  classify: Classifier,
  options: AuditOptions,
  { startedAt, finishedAt }: Pick<Report['run'], 'startedAt' | 'finishedAt'>,
): Report {
  const words = speaker(rules.guidance, options.lang)
  const policy = options.policy ?? policyFor(snapshot)
  const judged = judgeAll(snapshot, rules, classify, options)
  const lenders = judged.filter(({ lender }) => lender.class !== 'none')
  const objections = runChecks(lenders, rules, { ...options, policy })
  const matched = new Set<number>()
  const onIgnored = (at: number) => {
    matched.add(at)
    options.onIgnored?.(at)
  }
  const findings = objections
    .map((objection, at) => findingOf(objection, at, snapshot, rules, options, words))
    .map((finding) => decide(finding, { ...options, onIgnored }, words))
  const gaps = [
    ...snapshot.gaps,
    ...userGaps(snapshot, options),
    ...(policy === 'release' ? strangerGaps(judged, snapshot) : []),
  ]
  const problems = gaps.map(({ code, path, line, params, incomplete }) =>
    explainProblem(code, words, { params, path, line: line ?? null, severity: incomplete ? 'error' : 'warning' }),
  )
  const unread = lenders.some(({ verdict }) => verdict.value === 'unknown')
  const complete = !unread && !gaps.some(({ incomplete }) => incomplete)
  const heading = headingOf(rules, options, { id: runId(startedAt, seals.values().next().value?.sha256), startedAt })
  const narrowed = activeChecks(rules, { ...options, policy }).length < activeChecks(rules, { policy }).length
  const verdict = runVerdict(findings, complete, narrowed)
  const shown = options.allApps ? judged : lenders
  const packages = snapshot.packageNames.length
  const exit = exitOf(
    {
      failing: findings.some((finding) => isLive(finding) && fails(finding, options.failOn)),
      complete,
      audited: packages > 0,
      narrowed,
      unmatched: options.strictIgnores === true && (options.ignores ?? []).some((_, at) => !matched.has(at)),
    },
    options,
  )

  return bounded<Report>({
    type: 'report',
    ...heading,
    run: { ...heading.run, policy, finishedAt },
    exit,
    verdict,
    complete,
    headline: headline(verdict, findings, { complete, narrowed, policy }, words),
    sources: shownArtifacts(snapshot, shown).map((artifact, at) => ({
      id: `a${at}`,
      path: artifact.path,
      kinds: artifact.kinds,
      bytes: seals.get(artifact.path)?.bytes ?? 0,
      sha256: seals.get(artifact.path)?.sha256 ?? '',
      encoding: artifact.encoding,
      lineEnding: artifact.lineEnding,
      lines: artifact.lines,
      capturedAt: localTime(artifact.capturedAt),
      complete: artifact.complete,
    })),
    device: deviceOf(snapshot),
    users: snapshot.users.map(({ userId, kind }) => ({ id: userId, kind })),
    apps: shown.map((one) => reportApp(one, snapshot, rules, words)),
    checks: activeChecks(rules, { ...options, policy }).map((check) => explainCheck(check, snapshot.device, words)),
    findings,
    problems,
    guidance: guidanceOf(objections, verdict, rules, options, words),
    limits: rules.guidance.limits.map(({ id, text }) => ({ id, text: words.text(text) })),
    omitted: { otherApps: packages - new Set(shown.map(({ app }) => app.packageName)).size, deviceIds: true },
    stats: {
      packages,
      packageHeaders: snapshot.packageHeaders,
      packageRecords: snapshot.packageRecords,
      lenders: new Set(lenders.map(({ app }) => app.packageName)).size,
      access: accessOf(lenders),
      bySeverity: Object.fromEntries(
        severities.map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length]),
      ) as Report['stats']['bySeverity'],
      suppressed: findings.filter(({ suppressed }) => suppressed !== null).length,
      unchanged: findings.filter(({ baseline }) => baseline === 'unchanged').length,
    },
  })
}

function findingOf(
  { check, judged, severity, evidence }: Objection,
  at: number,
  snapshot: DeviceSnapshot,
  rules: AuditRules,
  options: AuditOptions,
  words: ReturnType<typeof speaker>,
): Finding {
  const app = reportApp(judged, snapshot, rules, words)
  const regime = rules.regimes.find(({ id }) => id === options.regime)
  const { rule } = judged.lender
  return {
    id: `f${at}`,
    ruleId: check.id,
    severity,
    confidence: judged.lender.class,
    package: app.package,
    label: app.label,
    user: app.user,
    permission: check.on === 'verdict' ? 'android.permission.READ_CONTACTS' : null,
    ...explainFinding(
      {
        app,
        check,
        device: snapshot.device,
        users: snapshot.users,
        rule,
        source: rules.sources.find(({ id }) => id === rule?.source),
        regime: check.on === 'regime' && regime ? { rule: regime, held: judged.forbidden } : undefined,
      },
      words,
    ),
    evidence: evidence.map((one) => partAbout(judged.app, one)),
    routes: judged.roads.map(({ id }) => id),
    fingerprint: `${check.id}:${app.package}:${app.user}`,
    suppressed: null,
    baseline: null,
  }
}

/** Where there are APKs and nothing of a phone, an app is looked at before its release. */
function policyFor({ artifacts }: DeviceSnapshot): Policy {
  const known = artifacts.filter(({ kinds }) => kinds.length > 0)
  return known.length > 0 && known.every(({ encoding }) => encoding === 'binary') ? 'release' : 'borrower'
}

/** A capture names its APK files after their apps: those of apps that the report does not name are left out. */
function shownArtifacts({ artifacts }: DeviceSnapshot, shown: Judged[]): DeviceSnapshot['artifacts'] {
  const names = new Set(shown.map(({ app }) => app.packageName))
  return artifacts.filter(({ path }) => {
    const [, name] = /(?:^|[/!])apk-([\w.]+)-(?:AndroidManifest\.xml|resources\.arsc)$/.exec(path) ?? []
    return name === undefined || names.has(name)
  })
}

/** Before a release, an app that asks for contacts and is no known lender passes: whoever made it knows better. */
const strangerGaps = (judged: Judged[], { artifacts }: DeviceSnapshot): DeviceSnapshot['gaps'] =>
  judged
    .filter(({ lender, verdict }) => lender.class === 'none' && verdict.value === 'requested')
    // Apps of a phone are nobody's business; the APK was named by whoever runs this.
    .filter(({ app }) => artifacts.some(({ path, encoding }) => path === app.evidence.path && encoding === 'binary'))
    .map(({ app: { packageName, evidence } }) => ({
      code: 'E323',
      path: evidence.path,
      params: { package: packageName },
      incomplete: false,
    }))

/** A user that was asked for and is not in the dump was not looked at. */
const userGaps = ({ users, artifacts }: DeviceSnapshot, { userId }: AuditOptions): DeviceSnapshot['gaps'] =>
  userId === undefined || users.some((user) => user.userId === userId)
    ? []
    : [
        {
          code: 'E318',
          path: artifacts[0]?.path ?? '',
          params: { user: String(userId), list: users.map((user) => user.userId).join(', ') },
          incomplete: true,
        },
      ]

/**
 * `act` and `check` stand on findings that count; `clear` needs proof that everything was seen, that every rule was
 * applied, and that nothing was found: what is ignored or known from before was found.
 */
function runVerdict(findings: Finding[], complete: boolean, narrowed: boolean): RunVerdict {
  const counts = ({ severity }: Finding) => compareSeverity(severity, 'note') < 0
  if (findings.some((finding) => isLive(finding) && finding.ruleId === 'lender-reads-contacts')) return 'act'
  if (findings.some((finding) => isLive(finding) && counts(finding))) return 'check'
  if (!complete || narrowed) return 'incomplete'
  return findings.some(counts) ? 'check' : 'clear'
}

/** The guide on the findings of the run, worst first; on a clean run, what keeps it so. */
function guidanceOf(
  objections: Objection[],
  verdict: RunVerdict,
  { regimes }: AuditRules,
  { regime }: AuditOptions,
  words: ReturnType<typeof speaker>,
): Report['guidance'] {
  const checks = objections.map(({ check }) => check)
  const closing =
    verdict === 'act' ? ['art.2.2', 'art.6.1'] : verdict === 'clear' ? ['art.5.4', 'art.6.3'] : ['art.6.1']
  return guidanceFor(
    [...new Set([...checks.flatMap(({ guidance }) => guidance), ...closing])],
    [...new Set(checks.flatMap(({ law }) => law))],
    checks.some(({ on }) => on === 'regime') ? regimes.find(({ id }) => id === regime) : undefined,
    words,
  )
}

const deviceOf = ({ device }: DeviceSnapshot): Report['device'] => ({
  manufacturer: device.manufacturer ?? null,
  model: device.model ?? null,
  androidVersion: device.androidVersion ?? null,
  sdk: device.sdk ?? null,
  securityPatch: device.securityPatch ?? null,
  rom: device.rom,
})
