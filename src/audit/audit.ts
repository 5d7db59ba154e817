import { type Classifier, classifier } from '../classify/index.ts'
import { AuditError } from '../errors.ts'
import { explainCheck, explainFinding, explainProblem, guidanceFor, headline, speaker } from '../explain/index.ts'
import { isPresent } from '../judge/index.ts'
import { bounded } from '../model/bounded.ts'
import type { Dump } from '../model/dump.ts'
import type { Finding, Report } from '../model/report.ts'
import type { DeviceSnapshot } from '../model/snapshot.ts'
import { compareSeverity, type Language, type RunVerdict, severities } from '../model/vocabulary.ts'
import { accessOf } from './access.ts'
import { activeChecks, type Objection, runChecks } from './checks.ts'
import { exitOf } from './exit.ts'
import { headingOf, runId } from './heading.ts'
import { decide, type Undecided } from './ignored.ts'
import { type Judged, judgeAll } from './judged.ts'
import type { AuditOptions, AuditRules, Judgement, Policy } from './options.ts'
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

/**
 * The same, for those who need the report in both languages or under other options of judgement: the dumps are read once,
 * and each call says them anew.
 */
export async function auditOnce(...given: Parameters<typeof auditPhones>): Promise<PhoneAudit['report']> {
  const phones = await auditPhones(...given)
  const [phone] = phones
  if (phone === undefined || phones.length > 1) {
    throw new AuditError('E110', { n: String(phones.length), format: 'json', guess: 'auditPhones' })
  }
  return phone.report
}

/** One phone of an input, named by the file that lists its packages. */
export interface PhoneAudit {
  input: string
  report: (lang: Language, others?: Judgement) => Report
}

/** The same for dumps of any number of phones, which are never taken for one. */
export async function auditPhones(
  dumps: Iterable<Dump> | AsyncIterable<Dump>,
  rules: AuditRules,
  options: AuditOptions,
): Promise<PhoneAudit[]> {
  const startedAt = options.now()
  const classify = options.classify ?? classifierOf(rules, options)
  const reading = await read(dumps, rules, classify, options)
  for (const { skipped } of reading.snapshots.slice(0, 1)) options.onSkipped?.(skipped)
  const run = { startedAt, finishedAt: options.now() }
  const names = reading.snapshots.map(nameOf)
  return reading.snapshots.map((snapshot, at) => {
    const name = names[at] ?? ''
    const before = names.slice(0, at).filter((other) => other === name).length
    return {
      input: before === 0 ? name : `${name} (${before + 1})`,
      report: (lang, others) =>
        reportOf({ snapshot, seals: reading.seals }, rules, classify, { ...options, ...others, lang }, run),
    }
  })
}

function nameOf({ artifacts }: DeviceSnapshot): string {
  const list = artifacts.find(({ kinds }) => kinds.includes('dumpsys package')) ?? artifacts[0]
  return list?.path ?? ''
}

/** What tells lenders in an audit; a run over many inputs makes it once. */
export const classifierOf = (rules: AuditRules, { assumeLender = [] }: Pick<AuditOptions, 'assumeLender'>) =>
  classifier(rules, { assumed: assumeLender, signalsOfListed: false })

function reportOf(
  { snapshot, seals }: { snapshot: DeviceSnapshot } & Pick<Reading, 'seals'>,
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
    ...olderGaps(judged, snapshot, rules, classify, options),
  ]
  const problems = gaps.map(({ code, path, line, params, incomplete }) =>
    explainProblem(code, words, { params, path, line: line ?? null, severity: incomplete ? 'error' : 'warning' }),
  )
  const unread = lenders.some(({ verdict }) => verdict.value === 'unknown')
  const complete = !unread && !gaps.some(({ incomplete }) => incomplete)
  const heading = headingOf(rules, options, {
    id: runId(startedAt, seals.get(snapshot.artifacts[0]?.path ?? '')?.sha256),
    startedAt,
  })
  const narrowed = activeChecks(rules, { ...options, policy }).length < activeChecks(rules, { policy }).length
  const verdict = runVerdict(findings, complete, narrowed)
  const shown = options.allApps ? judged : lenders
  const packages = snapshot.packageNames.length
  const exit = exitOf(
    {
      failing: findings.some(({ fails }) => fails),
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
): Undecided {
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

/** Lenders that could read contacts in an earlier state of the phone and cannot in the newest. */
function olderGaps(
  judged: Judged[],
  snapshot: DeviceSnapshot,
  rules: AuditRules,
  classify: Classifier,
  options: AuditOptions,
): DeviceSnapshot['gaps'] {
  const reads = ({ lender, verdict }: Judged) =>
    lender.class !== 'none' && lender.class !== 'embedded' && verdict.value === 'granted' && isPresent(verdict.presence)
  const now = new Set(judged.filter(reads).map(({ app }) => app.packageName))
  return snapshot.older.flatMap(({ capturedAt, apps }) => {
    const then = judgeAll({ ...snapshot, apps }, rules, classify, options).filter(reads)
    const gone = new Set(then.map(({ app }) => app.packageName).filter((name) => !now.has(name)))
    const path = snapshot.artifacts[0]?.path ?? ''
    if (gone.size === 0) return []
    return [{ code: 'E329', path, params: { time: capturedAt, apps: [...gone].join(', ') }, incomplete: false }]
  })
}

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
  const open = findings.filter(({ status }) => status === 'open')
  if (open.some(({ ruleId }) => ruleId === 'lender-reads-contacts')) return 'act'
  if (open.some(counts)) return 'check'
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
