import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../daicha.ts'

/** A copy of the program, whose compiled part may be changed. */
let copy: string
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'daicha-start-'))
  for (const part of ['bin', 'dist', 'package.json']) cpSync(join(root, part), join(copy, part), { recursive: true })
  symlinkSync(join(root, 'fixtures'), join(copy, 'fixtures'))
})
afterAll(() => rmSync(copy, { recursive: true }))

const verdict = () =>
  JSON.parse(
    execFileSync(process.execPath, ['bin/daicha.js', 'audit', 'fixtures/clear-phone/input', '-f', 'json'], {
      cwd: copy,
      encoding: 'utf8',
    }),
  ).verdict

test('starts with what was compiled when it was built', () => {
  expect(verdict()).toBe('clear')
})

test.each([
  ['what another Node compiled', (file: string) => writeFileSync(file, Buffer.alloc(4096, 7))],
  ['an empty file of it', (file: string) => writeFileSync(file, '')],
  ['nothing compiled', (file: string) => rmSync(file)],
])('starts with %s', (_, change) => {
  change(join(copy, 'dist/run.cache'))
  expect(verdict()).toBe('clear')
})
