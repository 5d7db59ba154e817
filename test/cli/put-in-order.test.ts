import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AuditError } from '../../src/errors.ts'
import { savedReports } from '../../src/page/saved-reports.ts'
import { speaker, toReport } from '../built.ts'
import { daicha, guidance, root, rules } from '../daicha.ts'
import { newFolder } from '../folder.ts'

/** Reports that another program wrote anew: a JSON value is the same in any order and layout. */
const cwd = newFolder()
const dump = join(root, 'fixtures/sample/input')
const run = (...argv: string[]) => daicha(argv, { cwd })
for (const format of ['json', 'ndjson']) await run('audit', dump, '-q', '-f', `${format}=own.${format}`)
const read = (name: string) => readFileSync(join(cwd, name), 'utf8')

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, part]) => [key, sorted(part)]),
        )
      : value

const whole = (value: unknown, indent?: number | string) => `${JSON.stringify(value, null, indent)}\n`
const json: unknown = JSON.parse(read('own.json'))
const records: unknown[] = read('own.ndjson')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line))
const each = (write: (value: unknown) => string) => records.map(write).join('')
const ways: [name: string, text: string][] = [
  ['jq -S', whole(sorted(json), 2)],
  ['jq -c -S', whole(sorted(json))],
  ['jq --tab', whole(json, '\t')],
  ['python -m json.tool --indent 0', whole(json, 2).replaceAll(/^ +/gm, '')],
  ['an editor on Windows', `\ufeff${whole(json, 2).replaceAll('\n', '\r\n')}`],
  ['jq -S of a stream', each((record) => whole(sorted(record), 2))],
  ['jq -c -S of a stream', each((record) => whole(sorted(record)))],
  ['an editor on Windows, of such a stream', `\ufeff${each((record) => whole(record, 2)).replaceAll('\n', '\r\n')}`],
]

describe.each(ways)('a report that %s wrote anew', (_name, text) => {
  writeFileSync(join(cwd, 'now.json'), text)

  test('is shown, compared and written from as before', async () => {
    writeFileSync(join(cwd, 'now.json'), text)
    for (const argv of [['report'], ['letter', 'operator'], ['diff', 'own.json']]) {
      const before = await run(...argv, 'own.json')
      expect(await run(...argv, 'now.json')).toEqual({
        ...before,
        stdout: before.stdout.replace('new: own.json', 'new: now.json'),
      })
    }
  })

  test('is known for what it is, where it is audited by mistake', async () => {
    writeFileSync(join(cwd, 'now.json'), text)
    const { code, stderr } = await run('audit', 'now.json')
    expect([code, stderr.replace(/\s+/g, ' ')]).toEqual([3, expect.stringContaining('`daicha report now.json`')])
  })

  test('is shown by the page', async () => {
    const known = { ...rules, guidance }
    const words = speaker(guidance, 'en', '2026-11-24T06:20:03.000Z')
    const told = await savedReports([{ path: 'now.json', blob: new Blob([text]) }], (audit) =>
      toReport(audit, known, words),
    )
    expect(told?.map(({ verdict, findings }) => [verdict, findings.length])).toEqual([['act', 5]])
  })
})

test('a stream of indented records that breaks off, or lacks one, is no whole', async () => {
  const [start, input, end] = records.map((record) => whole(record, 2))
  for (const [text, code] of [
    [`${start}${input}`, 'E332'],
    [`${start}${input}${end?.slice(0, 40)}`, 'E332'],
    [`${start}${end}`, 'E341'],
    [`${start}${input?.slice(0, 400)}\n${end}`, 'E331'],
  ] as const) {
    writeFileSync(join(cwd, 'cut'), text)
    const { stdout, stderr } = await run('report', 'cut')
    expect([stdout, stderr]).toEqual(['', expect.stringContaining(code)])
    await expect(savedReports([{ path: 'cut', blob: new Blob([text]) }], () => '')).rejects.toBeInstanceOf(AuditError)
  }
})

test('JSON of others is no report, and is called none', async () => {
  for (const text of ['{"name": "x"}', '{"type": "diff", "schemaVersion": "1.0"}', '{}']) {
    writeFileSync(join(cwd, 'other'), text)
    expect((await run('letter', 'operator', 'other')).stderr).toContain('[E331]')
    expect(await savedReports([{ path: 'other', blob: new Blob([text]) }], () => '')).toBeUndefined()
  }
})
