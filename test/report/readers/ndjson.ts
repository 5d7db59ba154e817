import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Problem, Report } from '../../../src/internal.ts'

const schema = JSON.parse(readFileSync(new URL('../../../schema/ndjson.v2.json', import.meta.url), 'utf8')) as object
const validate = new Ajv2020({ allErrors: true }).compile(schema)

type Record =
  | { type: 'start'; schemaVersion: string }
  | ({ type: 'input'; input: string } & Pick<Report, 'verdict' | 'findings' | 'exit'>)
  | { type: 'error'; input: string; problem: Problem; problems: Problem[] }
  | { type: 'end'; stats: { inputs: number; inputsFailed: number; suppressed: number }; exit: Report['exit'] }

export const readNdjson = (text: string): Record[] => {
  const lines = text.split('\n')
  if (lines.pop() !== '') throw new Error('the last line has no end')
  return lines.map((line) => JSON.parse(line) as Record)
}

export const ndjsonErrors = (text: string): string[] =>
  readNdjson(text).flatMap((record, at) =>
    validate(record)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${at}${instancePath} ${message}`),
  )
