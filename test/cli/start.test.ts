import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { root } from '../daicha.ts'
import { newFolder } from '../folder.ts'

/** A copy of the program, whose parts may be changed. */
let copy: string
beforeEach(() => {
  copy = newFolder()
  for (const part of ['bin', 'dist', 'package.json']) cpSync(join(root, part), join(copy, part), { recursive: true })
})

const started = (...argv: string[]) =>
  spawnSync(process.execPath, [join(copy, 'bin/daicha.js'), ...argv], { encoding: 'utf8' })

test('tells its version without the rest of the program, and without any of it what to run', () => {
  for (const name of readdirSync(join(copy, 'dist')))
    if (!['run.cjs', 'rolldown-runtime.cjs'].includes(name)) rmSync(join(copy, 'dist', name), { recursive: true })
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  for (const option of ['--version', '-V']) {
    const { status, stdout, stderr } = started(option)
    expect([status, stdout, stderr]).toEqual([0, `${version}\n`, ''])
  }
  rmSync(join(copy, 'dist'), { recursive: true })
  const { status, stderr } = started('audit', 'package.txt')
  expect([status, stderr.match(/npm start/g)], 'nothing is built').toEqual([2, ['npm start', 'npm start']])
})

test('a Node that is too old is named, and is no bug of the program', () => {
  const old = encodeURIComponent("Object.defineProperty(process, 'versions', { value: { node: '18.20.8' } })")
  const argv = ['--import', `data:text/javascript,${old}`, join(root, 'bin/daicha.js'), '--version']
  const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' })
  expect([status, stderr.match(/20\.19.*18\.20\.8.*nodejs\.org/g)?.length]).toEqual([2, 2])
})

test('a bug is reported with functions and lines that a person can read', () => {
  writeFileSync(join(copy, 'dist/rules.json'), '{}')
  const { status, stderr } = started('audit', join(root, 'fixtures/clear-phone/input'))
  expect(status).toBe(70)
  const places = [...stderr.matchAll(/ at (?:async )?([\w.]+) \(\S+?dist\/([\w-]+\.cjs):(\d+):(\d+)\)/g)]
  expect(places.map(([, name]) => name)).toContain('Object.run')
  for (const [frame, , file = '', line, column] of places) {
    const text = readFileSync(join(copy, 'dist', file), 'utf8').split('\n')[Number(line) - 1] ?? ''
    expect([frame, text.length > Number(column), text.length < 300]).toEqual([frame, true, true])
  }
})
