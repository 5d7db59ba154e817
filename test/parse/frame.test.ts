import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/internal.ts'
import { audited, root } from '../daicha.ts'
import { evidenceOf, lies } from '../evidence.ts'
import { newFolder } from '../folder.ts'

/** What chats, loggers, viewers and terminals put around each line; `at` counts from 1. */
type Put = (line: string, at: number) => string
const minute = (at: number) => `12:${String((at / 60) | 0).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
// biome-ignore format: a table is read by its columns
const frames: [name: string, put: Put][] = [
  ['a quotation',                    (line) => `> ${line}`],
  ['a quotation that lost blanks',   (line) => `> ${line}`.trimEnd()],
  ['a quotation of one',             (line) => `> > ${line}`],
  ['a list',                         (line) => `- ${line}`],
  ['a list of a word processor',     (line) => `• ${line}`],
  ['a numbered list',                (line, at) => `${at}. ${line}`],
  ['cat -n',                         (line, at) => `${String(at).padStart(6)}\t${line}`],
  ['grep -n',                        (line, at) => `package.txt:${at}:${line}`],
  ['a viewer with line numbers',     (line, at) => `${String(at).padStart(3)} │ ${line}`],
  ['ts',                             (line, at) => `Nov 26 ${minute(at)} ${line}`],
  ['ts with the time of the epoch',  (line, at) => `${1764160000 + at}.${at % 10}00000 ${line}`],
  ['a log of CI',                    (line, at) => `audit\tdump\t2026-11-26T${minute(at)}.1234567Z ${line}`],
  ['logcat',                         (line, at) => `11-26 ${minute(at)}.123  ${900 + at}  1234 I dumpsys : ${line}`],
  ['docker compose',                 (line) => `adb_1  | ${line}`],
  ['a chat',                         (line, at) => `[24/11/26, ${minute(at)}] Ana Lúcia: ${line}`],
  ['a chat in Chinese',              (line, at) => `小明 ${minute(at)}：${line}`],
  ['an indented block',              (line) => `    ${line}`],
  ['a block behind a tab',           (line) => `\t${line}`],
  ['a patch',                        (line) => `+${line}`],
  ['marks nobody sees',              (line) => `\u200f${line}`],
  ['a page for each line',           (line) => `\f${line}`],
  ['a table',                        (line) => `| ${line} |`],
  ['bold type',                      (line) => `**${line}**`],
  ['a page',                         (line) => `<p>${line}</p>`],
  ['colours',                        (line) => `\x1b[32m${line}\x1b[0m`],
  ['strings of a program',           (line) => `        ${JSON.stringify(line)},`],
  ['a record for each line',         (line, at) => `${JSON.stringify({ at, line })}`],
]

const folder = newFolder()
let folders = 0

const textOf = (name: string, file = 'package.txt') => readFileSync(join(root, 'fixtures', name, 'input', file), 'utf8')
const framed = (text: string, put: Put) =>
  text
    .trimEnd()
    .split('\n')
    .map((line, at) => `${put(line, at + 1)}\n`)
    .join('')

/** Whether what stands there is what is told of it, but for marks. */
function isMarked(lie: string): boolean {
  const [, there = '', told] = /say (".*"), the report says (".*")$/.exec(lie) ?? []
  return there.replaceAll('\u00a0', ' ').replace(/\\u001b\[[\d;]*[mK]|\u200b/g, '') === told
}

async function reportOn(files: Record<string, string | Buffer>): Promise<Report> {
  const cwd = join(folder, String(folders++))
  mkdirSync(cwd)
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(cwd, name), bytes)
  const { report } = await audited(['.'], { cwd })
  for (const shown of evidenceOf(report)) {
    const found = lies(shown, Buffer.from(files[shown.path] ?? ''))
    // What stands around a line is no part of what the phone said, and a tab is as wide as it is shown.
    expect(found.filter((lie) => /: the bytes say|: the columns say "[^ .]/.test(lie) && !isMarked(lie))).toEqual([])
  }
  return report
}
const codes = ({ problems }: Report) => problems.map(({ code }) => code)
const found = ({ findings }: Report) =>
  findings.map(({ ruleId, package: name, severity, evidence: [first] }) => [ruleId, name, severity, first?.line])

const sample = textOf('sample')
const bare = await reportOn({ 'package.txt': sample })

describe.for(frames)('%s', ([, put]) => {
  test('hides no finding, and its evidence is the line of the phone', async () => {
    const report = await reportOn({ 'package.txt': framed(sample, put) })
    expect([report.verdict, report.exit.code, found(report)]).toEqual(['act', 1, found(bare)])
    expect([report.complete, codes(report)]).toEqual([false, ['E325']])
  })

  test('leaves nothing clear', async () => {
    const report = await reportOn({ 'package.txt': framed(textOf('clear-phone'), put) })
    expect([report.verdict, report.exit.code, codes(report)]).toEqual(['incomplete', 5, ['E325']])
  })
})

const OPS =
  'Current AppOps Service state:\n  Uid u0a6:\n    state=pers\n    Package com.android.providers.contacts:\n      WAKE_LOCK (allow): \n'

// biome-ignore format: a table is read by its columns
const wholes: [name: string, make: (text: string) => string][] = [
  ['blanks of a letter',             (text) => text.replace(/^ +/gm, (blanks) => '\u00a0'.repeat(blanks.length))],
  ['blanks of a page',               (text) => text.replace(/ {2}/g, ' \u00a0')],
  ['only blanks that break no line', (text) => text.replaceAll(' ', '\u00a0')],
  ['places where a name may break',  (text) => text.replaceAll('.', '.\u200b')],
  ['a message of a chat',            (text) => `[24/11/26, 12:00:01] Ana Lúcia: ${text}[24/11/26, 12:00:09] Bo: Thanks!\n`],
  ['messages of a chat',             (text) => `Ana: ${text}Ana: ${OPS}Ana: See?\n`],
  ['the end of a prompt before it',  (text) => `li@pc:~$ adb shell dumpsys package${text}`],
  ['a prompt in colour behind it',   (text) => `${text}\x1b[01;32mli@pc\x1b[0m:~$ exit\n`],
  ['what `script -q` leaves',        (text) => `^D\b\b${text.replaceAll('\n', '\r\n')}`],
  ['a second mark of UTF-8',         (text) => `\ufeff\ufeff${text}`],
  ['a page for each heading',        (text) => text.replace(/^(?=[A-Z])/gm, '\f')],
]
test.for(wholes)('%s: nothing of it is lost, and nothing is open', async ([, make]) => {
  const report = await reportOn({ 'package.txt': make(sample) })
  expect([report.verdict, report.complete, found(report)]).toEqual(['act', true, found(bare)])
  const clear = await reportOn({ 'package.txt': make(textOf('clear-phone')) })
  expect([clear.verdict, clear.exit.code, codes(clear)]).toEqual(['clear', 0, []])
})

// biome-ignore format: a table is read by its columns
const marked: [name: string, make: (text: string) => string][] = [
  ['the colours of grep',    (text) => text.replaceAll('READ_CONTACTS', '\x1b[01;31m\x1b[K$&\x1b[m\x1b[K')],
  ['the colours of a viewer', (text) => text.replaceAll('=', '\x1b[0m\x1b[38;5;203m=\x1b[0m').replaceAll('[', '\x1b[1m[').replaceAll('\x1b\x1b[1m', '\x1b')],
  ['full-width blanks',      (text) => text.replace(/^ +/gm, (blanks) => '\u3000'.repeat(blanks.length))],
]
test.for(marked)('%s hide no finding, and leave nothing clear', async ([, make]) => {
  const report = await reportOn({ 'package.txt': make(sample) })
  expect([report.verdict, report.complete, found(report), codes(report)]).toEqual(['act', false, found(bare), ['E325']])
  const clear = await reportOn({ 'package.txt': make(textOf('clear-phone')) })
  expect([clear.verdict, codes(clear)]).toEqual(['incomplete', ['E325']])
})

test.for(['\u200b', '\x1b[32m'])('a bug report whose lines all begin with %j hides none either', async (mark) => {
  const text = textOf('bugreport-text', 'bugreport.txt')
  const report = await reportOn({ 'bugreport.txt': framed(text, (line) => mark + line) })
  expect([report.verdict, codes(report)]).toEqual(['act', ['E325']])
})

test('nor is anything where bytes among such blanks are no letter', async () => {
  const make = (text: string) => {
    const letter = text.replace(/^ +/gm, (blanks) => '\u00a0'.repeat(blanks.length))
    const bytes = Buffer.from(letter).toString('latin1')
    return Buffer.from(bytes.replaceAll(/versionName=|flags=\[ (?=USER_SET)/g, '$&\xff'), 'latin1')
  }
  const report = await reportOn({ 'package.txt': make(sample) })
  expect([report.verdict, report.complete, found(report)]).toEqual(['act', true, found(bare)])
  expect((await reportOn({ 'package.txt': make(textOf('clear-phone')) })).verdict).toBe('clear')
})

test.for(['\ufeff', '\f'])('nor is anything where %j stands between two files that were joined', async (mark) => {
  const clear = textOf('clear-phone')
  const report = await reportOn({ 'package.txt': clear + mark + clear })
  expect([report.verdict, report.exit.code, codes(report)]).toEqual(['clear', 0, []])
})

test.for(['Current AppOps Service state:', 'AppOps Service state:'])('`%s` in it is read, too', async (heading) => {
  const appOps = textOf('sample', 'appops.txt').replace(/^.*/, heading)
  const report = await reportOn({ 'package.txt': sample, 'appops.txt': framed(appOps, (line) => `> ${line}`) })
  expect(report.apps.map(({ contacts }) => contacts.lastAccess?.time)).toContain('2026-11-21T09:32:18')
  expect([report.complete, codes(report)]).toEqual([false, ['E325']])
})

describe('what a mail made of it', () => {
  /** As quoted-printable (RFC 2045) has it, and quoted. */
  const mailed = (text: string) =>
    framed(text.replaceAll('=', '=3D').replace(/(.{75})(?=.)/g, '$1=\n'), (line) => `> ${line}`)

  test('is no second phone beside the dump itself', async () => {
    const report = await reportOn({ 'mail.eml': mailed(sample), 'package.txt': sample })
    expect([report.verdict, report.complete]).toEqual(['act', false])
    expect(report.apps.map(({ uid }) => uid)).toEqual(bare.apps.map(({ uid }) => uid))
  })

  test('keeps its release, its ids and its versions', async () => {
    const report = await reportOn({ 'mail.eml': mailed(sample) })
    expect([report.verdict, report.device]).toEqual(['incomplete', bare.device])
    const known = (of: Report) => of.apps.map(({ uid, versionCode, targetSdk }) => [uid, versionCode, targetSdk])
    expect(known(report)).toEqual(known(bare))
  })
})

// biome-ignore format: a table is read by its columns
const quotations: [name: string, quote: (text: string) => string][] = [
  ['a string of JSON',               (text) => JSON.stringify(text)],
  ['an answer of Appium',            (text) => JSON.stringify({ value: text, sessionId: '3f1c' })],
  ['what a command printed, in Python', (text) => `{'returncode': 0, 'stdout': '${text.replaceAll('\n', '\\r\\n')}'}\n`],
  ['one value of many, in lines',    (text) => JSON.stringify({ phone: 'Ana', dumps: [{ text, exit: 0 }] }, null, 2)],
  ['an array of its lines',          (text) => JSON.stringify(text.split('\n'))],
  ['lines that Python shows',        (text) => `['${text.split('\n').join("', '")}']`],
  ['YAML',                           (text) => `phone: Ana\ndump: ${JSON.stringify(text)}\n`],
]
describe.for(quotations)('in which line feeds are letters, as in %s', ([, quote]) => {
  const rules = (report: Report) => found(report).map(([rule, name]) => [rule, name])

  test('hides no finding', async () => {
    const report = await reportOn({ 'package.txt': quote(sample) })
    expect([report.verdict, rules(report), codes(report)]).toEqual(['act', rules(bare), ['E325']])
  })

  test('leaves nothing clear, whole or cut', async () => {
    const clear = textOf('clear-phone')
    expect((await reportOn({ 'package.txt': quote(clear) })).verdict).toBe('incomplete')
    expect((await reportOn({ 'package.txt': quote(clear.slice(0, 5000)) })).verdict).toBe('incomplete')
  })
})

test('in UTF-16 too', async () => {
  const text = framed(sample, (line) => `小明：${line}`)
  const report = await reportOn({ 'package.txt': Buffer.from(`\ufeff${text}`, 'utf16le') })
  expect(found(report)).toEqual(found(bare))
})

test('what somebody says in between, before and behind it is not a line of the phone', async () => {
  const quoted = framed(sample, (line) => `> ${line}`).split('\n')
  const mail = ['Can you look at this?', '', ...quoted, 'Thanks!', ''].join('\n')
  expect(found(await reportOn({ 'package.txt': mail })).map(([rule]) => rule)).toEqual(
    found(bare).map(([rule]) => rule),
  )
  const torn = await reportOn({ 'package.txt': quoted.toSpliced(130, 0, 'Is that so?').join('\n') })
  expect([torn.verdict, torn.complete]).toEqual(['act', false])
})

test('where two speak in turn, what is lost of a record accuses nobody', async () => {
  const turns = ['Ana: ', 'Bo: ']
  for (const every of [1, 2, 3, 7, 20]) {
    const chat = framed(textOf('clear-phone'), (line, at) => `${turns[((at / every) | 0) % 2]}${line}`)
    const report = await reportOn({ 'package.txt': chat })
    const accused = report.findings.filter(({ severity }) => severity !== 'note')
    expect([every, report.verdict, accused]).toEqual([every, 'incomplete', []])
  }
})

test('a frame of many numbers, or of letters in no encoding, holds nothing up', async () => {
  const numbers = `${'1 '.repeat(48)}Database versions:\n${`${'1'.repeat(120)}x\n`.repeat(200)}`
  expect((await reportOn({ 'package.txt': numbers })).verdict).toBe('incomplete')
  const gbk = framed(sample, (line) => `\xd0\xa1\xc3\xf7: ${line}`)
  expect((await reportOn({ 'package.txt': Buffer.from(gbk, 'latin1') })).verdict).toBe('incomplete')
})

test('whatever stands before and behind the lines, nothing is clear', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 40 }), fc.string({ maxLength: 6 }), fc.nat(9), async (left, right, n) => {
      const clean = (text: string) => text.replace(/[\r\n]/g, '')
      const [before, after] = [clean(left), clean(right)]
      fc.pre(before.trim() !== '' || after.trim() !== '')
      const put: Put = (line, at) => `${before.replace(/\d/g, String(at + n))}${line}${after}`
      expect((await reportOn({ 'package.txt': framed(sample, put) })).verdict).not.toBe('clear')
    }),
    { numRuns: 40 },
  )
})
