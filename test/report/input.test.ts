import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import type { Report } from '../../src/internal.ts'
import { inputName } from '../../src/report/input.ts'
import { daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { readJunit } from './readers/junit.ts'
import { readNdjson } from './readers/ndjson.ts'

// biome-ignore format: a table is read by its columns
test.for<[string, string[], string]>([
  ['the one file',                        ['a/package.txt'],                            'a/package.txt'],
  ['the archive, not a part of it',       ['a/bugreport.zip!main.txt'],                 'a/bugreport.zip'],
  ['the archive of any kind',             ['a/b.tar.gz!package.txt', 'a/b.tar.gz!c.txt'], 'a/b.tar.gz'],
  ['what a pipe held',                    ['-!package.txt', '-!appops.txt'],            '-'],
  ['the folder of several',               ['a/b/package.txt', 'a/b/appops.txt'],        'a/b'],
  ['the folder that all of them share',   ['a/b/package.txt', 'a/c/appops.txt'],        'a'],
  ['all of them where they share none',   ['package.txt', 'appops.txt'],                'package.txt appops.txt'],
  ['nothing that was read',               [],                                           '-'],
])('%s', ([, paths, name]) => {
  const sources = paths.map((path) => ({ path }))
  expect(inputName({ sources, problems: [] as Report['problems'] } as Report)).toBe(name)
})

// biome-ignore format: a table is read by its columns
test.for([
  ['an archive',              'fixtures/bugreport-zip/input', '.',                       'bugreport.zip'],
  ['files of one folder',     '.',                            'fixtures/sample/input',   'fixtures/sample/input'],
  ['files of no folder',      'fixtures/sample/input',        '.',                       'appops.txt getprop.txt package.txt'],
] as const)('%s has one name in every format', async ([, folder, path, name]) => {
  const cwd = `${root}${folder}`
  const made = async (format: string) => (await daicha(['audit', path, '-q', '-f', format], { cwd })).stdout
  const rows: { input: string }[] = parse(await made('csv'), { columns: true, record_delimiter: '\r\n' })
  const records = readNdjson(await made('ndjson'))
  expect(new Set(rows.map(({ input }) => input))).toEqual(new Set([name]))
  expect(records.map((record) => ('input' in record ? record.input : name))).toEqual([name, name, name])
  expect(readJunit(await made('junit')).result.suites[0]?.name).toBe(name)
})

test('a saved report has the same name in every format that it is merged into', async () => {
  const cwd = newFolder()
  await daicha(['audit', `${root}fixtures/sample/input`, '-q', '-o', 'first.json'], { cwd })
  const made = async (format: string) => (await daicha(['report', 'merge', 'first.json', '-f', format], { cwd })).stdout
  expect(await made('csv')).toMatch(/\r\nfirst\.json,/)
  expect(readNdjson(await made('ndjson'))[1]).toMatchObject({ input: 'first.json' })
  expect(await made('html')).toContain('<bdi>first.json</bdi>')
})
