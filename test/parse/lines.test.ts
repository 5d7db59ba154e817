import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Evidence } from '../../src/model/evidence.ts'
import { evidenceOf, textOf } from '../../src/parse/lines/line.ts'
import { lineReader } from '../../src/parse/lines/lines.ts'
import { contactsOf, dump14, package14, READS, service, snapshotFrom } from './dumps.ts'

/** Reads bytes in pieces of the given sizes, over and over, each handed out in the same buffer. */
function read(bytes: Buffer, sizes: number[] = [bytes.length || 1], onlyWords = false) {
  const lines: string[] = []
  const evidence: Evidence[] = []
  const reader = lineReader({
    onlyWords,
    line: (line) => {
      lines.push(textOf(line))
      evidence.push(evidenceOf(line, 'dump.txt'))
    },
  })
  const reused = Buffer.alloc(Math.max(...sizes))
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = bytes.copy(reused, 0, at, at + (sizes[turn % sizes.length] ?? 1))
    reader.write(reused.subarray(0, length))
    reused.fill(0x58)
    at += length
  }
  reader.end()
  return { lines, evidence, facts: reader.facts }
}

/** Tabs at the beginning of a line stand for blanks up to the next eighth column. */
const untabbed = (line: string) =>
  line.replace(/^[ \t]+/, (indent) =>
    ' '.repeat([...indent].reduce((n, c) => (c === ' ' ? n + 1 : n + 8 - (n % 8)), 0)),
  )

const le = (text: string, mark = '') => Buffer.from(mark + text, 'utf16le')
const be = (text: string, mark = '') => le(text, mark).swap16()
const MARK = '\ufeff'
const TWO = 'Packages:\n  Package [com.example.cash] (1):\n'
const TWO_LINES = ['Packages:', '  Package [com.example.cash] (1):']

