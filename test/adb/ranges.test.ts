import { spawnSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AuditError } from '../../src/errors.ts'
import type { CommandResult } from '../../src/sources/adb/link/transport.ts'
import { NoProgram, rangesOf } from '../../src/sources/adb/names/ranges.ts'
import { newFolder } from '../folder.ts'
import { blocksAsked, blocksPrinted, ddOf, late, phoneWith } from './blocks.ts'

const pathOf = (at: number) => `/data/app/com.example.app${at}-1/base.apk`
/** So many apps of some 20 kB, by path. */
const filesOf = (apps: number) =>
  Object.fromEntries(Array.from({ length: apps }, (_, at) => [pathOf(at), randomBytes(20_000 + at)]))

/** Reads the same range of each file, all at once. */
const readAll = (
  given: ReturnType<typeof phoneWith>,
  files: Record<string, Buffer>,
  [from, length] = [5000, 10_000],
) => {
  const ranges = rangesOf(given.phone, {})
  return Promise.allSettled(
    Object.entries(files).map(async ([path, { length: size }]) => Buffer.from(await ranges(path, size)(from, length))),
  )
}
/** What each came to: the right bytes, none, or an error. */
const outcomes = (
  results: PromiseSettledResult<Buffer>[],
  files: Record<string, Buffer>,
  [from, length] = [5000, 10_000],
) =>
  results.map((result, at) => {
    if (result.status === 'rejected') return result.reason.code ?? result.reason.constructor.name
    if (result.value.length === 0) return 'none'
    return result.value.equals((files[pathOf(at)] as Buffer).subarray(from, from + length)) ? 'right' : 'WRONG'
  })
const all = (count: number, what: string) => Array.from({ length: count }, () => what)

test('what many want at a time is asked for together, in a few commands at once, and each gets its own', async () => {
  const files = filesOf(50)
  const given = phoneWith(files)
  expect(outcomes(await readAll(given, files), files)).toEqual(all(50, 'right'))
  expect(given.commands.length).toBe(4)
  expect(given.atOnce()).toBe(4)
  expect(given.commands.flatMap(blocksAsked)).toHaveLength(50)
})

test('one command asks for a few MiB, unless a single range is larger', async () => {
  const files = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [pathOf(at), Buffer.alloc(1_000_000, at)]))
  const given = phoneWith(files)
  await readAll(given, files, [0, 1_000_000])
  for (const argv of given.commands)
    expect(blocksAsked(argv).reduce((sum, { count }) => sum + count * 4096, 0)).toBeLessThanOrEqual(4 * 1024 ** 2)
  const large = { [pathOf(0)]: Buffer.alloc(9_000_000, 7), [pathOf(1)]: Buffer.alloc(9_000_000, 8) }
  expect(outcomes(await readAll(phoneWith(large), large, [0, 9_000_000]), large, [0, 9_000_000])).toEqual(
    all(2, 'right'),
  )
})

test('what was begun is finished before something else is begun', async () => {
  const files = filesOf(100)
  const given = phoneWith(files)
  const ranges = rangesOf(given.phone, {})
  const ended: number[] = []
  await Promise.all(
    Object.entries(files).map(async ([path, { length }], at) => {
      const read = ranges(path, length)
      for (const from of [0, 4096, 8192]) await read(from, 100)
      ended.push(at)
    }),
  )
  expect(ended.slice(0, 25).every((at) => at < 60)).toBe(true)
})

/** A phone on which something is odd about the answer for one of the apps. */
const odd = (
  dd: (path: string, right: Buffer) => Pick<CommandResult, 'stdout' | 'exitCode'>,
  files: Record<string, Buffer>,
) =>
  phoneWith(files, (argv) =>
    blocksPrinted(argv, ({ path, skip, count }) => {
      const right = ddOf(files[path], skip, count)
      return path === pathOf(3) ? dd(path, right.stdout) : right
    }),
  )

test.each<[what: string, dd: (path: string, right: Buffer) => { stdout: Buffer; exitCode: number }]>([
  ['is refused', () => ({ stdout: Buffer.alloc(0), exitCode: 1 })],
  ['is shorter than it was', (_, right) => ({ stdout: right.subarray(1), exitCode: 0 })],
  ['is longer than it was', (_, right) => ({ stdout: Buffer.concat([right, Buffer.alloc(9)]), exitCode: 0 })],
  [
    'comes with a line of the shell before it',
    (_, right) => ({ stdout: Buffer.concat([Buffer.from('WARNING: linker\n'), right]), exitCode: 0 }),
  ],
  [
    'comes with a line of the shell behind it',
    (_, right) => ({ stdout: Buffer.concat([right, Buffer.from('dd: I/O error\n')]), exitCode: 0 }),
  ],
])('a file that %s fails alone', async (_, dd) => {
  const files = filesOf(12)
  const expected = all(12, 'right').with(3, 'none')
  expect(outcomes(await readAll(odd(dd, files), files), files)).toEqual(expected)
})

