import { statSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { AuditError } from '../../errors.ts'
import type { Heading, InputRecord, NdjsonRecord } from '../../model/report/ndjson.ts'
import type { Report } from '../../model/report/report.ts'
import { bounded } from '../../model/text/bounded.ts'
import { jsonIn } from '../../model/text/json.ts'
import { cannotOpen } from '../cannot-open.ts'
import { sizeOf } from '../limits.ts'
import { linesOf } from '../lines.ts'
import type { Place } from '../output.ts'
import { inOneLanguage, scriptsIn } from './in-page.ts'
import { beginsValue } from './json-values.ts'
import { lacking, recordFollower } from './stream.ts'

/** No record of a phone, and no document, is longer; what is, is no report. */
const LONGEST_RECORD = 256 * 1024 * 1024

/** Stands where a stream breaks off, if that is allowed. */
export interface Cut {
  type: 'cut'
}
/** An input has the heading that it stands under. */
export type Saved = Report | Exclude<NdjsonRecord, InputRecord> | (InputRecord & { heading: Heading })

/**
 * What a saved report holds: JSON documents, those of one language inside an HTML page, or the records of an NDJSON
 * stream, one at a time. What it is, its content tells. A page holds one report in each language, or a stream.
 *
 * @throws AuditError E301 when it cannot be opened, E331 for what is no report, E332 for a stream or page that breaks
 * off, E341 for a stream that lacks records, E342 for what is no file, E343 for what is longer than any report
 */
export async function* savedReports(
  place: Place,
  stdin: Readable,
  lang: Report['run']['lang'],
  { allowPartial = false }: { allowPartial?: boolean },
): AsyncGenerator<Saved | Cut> {
  const { Report: ReportSchema } = await import('../../model/report/report.ts')
  const { NdjsonRecord: RecordSchema } = await import('../../model/report/ndjson.ts')
  const { shown } = place
  let isEmpty = true
  const follow = recordFollower()

  function* told(value: unknown, n?: number): Generator<Saved | Cut> {
    if (!isTyped(value)) throw refusal(shown, value === undefined ? 'JSON' : 'type', n)
    isEmpty = false
    const { data, error } = (value.type === 'report' ? ReportSchema : RecordSchema).safeParse(value)
    if (data === undefined) throw refusal(shown, error?.issues[0]?.path.join('.').slice(0, LONGEST_DETAIL) || 'type', n)
    // As it was written: parsing would put the keys into another order.
    const record = bounded(value) as typeof data
    const { heading, lack, contradicts } = follow(record)
    if (contradicts) throw refusal(shown, 'verdict', n)
    yield* cut(lack)
    if (record.type !== 'input') return yield record
    if (heading === undefined) throw new AuditError('E331', { file: shown, detail: 'start' })
    const { type: _, ...own } = heading
    yield { ...record, heading: own }
  }
  function* cut(lack: ReturnType<typeof follow>['lack']): Generator<Cut> {
    if (lack === undefined) return
    if (!allowPartial) throw lacking(lack, shown)
    yield { type: 'cut' }
  }

  for await (const { value, n, rest } of valuesOf(sourceOf(place, stdin), shown)) {
    if (rest?.startsWith('<')) for (const report of reportsIn(rest, shown, lang)) yield* told(report)
    else if (rest !== undefined && !isEmpty && value === undefined) throw new AuditError('E332', { file: shown })
    else yield* told(value, n)
  }
  if (isEmpty) throw refusal(shown, '0')
  yield* cut(follow().lack)
}

/** `n`: the line that it ends in. `rest`: what stands at the end, which may be a page, or cut off. */
interface Value {
  value: unknown
  n?: number
  rest?: string
}

/** The values that a text holds, each in a line or in several. */
async function* valuesOf(source: string | Readable, shown: string): AsyncGenerator<Value> {
  /** A value that takes several lines, or a page. */
  const document: string[] = []
  let size = 0
  let n = 0
  for await (const lines of linesOf(source, shown, '\n', LONGEST_RECORD)) {
    for (const line of lines) {
      n++
      if (beginsValue(line, document)) yield { value: parsed(document.splice(0).join('\n')), n: n - 1 }
      if (document.length === 0) {
        size = 0
        if (line.trim() === '') continue
        if (!/^\s*[{<]/.test(line)) throw refusal(shown, 'JSON')
        const value = parsed(line)
        if (isTyped(value)) {
          yield { value, n }
          continue
        }
      }
      document.push(line)
      size += line.length + 1
      if (size > LONGEST_RECORD) throw new AuditError('E343', { file: shown, limit: sizeOf(LONGEST_RECORD) })
    }
  }
  const rest = document.join('\n').trim()
  if (rest !== '') yield { value: parsed(rest), rest }
}

function reportsIn(page: string, shown: string, lang: Report['run']['lang']) {
  const values = [...scriptsIn(page)].map(parsed).filter(isTyped) as Saved[]
  if (values.length === 0) throw refusal(shown, 'html')
  if (!page.endsWith('</html>')) throw new AuditError('E332', { file: shown })
  return inOneLanguage(values, lang)
}

/** @param n the line */
const refusal = (shown: string, detail: string, n?: number) =>
  new AuditError('E331', { file: n === undefined ? shown : `${shown}:${n}`, path: shown, detail })

const LONGEST_DETAIL = 40

/** What never ends, or answers once, is not opened: a pipe, a terminal, a device. */
function sourceOf({ path, shown }: Place, stdin: Readable): string | Readable {
  if (shown === '-') return stdin
  let isFile: boolean
  try {
    isFile = statSync(path).isFile()
  } catch (cause) {
    throw cannotOpen(path, shown, cause)
  }
  if (!isFile) throw new AuditError('E342', { file: shown })
  return path
}

const parsed = (text: string) => jsonIn(text.replace(/^\ufeff/, ''))

const isTyped = (value: unknown): value is { type: string } =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
