import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'vitest'
import type { Diff } from '../../src/internal.ts'
import { daicha, type Ran } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { bugReport, type Installed, type Phone } from './phone.ts'

const schema = JSON.parse(readFileSync(new URL('../../schema/diff.v1.json', import.meta.url), 'utf8')) as object
const validate = new Ajv2020({ allErrors: true }).compile(schema)

export const cwd = newFolder()

export function file(name: string, text: string): string {
  mkdirSync(dirname(join(cwd, name)), { recursive: true })
  writeFileSync(join(cwd, name), text)
  return name
}

export const OCTOBER = '2026-10-01 10:05:00'
export const NOVEMBER = '2026-11-01 10:05:00'

/** What is on the phone both times, so that it can be known again. */
export const notes: Installed = { name: 'com.example.notes', id: 10081, installed: '2026-08-01 20:14:09' }
export const kuaijie: Installed = { name: 'com.example.kuaijie', id: 10075, installed: '2026-09-01 20:14:07' }

let made = 0
/** A bug report of the phone with these apps. */
export const state = (apps: Installed[], more: Partial<Phone> = {}): string =>
  file(`${++made}.txt`, bugReport({ time: OCTOBER, apps: [notes, ...apps], ...more }))

export const now = { time: NOVEMBER } as const

export const run = (argv: string[]): Promise<Ran> => daicha(['diff', ...argv], { cwd })

/** What changed, as JSON that its schema allows. */
export async function changed(
  [old, after]: [old: string, after: string],
  argv: string[] = [],
  io: Parameters<typeof daicha>[1] = { cwd },
): Promise<{ code: number; diff: Diff }> {
  const { code, stdout, stderr } = await daicha(['diff', old, after, '-f', 'json', ...argv], io)
  if (stdout === '') throw new Error(stderr)
  const diff = JSON.parse(stdout) as Diff
  expect(validate(diff) || validate.errors).toBe(true)
  expect(diff.exit.code).toBe(code)
  expect(diff.exit.reasons.includes('incomplete')).toBe(!diff.complete)
  return { code, diff }
}

/** Kind, direction and severity of each change. */
export const told = ({ changes }: Diff) => changes.map(({ kind, direction, severity }) => [kind, direction, severity])
