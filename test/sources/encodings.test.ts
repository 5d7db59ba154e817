import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/internal.ts'
import { audited } from '../daicha.ts'
import { evidenceOf, lies } from '../evidence.ts'
import { newFolder } from '../folder.ts'
import { zipOf } from '../zip.ts'

interface Expected {
  exit: number
  verdict: string
  complete: boolean
  packages: number
  apps: { package: string; user: number; contacts: { verdict: string; reason: string; lastAccess: object | null } }[]
  findings: { ruleId: string; package: string; user: number; severity: string; line: number; path: string }[]
}

interface Phone {
  name: string
  /** Its exports as text with LF, by file name. */
  texts: ReadonlyMap<string, string>
  expected: Expected
}

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url))

function phone(name: string): Phone {
  const input = join(fixtures, name, 'input')
  const textOf = (file: string) => {
    const bytes = readFileSync(join(input, file))
    const text = bytes[0] === 0xff ? bytes.subarray(2).toString('utf16le') : bytes.toString('utf8')
    return text.replaceAll('\r\n', '\n')
  }
  return {
    name,
    texts: new Map(readdirSync(input).map((file) => [file, textOf(file)])),
    expected: JSON.parse(readFileSync(join(fixtures, name, 'expected.json'), 'utf8')) as Expected,
  }
}

const phones = [
  'clear-phone',
  'granted-then-blocked-by-appop',
  'utf16-crlf',
  'separate-files-of-one-phone',
  'bugreport-text',
].map(phone)

type Write = (text: string) => Buffer
type Facts = { encoding: 'utf-8' | 'utf-16le' | 'utf-16be'; lineEnding: 'lf' | 'crlf' | 'mixed' }

const utf8: Write = (text) => Buffer.from(text)
const littleEndian: Write = (text) => Buffer.from(`\ufeff${text}`, 'utf16le')
const bigEndian: Write = (text) => littleEndian(text).swap16()
const crlf = (text: string) => text.replaceAll('\n', '\r\n')
const crcrlf = (text: string) => text.replaceAll('\n', '\r\r\n')

/** Lines that say nothing of permissions, and what a broken memory or a foreign app may leave in them. */
const UNRELATED = /^(?: {4}(?:codePath|resourcePath|dataDir|signatures)=| +\w+_settle_time=).*$/gm
const dirt = Buffer.from([
  0x00, 0xff, 0xfe, 0x80, 0xc3, 0x28, 0x0b, 0x0c, 0x0d, 0x85, 0xe2, 0x80, 0xa8, 0x1b, 0x00, 0x21,
])

const dirty: Write = (text) =>
  Buffer.from(
    utf8(text)
      .toString('latin1')
      .replace(UNRELATED, `$&${dirt.toString('latin1')}`),
    'latin1',
  )

// biome-ignore format: a table is read by its columns
const writings: [title: string, write: Write, facts: Facts][] = [
  ['UTF-8',                            utf8,                               { encoding: 'utf-8',    lineEnding: 'lf' }],
  ['UTF-8 with a mark',                (text) => utf8(`\ufeff${text}`),     { encoding: 'utf-8',    lineEnding: 'lf' }],
  ['UTF-16LE with a mark',             littleEndian,                       { encoding: 'utf-16le', lineEnding: 'lf' }],
  ['UTF-16BE with a mark',             bigEndian,                          { encoding: 'utf-16be', lineEnding: 'lf' }],
  ['UTF-8 with CRLF',                  (text) => utf8(crlf(text)),         { encoding: 'utf-8',    lineEnding: 'crlf' }],
  ['UTF-16LE with a mark and CRLF',    (text) => littleEndian(crlf(text)), { encoding: 'utf-16le', lineEnding: 'crlf' }],
  ['UTF-16BE with a mark and CRLF',    (text) => bigEndian(crlf(text)),    { encoding: 'utf-16be', lineEnding: 'crlf' }],
  ['UTF-8 with CR CR LF',              (text) => utf8(crcrlf(text)),       { encoding: 'utf-8',    lineEnding: 'mixed' }],
  ['NUL and invalid bytes in between', dirty,                              { encoding: 'utf-8',    lineEnding: 'lf' }],
]

/** What unpacks hands on bytes, whatever they say: one of each kind. */
const packed = writings.filter(([title]) => /^UTF-8$|^UTF-16LE.*CRLF|^NUL/.test(title))

/** A folder of its own for these files. */
function folderOf(files: ReadonlyMap<string, Buffer>): string {
  const cwd = newFolder()
  for (const [name, bytes] of files) writeFileSync(join(cwd, name), bytes)
  return cwd
}

const written = ({ texts }: Phone, write: Write) => new Map([...texts].map(([name, text]) => [name, write(text)]))
const named = (files: ReadonlyMap<string, Buffer>, rename: (name: string) => string, pack = (bytes: Buffer) => bytes) =>
  new Map([...files].map(([name, bytes]) => [rename(name), pack(bytes)]))

/** What must not depend on how the text is written: all but the bytes. */
const seenIn = ({ exit, verdict, complete, stats, apps, findings }: Report) => ({
  exit: exit.code,
  verdict,
  complete,
  packages: stats.packages,
  apps: apps.map(({ package: name, user, contacts: { verdict: value, reason, lastAccess } }) => ({
    package: name,
    user,
    contacts: {
      verdict: value,
      reason,
      lastAccess: lastAccess && { ageMs: lastAccess.ageMs, state: lastAccess.state },
    },
  })),
  findings: findings.map(({ ruleId, package: name, user, severity, evidence: [first] }) => ({
    ruleId,
    package: name,
    user,
    severity,
    line: first?.line,
    path: first?.path,
  })),
})

