import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { RuleSet } from '../../src/internal.ts'
import { auditPhone, classifierOf } from '../built.ts'
import { audited, guidance, options, rules } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { zipOf } from '../zip.ts'

/** The files of a phone, by name. */
type Files = ReadonlyMap<string, Buffer>

/** The fixtures name invented apps alone, and what is left out costs time only. */
const lean: RuleSet = {
  ...rules,
  lenders: rules.lenders.filter(({ packages }) => packages.some((name) => name.startsWith('com.example.'))),
  checks: rules.checks.map((check) => ({ ...check, actions: [], guidance: [], law: [] })),
  regimes: rules.regimes.filter(({ id }) => id === 'play'),
  sources: [],
  guidance,
}
const classify = classifierOf(lean, options)
const seal = { bytes: 0, sha256: '' }

async function verdictOn(files: Files): Promise<string> {
  const dumps = [...files].map(([path, bytes]) => ({
    path,
    optional: false,
    chunks: () => [bytes],
    seal: () => seal,
    failure: () => undefined,
  }))
  return (await auditPhone(dumps, lean, { ...options, classify })).verdict
}

/** Where a cut means something else: a heading, the start of a record, what a user holds, the permission itself. */
const TELLS = /^(?:\S| {2}(?:Package|SharedUser) \[| {4}User \d|.*READ_CONTACTS)/
/** Bytes from one cut to the next, in such a line and elsewhere; odd, so that a character of two bytes is cut too. */
const STRIDE_THERE = 5
const STRIDE = 21

/**
 * In front of each line that tells. Fixtures are much alike, so another is cut in front, inside and behind in the first
 * text alone that has it below this heading; so is the inside of a line that tells.
 */
function cutsOf(text: string, unit: number, seen: Set<string>): number[] {
  const cuts = [text.length * unit]
  let heading = ''
  let start = 0
  for (const line of text.split('\n')) {
    const end = start + line.length * unit
    if (/^\S/.test(line)) heading = line
    const place = `${unit} ${heading}\n${line}`
    const tells = TELLS.test(line)
    if (tells || !seen.has(place)) cuts.push(start)
    if (!seen.has(place)) {
      const stride = tells ? STRIDE_THERE : STRIDE
      for (let at = start + stride; at < end; at += stride) cuts.push(at)
      cuts.push(end)
      seen.add(place)
    }
    start = end + unit
  }
  return cuts
}

/** One char a code unit, so that an index is an offset once it is multiplied by `unit`. */
function textOf(bytes: Buffer): { text: string; unit: number } {
  const isUtf16 = bytes[0] === 0xff || bytes[1] === 0
  return isUtf16 ? { text: bytes.toString('utf16le'), unit: 2 } : { text: bytes.toString('latin1'), unit: 1 }
}

/** What is printed behind a section: a heading, dashes, the next service. Overlay paths are part of a record. */
const ENDS_A_SECTION = /^(?![^\n]*overlay paths:)(?:DUMP OF SERVICE |-{6}|[A-Z][\w ]*:)/gm

/** The offset behind the first thing that ends this section; never, if nothing does. */
function endOf(heading: string, text: string): number {
  const start = text.search(new RegExp(`^${heading}:\\r?$`, 'm'))
  if (start === -1) return Number.POSITIVE_INFINITY
  const ends = [...text.matchAll(ENDS_A_SECTION)].find(({ index }) => index > start)
  return ends === undefined ? Number.POSITIVE_INFINITY : ends.index + ends[0].length
}

/**
 * The first byte where `clear` may be said of a package section: all packages are printed, and all shared users, if
 * one of the packages holds what its shared user holds.
 */
function proofIn(text: string): number {
  const packages = endOf('Packages', text)
  const records = text.slice(text.search(/^Packages:/m), packages)
  const isShared = /^ {4}sharedUser=(?!null)/m.test(records)
  return isShared ? Math.max(packages, endOf('Shared users', text)) : packages
}

/** Where a phone is clear only because a switch is closed, the line that says so. */
const SWITCHES: Record<string, RegExp> = { 'closed-sms-route/appops.txt': /READ_SMS: mode=ignore/ }

/** Cuts one file of a phone and tells where the verdict is not what it may be. */
async function wrongCuts(
  files: Files,
  path: string,
  seen: Set<string>,
  isAllowed: (verdict: string, at: number) => boolean,
) {
  const bytes = files.get(path) ?? Buffer.alloc(0)
  const { text, unit } = textOf(bytes)
  const wrong: string[] = []
  for (const at of cutsOf(text, unit, seen)) {
    const verdict = await verdictOn(new Map(files).set(path, bytes.subarray(0, at)))
    if (!isAllowed(verdict, at)) wrong.push(`${verdict} when cut at byte ${at}`)
  }
  return wrong
}

const folder = fileURLToPath(new URL('../../fixtures/', import.meta.url))
const namesIn = (path: string) => readdirSync(folder + path, { withFileTypes: true })

function filesOf(fixture: string): Files {
  const names = namesIn(`${fixture}/input`).map(({ name }) => name)
  return new Map(names.map((name) => [name, readFileSync(`${folder}${fixture}/input/${name}`)]))
}

interface Expected {
  verdict?: string
  findings: { ruleId: string; path?: string; line?: number }[]
}

const phones = namesIn('')
  .filter((entry) => entry.isDirectory() && namesIn(entry.name).some(({ name }) => name === 'expected.json'))
  .map(({ name }) => ({
    name,
    files: filesOf(name),
    expected: JSON.parse(readFileSync(`${folder}${name}/expected.json`, 'utf8')) as Expected,
  }))
const texts = phones.flatMap(({ name, files, expected }) =>
  [...files.keys()]
    .filter((path) => !path.endsWith('.zip'))
    .map((path) => ({ title: `${name}/${path}`, files, path, expected })),
)

const title = `cut at each line that tells or is new, and inside of the new every ${STRIDE_THERE} bytes where it tells and every ${STRIDE} elsewhere`
const time = 300_000

describe(`a text that is never clear, ${title}, is never called clear`, () => {
  const cases = texts.filter(({ expected }) => expected.verdict !== 'clear')
  const seen = new Set<string>()

  test.for(cases)('$title', { timeout: time }, async ({ files, path, expected }) => {
    expect(await verdictOn(files)).toBe(expected.verdict ?? 'incomplete')

    const grant = expected.findings.find(({ ruleId }) => ruleId === 'lender-reads-contacts')
    const proven = grant?.path === path && grant.line !== undefined ? endOfLine(files.get(path), grant.line) : undefined
    const isAllowed = (verdict: string, at: number) =>
      verdict !== 'clear' && (proven === undefined || at < proven || verdict === 'act')
    expect(await wrongCuts(files, path, seen, isAllowed)).toEqual([])
  })
})

/** Behind the last character of a line, by number. */
function endOfLine(bytes: Buffer | undefined, number: number): number {
  const { text, unit } = textOf(bytes ?? Buffer.alloc(0))
  const lines = text.split('\n').slice(0, number)
  return lines.join('\n').trimEnd().length * unit
}

describe(`a text that is clear, ${title}, is called clear only behind the proof of its end`, () => {
  const cases = texts.filter(({ expected }) => expected.verdict === 'clear')
  const seen = new Set<string>()

  test('there are some', () => {
    expect(cases.length).toBeGreaterThanOrEqual(6)
  })

  test.for(cases)('$title', { timeout: time }, async ({ title: name, files, path }) => {
    const { text } = textOf(files.get(path) ?? Buffer.alloc(0))
    const needed = SWITCHES[name]?.exec(text)
    const proof = needed ? needed.index + needed[0].length : text.includes('\nPackages:\n') ? proofIn(text) : 0
    expect(proof).toBeLessThan(text.length)
    expect(await verdictOn(files)).toBe('clear')
    expect(await wrongCuts(files, path, seen, (verdict, at) => verdict !== 'clear' || at >= proof)).toEqual([])
  })
})

describe(`the same phone in another text, ${title}`, () => {
  const seen = new Set<string>()
  const clear = readFileSync(`${folder}clear-phone/input/package.txt`, 'latin1')
  const upToSharedUsers = clear.slice(0, clear.indexOf('Package Changes:'))
  const unshared = clear.replace(/ {2}Package \[com\.android\.providers\.contacts\][\s\S]*?\n\n/, '\n')
  const head = [
    '========================================================',
    '== dumpstate: 2026-03-02 09:30:12',
    '========================================================',
    '',
    '------ DUMPSYS (/system/bin/dumpsys) ------',
    '-------------------------------------------------------------------------------',
    'DUMP OF SERVICE package:',
    '',
  ].join('\n')
  const duration = '--------- 0.224s was the duration of dumpsys package, ending at: 2026-03-02 09:30:14\n'
  const timeout = "*** SERVICE 'package' DUMP TIMEOUT (10000ms) EXPIRED ***\n"
  const user = 'DUMP OF SERVICE user:\nUsers:\n  UserInfo{0:null:13} serialNo=0\n    State: RUNNING_UNLOCKED\n'
  const never = Number.POSITIVE_INFINITY

  // biome-ignore format: a table is read by its columns
  test.for<[title: string, text: string, verdict: string, proof?: number]>([
    ['no package has a shared user',                         unshared,                                     'clear'],
    ['a service of a bug report',                            head + clear + duration + user,               'clear'],
    ['its shared users end with the duration of the service', head + upToSharedUsers + duration + user,     'clear'],
    ['its shared users end with the next service',           head + upToSharedUsers + user,                'clear'],
    ['its shared users end with the text',                   upToSharedUsers,                              'incomplete', never],
    ['its shared users end with the text of a bug report',   head + upToSharedUsers,                       'incomplete', never],
    ['its shared users end with a timeout',                  head + upToSharedUsers + timeout + duration + user, 'incomplete', never],
  ])('%s', { timeout: time }, async ([, text, whole, proof = proofIn(text)]) => {
    const files = new Map([['package.txt', Buffer.from(text, 'latin1')]])
    expect(await verdictOn(files)).toBe(whole)
    expect(await wrongCuts(files, 'package.txt', seen, (verdict, at) => verdict !== 'clear' || at >= proof)).toEqual([])
  })

  test('in UTF-16 with CRLF, a cut inside a character included', { timeout: time }, async () => {
    const text = clear.replaceAll('\n', '\r\n')
    const files = new Map([['package.txt', Buffer.from(`\ufeff${text}`, 'utf16le')]])
    const seen = new Set<string>()
    const proof = 2 + 2 * proofIn(text)
    expect(await verdictOn(files)).toBe('clear')
    expect(await wrongCuts(files, 'package.txt', seen, (verdict, at) => verdict !== 'clear' || at >= proof)).toEqual([])
  })
})

describe('an archive of a clear phone, cut at 50 bytes, is never called clear', () => {
  const files = filesOf('clear-phone')
  const text = files.get('package.txt') ?? Buffer.alloc(0)
  const report = Buffer.concat([
    Buffer.from('== dumpstate: 2026-03-02 09:30:12\nDUMP OF SERVICE package:\n'),
    text,
    Buffer.from('--------- 0.224s was the duration of dumpsys package, ending at: 2026-03-02 09:30:14\n'),
  ])
  const cwd = newFolder()

  test.for<[name: string, bytes: Buffer]>([
    ['package.txt.gz', gzipSync(text)],
    ['dumps.zip', zipOf(files)],
    [
      'bugreport.zip',
      zipOf(
        new Map([
          ['main_entry.txt', Buffer.from('report.txt')],
          ['report.txt', report],
        ]),
      ),
    ],
  ])('%s', { timeout: time }, async ([name, bytes]) => {
    const auditOf = (part: Buffer) => {
      writeFileSync(join(cwd, name), part)
      return audited([name], { cwd })
    }
    const whole = await auditOf(bytes)
    expect([whole.code, whole.report.verdict]).toEqual([0, 'clear'])

    const wrong: string[] = []
    const cuts = Array.from({ length: 50 }, (_, at) => Math.floor((at * bytes.length) / 50))
    for (const at of [...cuts, bytes.length - 9, bytes.length - 8, bytes.length - 1]) {
      const { code, report } = await auditOf(bytes.subarray(0, at))
      if (code === 0 || report.verdict === 'clear')
        wrong.push(`${report.verdict}, exit ${code}, when cut at byte ${at}`)
    }
    expect(wrong).toEqual([])
  })
})
