import { expect, test } from 'vitest'
import type { Report } from '../../src/index.ts'
import { inputName } from '../../src/report/input.ts'

// biome-ignore format: a table is read by its columns
test.for<[string, string[], string]>([
  ['the one file',                       ['a/package.txt'],                       'a/package.txt'],
  ['the folder of several',              ['a/b/package.txt', 'a/b/appops.txt'],   'a/b'],
  ['the folder that all of them share',  ['a/b/package.txt', 'a/c/appops.txt'],   'a'],
  ['the first where they share none',    ['package.txt', 'appops.txt'],           'package.txt'],
  ['nothing that was read: the run',     [],                                      'DC-1'],
])('%s', ([, paths, name]) => {
  const sources = paths.map((path) => ({ path }))
  expect(inputName({ sources, run: { id: 'DC-1' } } as Report)).toBe(name)
})
