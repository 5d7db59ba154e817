import { readFileSync } from 'node:fs'
import { AuditError } from '../index.ts'
import type { Io } from './io.ts'

/** The schema files lie beside `dist/` in the package. */
export async function runSchema(name: string, io: Io): Promise<number> {
  if (name !== 'report') throw new AuditError('E101', { x: `schema ${name}`, guess: 'report' })
  io.stdout.write(readFileSync(new URL('../schema/report.v1.json', import.meta.url), 'utf8'))
  return 0
}