/** The same of the expectation, with the paths under which the files are audited now. */
const wanted = (
  { expected: { exit, verdict, complete, packages, apps, findings } }: Phone,
  shown = (path: string) => path,
) => ({
  exit,
  verdict,
  complete,
  packages,
  apps: apps.map(({ package: name, user, contacts: { verdict: value, reason, lastAccess } }) => ({
    package: name,
    user,
    contacts: { verdict: value, reason, lastAccess },
  })),
  findings: findings.map((finding) => ({ ...finding, path: shown(finding.path) })),
})

const sealOf = (bytes: Buffer | undefined) => ({
  bytes: bytes?.length,
  sha256: createHash('sha256')
    .update(bytes ?? '')
    .digest('hex'),
})
const sealsIn = ({ sources }: Report) =>
  Object.fromEntries(sources.map(({ path, bytes, sha256 }) => [path, { bytes, sha256 }]))
const sealsOf = (files: ReadonlyMap<string, Buffer>) =>
  Object.fromEntries([...files].map(([path, bytes]) => [path, sealOf(bytes)]))

describe.for(phones)('$name', (one) => {
  test.for(writings)('in %s', async ([, write, facts]) => {
    const files = written(one, write)
    const { report } = await audited(['.'], { cwd: folderOf(files) })
    expect(seenIn(report)).toEqual(wanted(one))
    expect(sealsIn(report)).toEqual(sealsOf(files))
    expect(report.sources.map(({ encoding, lineEnding }) => ({ encoding, lineEnding }))).toEqual(
      report.sources.map(() => facts),
    )
    const bytesAt = (path: string) => files.get(path) ?? Buffer.alloc(0)
    expect(evidenceOf(report).flatMap((evidence) => lies(evidence, bytesAt(evidence.path)))).toEqual([])
  })

  test.for(packed)('in %s, in gzip', async ([, write]) => {
    const files = named(written(one, write), (name) => `${name}.gz`, gzipSync)
    const { report } = await audited(['.'], { cwd: folderOf(files) })
    expect(seenIn(report)).toEqual(wanted(one, (path) => `${path}.gz`))
    expect(sealsIn(report)).toEqual(sealsOf(files))
  })

  test.for(packed)('in %s, in a zip', async ([, write]) => {
    const files = written(one, write)
    const zip = zipOf(files)
    const { report } = await audited(['dumps.zip'], { cwd: folderOf(new Map([['dumps.zip', zip]])) })
    expect(seenIn(report)).toEqual(wanted(one, (path) => `dumps.zip!${path}`))
    const entries = [...files.keys()].map((name) => `dumps.zip!${name}`)
    expect(sealsIn(report)).toEqual(Object.fromEntries(entries.map((path) => [path, sealOf(zip)])))
    const bytesAt = (path: string) => files.get(path.replace('dumps.zip!', '')) ?? Buffer.alloc(0)
    expect(evidenceOf(report).flatMap((evidence) => lies(evidence, bytesAt(evidence.path)))).toEqual([])
  })

  describe.for([...one.texts.keys()])('with %s on standard input', (name) => {
    // biome-ignore format: a table is read by its columns
    test.for<[title: string, pack: (bytes: Buffer) => Buffer]>([
      ['as it is', (bytes) => bytes],
      ['in gzip',  gzipSync],
    ])('%s', async ([, pack]) => {
      for (const [title, write] of writings) {
        const files = written(one, write)
        const stdin = pack(files.get(name) ?? Buffer.alloc(0))
        const inputs = [...files.keys()].map((path) => (path === name ? '-' : path))
        const { report } = await audited(inputs, { cwd: folderOf(files), stdin })
        expect(seenIn(report), title).toEqual(wanted(one, (path) => (path === name ? '-' : path)))
        expect(sealsIn(report)['-'], title).toEqual(sealOf(stdin))
      }
    })
  })

  test('with its files in any order', async () => {
    const files = written(one, utf8)
    const cwd = folderOf(files)
    for (const order of ordersOf([...files.keys()])) {
      const { report } = await audited(order, { cwd })
      expect(seenIn(report), order.join(' ')).toEqual(wanted(one))
    }
  })

  test('with every file written in another way', async () => {
    const ways = writings.map(([, write]) => write)
    for (const shift of ways.keys()) {
      const names = [...one.texts.keys()]
      const wayOf = (name: string) => ways[(names.indexOf(name) + shift) % ways.length] ?? utf8
      const files = new Map([...one.texts].map(([name, text]) => [name, wayOf(name)(text)]))
      const { report } = await audited(['.'], { cwd: folderOf(files) })
      expect(seenIn(report)).toEqual(wanted(one))
      expect(sealsIn(report)).toEqual(sealsOf(files))
    }
  })
})

function ordersOf<T>(items: T[]): T[][] {
  if (items.length < 2) return [items]
  return items.flatMap((first, at) => ordersOf(items.toSpliced(at, 1)).map((rest) => [first, ...rest]))
}

test('the unrelated lines are there, and say nothing of a permission', () => {
  for (const { name, texts } of phones) {
    const lines = [...texts.values()].flatMap((text) => text.match(UNRELATED) ?? [])
    expect(lines.length, name).toBeGreaterThan(3)
    expect(lines.filter((line) => /permission|CONTACTS/.test(line))).toEqual([])
  }
})
