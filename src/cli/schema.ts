import { readFileSync } from 'node:fs'
import { AuditError } from '../index.ts'
import type { Io } from './io.ts'

const NAMES = ['report', 'ndjson', 'config', 'ignore']

/** The schema files lie beside `dist/` in the package. */
export async function runSchema(name: string, io: Io): Promise<number> {
  if (!NAMES.includes(name)) throw new AuditError('E101', { x: `schema ${name}`, guess: NAMES.join(', ') })
  io.stdout.write(readFileSync(new URL(`../schema/${name}.v1.json`, import.meta.url), 'utf8'))
  return 0
}