describe('encodings and line ends', () => {
  test.for<[string, Buffer, string[], string, string]>([
    ['UTF-8', Buffer.from(TWO), TWO_LINES, 'utf-8', 'lf'],
    ['UTF-8 with a mark', Buffer.from(MARK + TWO), TWO_LINES, 'utf-8', 'lf'],
    ['UTF-16LE with a mark', le(TWO, MARK), TWO_LINES, 'utf-16le', 'lf'],
    ['UTF-16BE with a mark', be(TWO, MARK), TWO_LINES, 'utf-16be', 'lf'],
    ['UTF-16LE without a mark', le(TWO), TWO_LINES, 'utf-16le', 'lf'],
    ['UTF-16BE without a mark', be(TWO), TWO_LINES, 'utf-16be', 'lf'],
    ['UTF-16LE with a mark that begins in Chinese', le('通讯录\n借款\n', MARK), ['通讯录', '借款'], 'utf-16le', 'lf'],
    [
      'UTF-16 where the low byte of a letter is a line feed',
      le('a\u010ab\u0a0ac\nd', MARK),
      ['a\u010ab\u0a0ac', 'd'],
      'utf-16le',
      'lf',
    ],
    [
      'UTF-16 cut in the middle of a letter',
      Buffer.concat([le('ab\nc', MARK), Buffer.of(0x64)]),
      ['ab', 'c'],
      'utf-16le',
      'lf',
    ],
    ['CRLF', Buffer.from(TWO.replaceAll('\n', '\r\n')), TWO_LINES, 'utf-8', 'crlf'],
    ['CRLF in UTF-16', le(TWO.replaceAll('\n', '\r\n'), MARK), TWO_LINES, 'utf-16le', 'crlf'],
    ['CR CR LF, as old adb shells print it', Buffer.from('a\r\r\nb\r\n'), ['a', 'b'], 'utf-8', 'mixed'],
    ['CRLF on one line of many', Buffer.from('a\r\nb\nc\nd\ne\n'), ['a', 'b', 'c', 'd', 'e'], 'utf-8', 'mixed'],
    ['a lone CR is part of its line', Buffer.from('a\rb\nc\n'), ['a\rb', 'c'], 'utf-8', 'lf'],
    ['NUL and control bytes', Buffer.from('a\0b\x01\x1b[2K\nc\n'), ['a\0b\x01\x1b[2K', 'c'], 'utf-8', 'lf'],
    ['colours', Buffer.from('\x1b[1;31m\x1b[Ka\x1b[mb\nc\n'), ['ab', 'c'], 'utf-8', 'lf'],
    [
      'bytes that are no UTF-8',
      Buffer.from([0x61, 0xff, 0xc3, 0x0a, 0x62, 0x0a]),
      ['a\ufffd\ufffd', 'b'],
      'utf-8',
      'lf',
    ],
    ['no line feed at the end', Buffer.from('a\nb'), ['a', 'b'], 'utf-8', 'lf'],
    ['no line feed at all', Buffer.from('a'), ['a'], 'utf-8', 'none'],
    ['nothing', Buffer.alloc(0), [], 'utf-8', 'none'],
    ['only a mark', Buffer.from(MARK), [], 'utf-8', 'none'],
    ['empty lines', Buffer.from('\n\n'), ['', ''], 'utf-8', 'lf'],
    ['blanks at the end of a line', Buffer.from('    User 0: \t \n  \n'), ['    User 0:', ''], 'utf-8', 'lf'],
    [
      'U+2028, U+2029, U+0085, VT and FF are part of their line',
      Buffer.from('a\u2028b\u2029c\u0085d\ve\ff\ng\n'),
      ['a\u2028b\u2029c\u0085d\ve\ff', 'g'],
      'utf-8',
      'lf',
    ],
    [
      'U+2028, U+0085, VT and FF in UTF-16',
      le('a\u2028b\u0085d\ve\ff\ng\n', MARK),
      ['a\u2028b\u0085d\ve\ff', 'g'],
      'utf-16le',
      'lf',
    ],
  ])('%s', ([, bytes, lines, encoding, lineEnding]) => {
    const seen = read(bytes)
    expect(seen.lines).toEqual(lines)
    expect(seen.facts).toMatchObject({ encoding, lineEnding, lines: lines.length })
  })

  test('doubled returns are counted, so that they can be told', () => {
    expect(read(Buffer.from('a\r\r\nb\r\nc\r\r\r\n')).facts.doubledReturns).toBe(2)
  })

  test('a line of a million letters is one line, and the next one keeps its place', () => {
    const long = `versionName=${'长'.repeat(1_000_000)}`
    const { lines, evidence } = read(Buffer.from(`${long}\nnext\n`), [65_536])
    expect(lines[0] === long).toBe(true)
    expect(evidence[1]).toMatchObject({ line: 2, byteOffset: Buffer.byteLength(long) + 1, text: 'next' })
  })

  test.for<[string, (text: string) => Buffer, number]>([
    ['UTF-8', (text) => Buffer.from(text), 0],
    ['UTF-16LE', (text) => le(text, MARK), 2],
    ['UTF-16BE', (text) => be(text, MARK), 2],
  ])('after a line beyond any measure, in %s, the rest is read and keeps its place', ([, encoded, mark]) => {
    const garbage = 'x'.repeat(9 * 1024 * 1024)
    const unit = mark === 0 ? 1 : 2
    const { lines, evidence } = read(encoded(`${garbage}\nnext\n`), [1024 * 1024 + 1])
    expect(lines.slice(1)).toEqual(['next'])
    expect(evidence[1]).toMatchObject({ line: 2, byteOffset: mark + (garbage.length + 1) * unit, byteLength: 4 * unit })
  })
})

test('a lone CR before an indent is a line feed that was lost', () => {
  expect(read(Buffer.from('a\r  b\nc\n')).lines).toEqual(['a', '  b', 'c'])
})

