import type { Evidence } from '../../model/evidence.ts'
import type { Finding } from '../../model/report/finding.ts'
import { hasEnded } from '../../model/report/outcome.ts'
import type { Problem, Report } from '../../model/report/report.ts'
import { labelled } from '../../model/words.ts'
import { json, visible } from '../escape.ts'
import { type Place, placeOf, placeOfFinding, placeOfProblem } from '../place.ts'
import type { Style, Words } from '../style.ts'
import { hash } from './hash.ts'
import { LEVELS } from './levels.ts'
import { MOST_SARIF_RESULTS } from './most.ts'
import { ruleOf } from './sarif-rules.ts'
import { messageOf, sentence, uriOf } from './sarif-text.ts'

/** What a comparison adds: how a result stands to an earlier state, and what is told beside the results. */
export interface Comparison {
  stateOf: (finding: Finding) => 'new' | 'unchanged' | 'updated' | 'absent'
  notes: string[]
}

/** SARIF 2.1.0, as code scanning services read it: one location a result, all four ends of its region. */
export function sarif(report: Report, { words, sarifCategory }: Style, comparison?: Comparison): string {
  const findings = report.findings.slice(0, MOST_SARIF_RESULTS)
  const cut =
    findings.length < report.findings.length
      ? [words('line.cut', { n: report.findings.length, shown: findings.length })]
      : []
  const rules = report.checks.filter(({ id }) => findings.some(({ ruleId }) => ruleId === id))
  const artifacts = artifactsOf(report)
  const listed = { ruleIds: rules.map(({ id }) => id), uris: artifacts.map(({ location }) => location.uri) }
  const stateOf = comparison?.stateOf ?? (({ baseline }: Finding) => baseline)
  const times = new Map<string, number>()
  const run = {
    tool: {
      driver: {
        name: 'daicha',
        semanticVersion: report.tool.version,
        language: report.run.lang,
        rules: rules.map((check) => ruleOf(check, report, words)),
        properties: { rules: report.tool.rules },
      },
    },
    automationDetails: { id: sarifCategory === undefined ? 'daicha/' : `daicha/${visible(sarifCategory)}/` },
    columnKind: 'utf16CodeUnits',
    invocations: [invocationOf(report, [...cut, ...(comparison?.notes ?? [])])],
    artifacts,
    results: findings.map((finding) => {
      const nth = (times.get(finding.fingerprint) ?? 0) + 1
      times.set(finding.fingerprint, nth)
      return resultOf(finding, { ...listed, nth, state: stateOf(finding) }, report, words)
    }),
    properties: { verdict: report.verdict, complete: report.complete, headline: report.headline },
  }
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }
  return json(log)
}

/** The files that were read; the parts of an archive are one file. */
function artifactsOf({ sources, problems }: Report) {
  const files = [...sources.map(({ path }) => path), ...problems.flatMap(({ path }) => path ?? [])]
  return [...new Set(files.map((path) => placeOf(path, null).file))].map((file) => {
    const source = sources.find(({ path }) => placeOf(path, null).file === file)
    return {
      location: { uri: uriOf(file) },
      ...(source?.sha256 && { length: source.bytes, hashes: { 'sha-256': source.sha256 } }),
    }
  })
}

function invocationOf(report: Report, notes: string[]) {
  const { exit, run, problems } = report
  return {
    executionSuccessful: !hasEnded(exit, 'empty'),
    exitCode: exit.code,
    ...(exit.reasons.length > 0 && { exitCodeDescription: exit.reasons.join(', ') }),
    startTimeUtc: new Date(run.startedAt).toISOString(),
    endTimeUtc: new Date(run.finishedAt).toISOString(),
    toolExecutionNotifications: [
      ...problems.map((problem) => notificationOf(problem, report)),
      ...notes.map((text) => ({ level: 'warning', message: messageOf(text) })),
    ],
  }
}

function notificationOf(problem: Problem, report: Report) {
  const place = placeOfProblem(problem, report)
  return {
    level: problem.severity,
    descriptor: { id: problem.code },
    message: messageOf([sentence(problem.message, report.run.lang), ...problem.remedy].join('\n')),
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(place.file) },
          ...(problem.line !== null && place.inside === undefined && { region: { startLine: place.line } }),
        },
        ...entryIn(place),
      },
    ],
  }
}

interface Around {
  ruleIds: string[]
  uris: string[]
  /** Among the results of the same fingerprint. */
  nth: number
  state: string | null
}

function resultOf(finding: Finding, { ruleIds, uris, nth, state }: Around, report: Report, words: Words) {
  const { ruleId, severity, confidence, status, fails, fingerprint, suppressed } = finding
  const [first, ...others] = finding.evidence
  const place = placeOfFinding(finding, report)
  const uri = uriOf(place.file)
  return {
    ruleId,
    ruleIndex: ruleIds.indexOf(ruleId),
    level: LEVELS[severity].sarif,
    message: messageOf(
      [
        sentence(finding.message.text, report.run.lang),
        ...finding.facts.map(({ name, text }) => labelled(name, text, words)),
      ].join('\n'),
    ),
    locations: [
      {
        physicalLocation: { artifactLocation: { uri, index: uris.indexOf(uri) }, region: regionOf(place, first) },
        logicalLocations: [
          {
            name: finding.package,
            kind: 'module',
            fullyQualifiedName: [`user${finding.user}`, finding.package, nameOf(finding.permission)]
              .filter(Boolean)
              .join('/'),
          },
          ...(entryIn(place).logicalLocations ?? []),
        ],
      },
    ],
    ...(others.length > 0 && { relatedLocations: others.map(relatedOf) }),
    partialFingerprints: { primaryLocationLineHash: `${hash(fingerprint)}:${nth}`, 'daichaFinding/v1': fingerprint },
    ...(state && { baselineState: state }),
    ...(suppressed && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: visible(suppressed.reason) }],
    }),
    properties: { severity, confidence, status, fails },
  }
}

function relatedOf(evidence: Evidence, at: number) {
  const place = placeOf(evidence.path, evidence.line)
  return {
    id: at + 1,
    message: messageOf(evidence.text.trim()),
    physicalLocation: { artifactLocation: { uri: uriOf(place.file) }, region: regionOf(place, evidence) },
    ...entryIn(place),
  }
}

/** The columns of the evidence; the beginning of an archive, which has none. */
function regionOf({ inside, line }: Place, evidence: Evidence | undefined) {
  if (evidence === undefined || inside !== undefined)
    return { startLine: line, startColumn: 1, endLine: line, endColumn: 2 }
  const { column, endColumn, text } = evidence
  return { startLine: line, startColumn: column, endLine: line, endColumn, snippet: { text: visible(text) } }
}

const entryIn = ({ file, inside }: Place) =>
  inside === undefined
    ? {}
    : {
        logicalLocations: [
          {
            name: visible(inside.entry),
            kind: 'resource',
            fullyQualifiedName: visible(`${file}!${inside.entry}`),
            ...(inside.line !== null && { properties: { line: inside.line } }),
          },
        ],
      }

const nameOf = (permission: string | null) => permission?.slice(permission.lastIndexOf('.') + 1)
