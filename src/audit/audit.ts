import { hasOptions } from '#platform/options.ts'
import type { Classifier } from '../classify/index.ts'
import { AuditError } from '../errors.ts'
import type { Dumps } from '../model/dump.ts'
import type { DeviceSnapshot } from '../model/phone/snapshot.ts'
import type { Audit } from '../model/report/audit.ts'
import { exitOf } from '../model/report/outcome.ts'
import type { Report } from '../model/report/report.ts'
import type { RuleSet } from '../model/rules/rule.ts'
import type { Policy } from '../model/vocabulary.ts'
import { packagesOf } from './assessment.ts'
import { activeChecks } from './checks.ts'
import { classifierOf } from './classifier.ts'
import { countsOf } from './counts.ts'
import { findingOf } from './finding.ts'
import { guidanceOf, jurisdictionOf } from './guidance.ts'
import { headingOf, runId } from './heading.ts'
import { decideAll } from './ignored.ts'
import { judgedMilder, opinionOf } from './opinion.ts'
import type { AuditOptions, Judgement } from './options.ts'
import { type Reading, read } from './read.ts'
import { toReportedApp } from './reported-app.ts'
import { deviceOf, problemOf, shownArtifacts, sourcesOf } from './shown.ts'
import { runVerdict } from './verdict.ts'

/**
 * The whole program: dumps of one phone and rules in, what was found out.
 *
 * @throws AuditError E110 where there are several phones, and what the dumps throw when they cannot be read; odd text
 * never throws, it becomes a problem of the report
 */
export async function auditPhone(...given: Parameters<typeof auditPhones>): Promise<Audit> {
  const phones = await auditPhones(...given)
  const [phone] = phones
  if (phone === undefined || phones.length > 1) {
    throw new AuditError('E110', { n: String(phones.length), format: 'json' })
  }
  return phone.audit()
}

type Times = Pick<Report['run'], 'startedAt' | 'finishedAt'>

/** One phone of an input. */
export type PhoneAudit = Awaited<ReturnType<typeof auditPhones>>[number]

/** The same for dumps of any number of phones, which are never taken for one. */
export async function auditPhones(dumps: Dumps, rules: RuleSet, options: AuditOptions) {
  const startedAt = options.now()
  const classify = options.classify ?? classifierOf(rules, options)
  const reading = await read(dumps, rules, classify, options)
  const times: Times = { startedAt, finishedAt: options.now() }
  const names = reading.snapshots.map(nameOf)
  return reading.snapshots.map((snapshot, at) => {
    const name = names[at] ?? ''
    const before = names.slice(0, at).filter((other) => other === name).length
    return {
      /** The file that lists its packages. */
      input: before === 0 ? name : `${name} (${before + 1})`,
      snapshot,
      /** Judges it under the options of the run, or under others; nothing is read again. */
      audit: (others?: Judgement) =>
        auditOf({ snapshot, seals: reading.seals, ...times }, rules, classify, { ...options, ...others }),
    }
  })
}

function nameOf({ artifacts }: DeviceSnapshot): string {
  const list = artifacts.find(({ kinds }) => kinds.includes('dumpsys package')) ?? artifacts[0]
  return list?.path ?? ''
}

function auditOf(
  { snapshot, seals, startedAt, finishedAt }: Pick<Reading, 'seals'> & { snapshot: DeviceSnapshot } & Times,
  rules: RuleSet,
  classify: Classifier,
  given: AuditOptions,
): Audit {
  const policy = given.policy ?? policyFor(snapshot)
  const options = { ...given, policy }
  const own = opinionOf(snapshot, rules, classify, options)
  const { judged, known, lenders, checks } = own
  const jurisdiction = jurisdictionOf(snapshot.device, lenders, rules, given.regime)
  const { countries, guidanceIn, regime, compared } = jurisdiction
  const objections = own.objectionsBy(compared)
  const { findings, unmatched } = decideAll(
    objections.map((one, at) => findingOf(one, at, guidanceIn(countries.ofLender(one.judged.lender)))),
    options,
  )
  const builtIn =
    hasOptions && rules.builtIn && classify.builtIn && opinionOf(snapshot, rules.builtIn, classify.builtIn, options)
  const milder = builtIn ? judgedMilder(own, builtIn, compared).size : 0
  const gaps = [...own.gaps(), ...milderGaps(milder, snapshot)]
  const complete = !lenders.some(({ open }) => open) && !gaps.some(({ incomplete }) => incomplete)
  const leftOut = {
    narrowed: hasOptions && checks.length < activeChecks(rules, { policy }).length,
    oneUser:
      hasOptions && options.userId !== undefined && snapshot.users.some(({ userId }) => userId !== options.userId),
    milder: milder > 0,
  }
  const verdict = runVerdict(findings, checks, complete, leftOut)
  const id = runId(startedAt, seals.get(snapshot.artifacts[0]?.path ?? '')?.sha256)
  const heading = headingOf(rules, { ...given, regime }, { id, startedAt })
  const shown = options.allApps ? judged : known
  const apps = shown.map((one) => toReportedApp(one, rules))
  const { packageNames, packageHeaders, packageRecords } = snapshot
  const packages = packageNames.length
  const failing = findings.some(({ fails }) => fails)

  return {
    type: 'report',
    ...heading,
    run: { ...heading.run, policy, finishedAt },
    exit: exitOf({ failing, incomplete: !complete, empty: packages === 0, unmatched, ...leftOut }, options),
    verdict,
    complete,
    emergency: {
      country:
        countries.ofPhone === null ? null : { id: countries.ofPhone, ...(countries.ofLenders && { ofLenders: true }) },
    },
    sources: sourcesOf(shownArtifacts(snapshot, shown), seals),
    device: deviceOf(snapshot),
    users: snapshot.users.map(({ userId, kind }) => ({ id: userId, kind })),
    apps,
    checks: checks.map(({ id, severity, lender, order = null }) => ({ id, severity, lender, order })),
    findings,
    problems: gaps.map(problemOf),
    guidance: guidanceOf(objections, verdict, jurisdiction),
    limits: rules.guidance.limits.map(({ id }) => ({ id })),
    omitted: { otherApps: packages - packagesOf(shown).size, deviceIds: true },
    stats: { packages, packageHeaders, packageRecords, ...countsOf(apps, findings) },
  }
}

/** That rules of a user are milder than the built-in ones; of how many apps, and not of which: they may not lend. */
const milderGaps = (n: number, { artifacts }: DeviceSnapshot): DeviceSnapshot['gaps'] =>
  n === 0 ? [] : [{ code: 'E352', path: artifacts[0]?.path ?? '', params: { n: String(n) }, incomplete: false }]

/** Where there are APKs and nothing of a phone, an app is looked at before its release. */
function policyFor({ artifacts }: DeviceSnapshot): Policy {
  const known = artifacts.filter(({ kinds }) => kinds.length > 0)
  return known.length > 0 && known.every(({ encoding }) => encoding === 'binary') ? 'release' : 'borrower'
}
