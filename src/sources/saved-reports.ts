import { existsSync, statSync } from 'node:fs'
import type { Readable } from 'node:stream'
import type * as z from 'zod'
import { AuditError } from '../errors.ts'
import type { NdjsonRecord } from '../model/ndjson.ts'
import type { Report } from '../model/report.ts'
import { linesOf } from './lines.ts'

/** No record of a phone is longer; what is, is no report. */
const LONGEST_RECORD = 256 * 1024 * 1024

export type Saved = Report | NdjsonRecord

/**
 * What a saved report holds: a JSON document, the documents inside an HTML page, or the records of an NDJSON stream, one
 * at a time. What it is, its content tells.
 *
 * @throws AuditError E301 when it cannot be opened, E331 for what is no report, E332 for a stream cut inside a record
 */
export async function* savedReports(path: string, shown: string, stdin: Readable): AsyncGenerator<Saved> {
  const { Report: ReportSchema } = await import('../model/report.ts')
  const { NdjsonRecord: RecordSchema } = await import('../model/ndjson.ts')
  const held = <T>(schema: z.ZodType<T>, value: unknown, at: string): T => {
    const parsed = schema.safeParse(value)
    // As it was written: parsing would put the keys into another order.
    if (parsed.success) return value as T
    const [issue] = parsed.error.issues
    throw new AuditError('E331', { file: at, detail: issue?.path.join('.') || (issue?.code ?? '') })
  }

  const whole: string[] = []
  let broken: number | undefined
  let n = 0
  for await (const lines of linesOf(sourceOf(path, shown, stdin), shown, '\n', LONGEST_RECORD)) {
    for (const line of lines) {
      n++
      if (broken !== undefined) throw new AuditError('E331', { file: `${shown}:${broken}`, detail: 'JSON' })
      const value = whole.length === 0 ? parsed(line) : undefined
      if (value === undefined && n > whole.length + 1) broken = n
      else if (value === undefined || !isTyped(value)) whole.push(line)
      else
        yield value.type === 'report'
          ? held(ReportSchema, value, `${shown}:${n}`)
          : held(RecordSchema, value, `${shown}:${n}`)
    }
  }
  if (broken !== undefined) throw new AuditError('E332', { file: shown })
  if (whole.length === 0) {
    if (n === 0) throw new AuditError('E331', { file: shown, detail: '0' })
    return
  }
  const text = whole.join('\n')
  const documents = /^\s*</.test(text) ? scriptsIn(text) : [parsed(text)]
  const reports = documents.filter((value) => isTyped(value) && value.type === 'report')
  if (reports.length === 0) throw new AuditError('E331', { file: shown, detail: text.trim().slice(0, 40) })
  for (const value of reports) yield held(ReportSchema, value, shown)
}

function sourceOf(path: string, shown: string, stdin: Readable): string | Readable {
  if (shown === '-') return stdin
  const isFile = existsSync(path) && !statSync(path).isDirectory()
  if (!isFile) throw new AuditError('E301', { file: shown, detail: existsSync(path) ? 'EISDIR' : 'ENOENT' })
  return path
}

/** The inert data of a page; it holds no other script. */
const scriptsIn = (html: string) =>
  [...html.matchAll(/<script type="application\/json"[^>]*>([^<]*)<\/script>/g)].map(([, json = '']) => parsed(json))

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}

const isTyped = (value: unknown): value is { type: string } =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