describe('chunks', () => {
  const piece = fc.constantFrom(...'aß借😀[]=: \t\r\n\n\0\v\f', '\r\n', '\r\r\n', '\u2028', '\u0085', '    User 0:')
  const anyText = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''))
  const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 6 })

  test.for<[string, (text: string) => Buffer]>([
    ['UTF-8', (text) => Buffer.from(text)],
    ['UTF-8 with a mark', (text) => Buffer.from(MARK + text)],
    ['UTF-16LE with a mark', (text) => le(text, MARK)],
    ['UTF-16BE with a mark', (text) => be(text, MARK)],
  ])('cut anywhere, even into single bytes, %s gives the same lines', ([, encoded]) => {
    fc.assert(
      fc.property(anyText, sizes, (text, cuts) => {
        const bytes = encoded(text)
        const whole = read(bytes)
        expect(read(bytes, cuts)).toEqual(whole)
        expect(read(bytes, [1])).toEqual(whole)
      }),
    )
  })

  test('any bytes at all give the same lines, cut anywhere', () => {
    const anyBytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array))
    fc.assert(
      fc.property(anyBytes, sizes, (bytes, cuts) => {
        expect(read(bytes, cuts)).toEqual(read(bytes))
      }),
    )
  })

  test('lines are what stands between line feeds, with CR and blanks at their ends taken off', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const lines = text.split('\n').map((line) => line.replace(/^[\uFEFF\f]/, '').replace(/[\r \t]+$/, ''))
        if (text.endsWith('\n') || text === '') lines.pop()
        const parts = lines.flatMap((line) => line.split(/\r+(?= {2})/).map(untabbed))
        expect(read(Buffer.from(MARK + text)).lines).toEqual(parts)
      }),
    )
  })

  test.for([1, 7, 64, 1000])('a bug report in chunks of %i gives the same snapshot', (chunk) => {
    const tombstone =
      "Build fingerprint: 'example/other/other:4.4/OLD.19/1:user/release-keys'\n------ no heading of dumpstate\n"
    const dump = dump14([package14('com.example.cash', { runtime: [READS] })])
    const withoutVersions = dump.slice(dump.indexOf('Packages:'))
    const report =
      service('dropbox', `Drop box contents: 1 entries\n\n${tombstone}`) +
      service('package', withoutVersions) +
      service('window', 'WINDOW MANAGER LAST ANR (dumpsys window lastanr)\n  <no ANR has occurred since boot>\n')
    expect(snapshotFrom(report, { chunk })).toEqual(snapshotFrom(report))
  })

  test.for([1, 7, 1000])('a dump in a letter, behind words, in chunks of %i gives the same snapshot', (chunk) => {
    const dump = dump14([package14('com.example.cash', { runtime: [READS] })])
    const pasted = dump.replace(/^ +/gm, (blanks) => '\u00a0'.repeat(blanks.length))
    const letter = `${'This is what the phone says.\n'.repeat(90)}${pasted}`
    expect(snapshotFrom(letter, { chunk })).toEqual(snapshotFrom(letter))
  })
})

describe('what is no text, where only words matter', () => {
  const film = (lines: Buffer[]) =>
    Buffer.concat([Buffer.from('\0\0\0\x18ftyp'), ...lines.flatMap((line) => [NOISE, line, Buffer.from('\n')])])
  /** No two letters in a row. */
  const NOISE = Buffer.from(
    Array.from({ length: 3000 }, (_, n) => (n % 50 === 49 ? 10 : n % 2 ? 0x80 + (n % 97) : n % 31)),
  )

  test.for([1, 64, 5000])('lines of it are counted and not handed on, in chunks of %i', (chunk) => {
    const said = [
      Buffer.from('READ_CONTACTS: granted'),
      le('READ_CONTACTS'),
      Buffer.from('通讯录：已允许'),
      Buffer.from('Allowed'),
      // A heading, and names of six letters.
      Buffer.from('Users:'),
      Buffer.from('co.zip'),
      // As pages, URLs, terminals and dumps of bytes write it.
      Buffer.from([...'READ_CONTACTS'].join('\u2060')),
      Buffer.from([...'READ_CONTACTS'].join('\u00ad')),
      Buffer.from([...'READ_CONTACTS'].map((one) => `&#${one.charCodeAt(0)};`).join('')),
      Buffer.from([...'READ_CONTACTS'].join('\x1b[0m')),
      Buffer.from(Buffer.from('READ_CONTACTS').toString('hex').replace(/../g, '$&\t')),
    ]
    const whole = read(film(said), [chunk])
    const { lines, evidence, facts } = read(film(said), [chunk], true)
    expect(facts.lines).toBe(whole.facts.lines)
    const each = NOISE.filter((byte) => byte === 10).length + 1
    const expected = whole.evidence.filter(({ line }) => line % each === 0)
    expect(expected).toHaveLength(said.length)
    expect(evidence).toEqual(expect.arrayContaining(expected))
    // The line that a chunk ends in is handed on as well.
    if (chunk === 5000) expect(lines.length).toBeLessThan(2 * said.length)
  })

  test('of a text all lines are', () => {
    expect(read(Buffer.from('}\nOn\n'.repeat(200)), undefined, true).lines).toHaveLength(400)
  })
})

