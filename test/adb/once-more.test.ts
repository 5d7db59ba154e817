import { expect, test } from 'vitest'
import { readAnswer } from '../../src/parse/index.ts'
import { askPackages } from '../../src/parse/sections/dumpsys-package.ts'
import type { CapturedFile } from '../../src/sources/adb/asking/captured-file.ts'
import { onceMore } from '../../src/sources/adb/once-more.ts'

const now = () => '2026-11-24T06:20:03.000Z'
const ENDED = '\n*** SERVICE DUMP TIMEOUT EXPIRED ***\n'
const packages = (apps: number, end = ''): CapturedFile => ({
  name: askPackages.file(),
  command: [],
  startedAt: now(),
  finishedAt: now(),
  exitCode: 0,
  stderr: '',
  bytes: Buffer.from('  Package [com.example.kuaijie] (19de493):\n'.repeat(apps) + end),
})

async function readAgain(before: CapturedFile, later: CapturedFile) {
  const files = new Map([[before.name, before]])
  const second = readAnswer(later)
  const told: string[] = []
  const answer = await onceMore(files, { now, onAgain: (state) => told.push(state) }, readAnswer(before), async () => {
    files.set(later.name, later)
    return second
  })
  return { isSecond: answer === second, told, stands: files.get(before.name) === later }
}

test.for<[what: string, before: CapturedFile, later: CapturedFile, counts: boolean]>([
  ['whole twice, and shorter', packages(3), packages(2), true],
  ['whole once it had broken off, and shorter', packages(3, ENDED), packages(2), true],
  ['broken off at the same place', packages(3, ENDED), packages(3, ENDED), true],
  ['broken off later', packages(3, ENDED), packages(4, ENDED), true],
  ['broken off sooner', packages(3, ENDED), packages(2, ENDED), false],
  ['broken off where it was whole', packages(3), packages(4, ENDED), false],
])('a second reading that is %s', async ([, before, later, counts]) => {
  expect(await readAgain(before, later)).toEqual({
    isSecond: counts,
    told: counts ? ['started'] : ['started', 'failed'],
    stands: counts,
  })
})

test('an error of the tool is no phone that went away', async () => {
  const before = packages(1)
  const files = new Map([[before.name, before]])
  const broken = onceMore(files, { now }, readAnswer(before), () =>
    Promise.reject(new TypeError('x is not a function')),
  )
  await expect(broken).rejects.toThrow(TypeError)
})