test('a file that looks like the end of a file, and the beginning of others, is taken for what it is', async () => {
  const files = filesOf(8)
  const given = phoneWith(files)
  const marks = () => given.commands.map((argv) => argv[3] ?? '')
  for (let time = 0; time < 3; time++) {
    const forged = [randomUUID(), ...marks()].map((mark) => `${mark} 0\n${mark}\n${mark} 127\n`).join('')
    for (const path of [pathOf(2), pathOf(5)]) files[path]?.write(forged, 5000)
    expect(outcomes(await readAll(given, files), files)).toEqual(all(8, 'right'))
  }
  expect(new Set(marks()).size).toBe(given.commands.length)
})

test('lines before the first mark, and behind the last, are nobody’s', async () => {
  const files = filesOf(5)
  const given = phoneWith(files, (argv) => {
    const { stdout, ...rest } = blocksPrinted(argv, ({ path, skip, count }) => ddOf(files[path], skip, count))
    return { ...rest, stdout: Buffer.concat([Buffer.from('WARNING: linker: x\n'), stdout, Buffer.from('bye\n')]) }
  })
  expect(outcomes(await readAll(given, files), files)).toEqual(all(5, 'right'))
})

test('a file that makes the command late fails alone: the others are asked for again', async () => {
  const files = filesOf(12)
  const given = phoneWith(files, (argv) => (argv.includes(pathOf(3)) ? late() : undefined))
  expect(outcomes(await readAll(given, files), files)).toEqual(all(12, 'right').with(3, 'E209'))
})

test('a shell that ends with one file leaves the others to be asked for again', async () => {
  const files = filesOf(12)
  const given = phoneWith(files, (argv) => {
    const { stdout } = blocksPrinted(argv, ({ path, skip, count }) => ddOf(files[path], skip, count))
    const at = blocksAsked(argv).findIndex(({ path }) => path === pathOf(3))
    return at < 0 ? undefined : { stdout: stdout.subarray(0, 37 + at * 12_326 + 5000), stderr: 'Killed', exitCode: 137 }
  })
  expect(outcomes(await readAll(given, files), files)).toEqual(all(12, 'right').with(3, 'none'))
})

test('a phone that goes away fails them all, and is asked no more', async () => {
  const files = filesOf(80)
  const given = phoneWith(files, () => new AuditError('E208', {}))
  expect(outcomes(await readAll(given, files), files)).toEqual(all(80, 'E208'))
  expect(given.commands.length).toBe(4)
})

test.each([
  ['dd', (argv: string[]) => blocksPrinted(argv, () => ({ stdout: Buffer.alloc(0), exitCode: 127 }))],
  ['sh', () => ({ stdout: Buffer.alloc(0), stderr: 'not found', exitCode: 127 })],
])('a phone without %s has no program for it', async (_, answer) => {
  const files = filesOf(3)
  expect(outcomes(await readAll(phoneWith(files, answer), files), files)).toEqual(all(3, NoProgram.name))
})

test('a real shell prints what is asked for', async () => {
  const folder = newFolder()
  const files = Object.fromEntries(
    ['a.apk', 'b.apk', 'c.apk'].map((name) => {
      const bytes = randomBytes(20_000)
      writeFileSync(join(folder, name), bytes)
      return [join(folder, name), bytes]
    }),
  )
  const given = phoneWith({}, ([program = '', ...args]) => {
    const { stdout, stderr, status } = spawnSync(program, args)
    return { stdout, stderr: stderr.toString(), exitCode: status ?? 255 }
  })
  const asked = { ...files, [join(folder, 'gone.apk')]: Buffer.alloc(20_000) }
  const results = await readAll(given, asked, [15_000, 5000])
  expect(results.map((result) => result.status === 'fulfilled' && result.value)).toEqual([
    ...Object.values(files).map((bytes) => bytes.subarray(15_000)),
    Buffer.alloc(0),
  ])
})