describe('evidence', () => {
  const DUMP = dump14([package14('com.example.cash', { versionName: '借款😀 1.0', runtime: [READS] })])
  const GRANT = 'android.permission.READ_CONTACTS: granted=true'

  test.for<[string, (text: string) => Buffer, (bytes: Buffer) => string]>([
    ['UTF-8', (text) => Buffer.from(text), (bytes) => bytes.toString()],
    ['UTF-8 with a mark', (text) => Buffer.from(MARK + text), (bytes) => bytes.toString()],
    ['UTF-8 with CRLF', (text) => Buffer.from(text.replaceAll('\n', '\r\n')), (bytes) => bytes.toString()],
    [
      'UTF-16LE with CRLF, as PowerShell writes it',
      (text) => le(text.replaceAll('\n', '\r\n'), MARK),
      (bytes) => bytes.toString('utf16le'),
    ],
    ['UTF-16LE without a mark', (text) => le(text), (bytes) => bytes.toString('utf16le')],
    ['UTF-16BE with a mark', (text) => be(text, MARK), (bytes) => Buffer.from(bytes).swap16().toString('utf16le')],
    [
      'a bug report where other services were jumped over',
      (text) =>
        Buffer.from(
          service('window', `借款\n\n\n${'w'.repeat(300)}\n`) + service('package', text) + service('zzz', 'x\n'),
        ),
      (bytes) => bytes.toString(),
    ],
  ])('points into the original bytes: %s', ([, encoded, decoded]) => {
    const bytes = encoded(DUMP)
    for (const chunk of [Number.POSITIVE_INFINITY, 1, 61]) {
      const evidence = contactsOf(snapshotFrom(bytes, { chunk }), 'com.example.cash')?.evidence
      if (evidence === undefined) throw new Error('no grant was read')
      const { byteOffset, byteLength, line, column, endColumn, text } = evidence
      expect(text).toMatch(GRANT)
      expect(decoded(bytes.subarray(byteOffset, byteOffset + byteLength))).toBe(text)
      const printed = decoded(bytes).replace(MARK, '').split('\n')[line - 1]?.replace(/\r$/, '')
      expect(printed?.slice(column - 1, endColumn - 1)).toBe(text)
      expect(printed?.slice(0, column - 1)).toBe('        ')
    }
  })

  test('columns count UTF-16 units, bytes count bytes', () => {
    const { evidence } = read(Buffer.from('x\n    名=😀é\n'))
    expect(evidence[1]).toEqual({
      path: 'dump.txt',
      line: 2,
      column: 5,
      endColumn: 10,
      byteOffset: 6,
      byteLength: 10,
      text: '名=😀é',
    })
  })

  test('in UTF-16 a column is two bytes', () => {
    const { evidence } = read(le('x\r\n    名=😀é\r\n', MARK))
    expect(evidence[1]).toEqual({
      path: 'dump.txt',
      line: 2,
      column: 5,
      endColumn: 10,
      byteOffset: 16,
      byteLength: 10,
      text: '名=😀é',
    })
  })
})
