import { AuditError } from '../errors.ts'
import type { Audit } from '../model/report/audit.ts'
import type { ErrorRecord, Heading, NdjsonRecord } from '../model/report/ndjson.ts'
import { HEAD_BYTES, mayBeReport, wholeReport } from '../model/report/own-files.ts'
import type { Report } from '../model/report/report.ts'
import { SCHEMA_VERSION } from '../model/report/schema-version.ts'
import { bounded } from '../model/text/bounded.ts'
import { jsonIn } from '../model/text/json.ts'
import { emptyTally, reportFrom } from '../report/records.ts'
import { held } from '../sources/limits.ts'
import { inOneLanguage, scriptsIn } from '../sources/saved/in-page.ts'
import { valuesIn } from '../sources/saved/json-values.ts'
import { lacking, recordFollower } from '../sources/saved/stream.ts'
import { bytesOf, type Chosen } from '../sources/web/chosen.ts'
import { written } from '../sources/written.ts'

type Saved = Report | NdjsonRecord

/**
 * What `tell` makes of the reports that a file holds, if it holds some: a document, a page or a stream. It is not held
 * to the schema: what cannot be told is refused, and what is told is shown as text.
 *
 * @throws AuditError E331 where it cannot be read as what it says it is, E332 where it breaks off, E341 where records
 * of a stream are missing
 */
export async function savedReports<Told>(
  files: Chosen[],
  tell: (report: Audit, input?: string) => Told,
): Promise<Told[] | undefined> {
  const [file, ...others] = files
  if (file === undefined || others.length > 0) return undefined
  const { path } = file
  const textOf = async (blob: Blob) => written(await held(bytesOf({ path, blob }), path))
  const head = await textOf(file.blob.slice(0, HEAD_BYTES))
  if (!mayBeReport(head)) return undefined
  const format = wholeReport(head)
  const refuse = (detail: string) => new AuditError('E331', { file: path, path, detail })
  const text = (await textOf(file.blob)).trim()
  const cut = () => new AuditError('E332', { file: path })
  const values = (format === 'html' ? [...scriptsIn(text)] : valuesIn(text)).map(
    (text) => jsonIn(text) ?? undefined,
  ) as Saved[]
  if (format === undefined && !TYPES.includes(values[0]?.type)) return undefined
  if (values.length === 0) throw refuse('html')
  if (format === 'html' && !text.endsWith('</html>')) throw cut()
  const saved = values.map((one, at) => {
    if (one === undefined) throw at > 0 && at === values.length - 1 ? cut() : refuse('JSON')
    const heading = one.type === 'input' ? one.heading : one
    const { schemaVersion = SCHEMA_VERSION } = (heading ?? {}) as Partial<Heading>
    if (schemaVersion !== SCHEMA_VERSION) throw refuse('schemaVersion')
    return bounded(one)
  })
  const told = format === 'html' ? inOneLanguage(saved) : saved
  try {
    return [...reportsIn(told, path)].map(([report, input]) => tell(report, input))
  } catch (error) {
    throw error instanceof AuditError ? error : refuse('type')
  }
}

/** What a report or a stream can begin with, where other programs put its keys in another order. */
const TYPES: unknown[] = ['report', 'start', 'input', 'error']

function* reportsIn(saved: Saved[], file: string): Generator<[report: Audit, input?: string]> {
  const follow = recordFollower()
  const refused = (detail: string) => new AuditError('E331', { file, path: file, detail })
  const headingOf = (record?: Saved) => {
    const { heading, lack, contradicts } = follow(record)
    if (contradicts) throw refused('verdict')
    if (lack) throw lacking(lack, file)
    return heading
  }
  for (const record of saved) {
    const heading = headingOf(record)
    if (record.type === 'report') yield [record]
    else if (record.type !== 'start' && record.type !== 'end') {
      if (heading === undefined) throw refused('start')
      yield [record.type === 'input' ? reportFrom(record, heading) : unread(record, heading), record.input]
    }
  }
  headingOf()
}

/** Stands for an input of which nothing could be audited. */
function unread({ problems, exit }: ErrorRecord, { schemaVersion, tool, run }: Heading): Audit {
  const { inputs: _, inputsFailed: __, byVerdict: ___, ...stats } = emptyTally().stats
  return {
    type: 'report',
    schemaVersion,
    tool,
    run: { ...run, policy: run.policy ?? 'borrower', finishedAt: run.finishedAt ?? run.startedAt },
    exit,
    verdict: 'incomplete',
    complete: false,
    emergency: { country: null },
    sources: [],
    device: { manufacturer: null, model: null, androidVersion: null, sdk: null, securityPatch: null, rom: 'aosp' },
    users: [],
    apps: [],
    checks: [],
    findings: [],
    problems,
    guidance: { statements: [], law: [], references: [] },
    limits: [],
    omitted: { otherApps: 0, deviceIds: true },
    stats: {
      ...stats,
      packageHeaders: 0,
      packageRecords: 0,
      access: { lendersThatRead: 0, suspectsThatRead: 0, lendersThatCannot: 0, unknown: 0 },
    },
  }
}
