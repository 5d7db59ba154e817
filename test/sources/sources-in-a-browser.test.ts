import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { deflateRawSync, gzipSync, crc32 as zlibCrc32 } from 'node:zlib'
import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import * as nodeInflate from '../../src/platform/node/inflate.ts'
import * as nodeZip from '../../src/platform/node/zip.ts'
import { hashing } from '../../src/platform/web/hash.ts'
import * as webInflate from '../../src/platform/web/inflate.ts'
import * as webZip from '../../src/platform/web/zip.ts'
import { unlistedIn } from '../../src/sources/archive/unlisted.ts'
import { folderOf, nameIn, placeBelow, plainPlace, wayTo } from '../../src/sources/place.ts'
import { zipOf } from '../zip.ts'

const text = Buffer.from('Packages:\n  Package [com.example.cash] (4f940cc):\n'.repeat(400))
const gzip = gzipSync(text)

const ended = fc.uint8Array({ min: 1, maxLength: 9 }).map((bytes) => Buffer.from([...bytes, 0]))
const [HEADER_CRC, EXTRA, NAME, COMMENT] = [2, 4, 8, 16]
const little = (number: number) => Uint8Array.of(number, number >> 8, number >> 16, number >> 24)

/** A member with all that RFC 1952 lets stand before it; what it packs has matches near and far, or none. */
const member = fc
  .record({
    parts: fc.array(fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.constantFrom(1, 5, 900, 8000)), { maxLength: 5 }),
    flags: fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 31 }) }, { weight: 1, arbitrary: fc.nat({ max: 255 }) }),
    extra: fc.uint8Array({ maxLength: 300 }),
    name: ended,
    comment: ended,
    level: fc.nat({ max: 9 }),
    strategy: fc.nat({ max: 4 }),
  })
  .map(({ parts, flags, extra, name, comment, ...how }) => {
    const content = Buffer.concat(parts.map(([bytes, times]) => Buffer.alloc(bytes.length * times, bytes)))
    const head = Buffer.concat([
      Uint8Array.of(0x1f, 0x8b, 8, flags, 1, 2, 3, 4, 5, 6),
      flags & EXTRA ? Buffer.concat([little(extra.length).subarray(0, 2), extra]) : Buffer.alloc(0),
      flags & NAME ? name : Buffer.alloc(0),
      flags & COMMENT ? comment : Buffer.alloc(0),
    ])
    return Buffer.concat([
      head,
      little(zlibCrc32(head)).subarray(0, flags & HEADER_CRC ? 2 : 0),
      deflateRawSync(content, { ...how, memLevel: 1 }),
      little(zlibCrc32(content)),
      little(content.length),
    ])
  })

/** What comes out, how much was taken in, and how it ended. */
async function unpacked({ gunzipped, isCut }: typeof webInflate | typeof nodeInflate, bytes: Uint8Array, size: number) {
  let taken = 0
  let end = 'whole'
  const parts: Uint8Array[] = []
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
    bytes.subarray(n * size, (n + 1) * size),
  )
  try {
    for await (const part of gunzipped(pieces, (bytes) => {
      taken = bytes
    }))
      parts.push(part)
  } catch (error) {
    end = isCut(error) ? 'cut' : 'damaged'
  }
  return { end, ...(end === 'whole' && { taken, text: Buffer.concat(parts).toString('latin1') }) }
}

describe('a browser inflates as Node does', () => {
  const flipped = (at: number) => gzip.map((byte, n) => (n === at ? byte ^ 1 : byte))
  // biome-ignore format: a table is read by its columns
  test.for<[string, Uint8Array]>([
    ['one member',              gzip],
    ['two members',             Buffer.concat([gzip, gzipSync('Shared users:\n')])],
    ['an empty member',         Buffer.concat([gzipSync(''), gzip])],
    ['zeros behind the end',    Buffer.concat([gzip, Buffer.alloc(100)])],
    ['a member behind zeros',   Buffer.concat([gzip, Buffer.alloc(100), gzip])],
    ['something else behind',   Buffer.concat([gzip, Buffer.from('something else')])],
    ['cut in the middle',       gzip.subarray(0, gzip.length >> 1)],
    ['cut in the checksum',     gzip.subarray(0, -3)],
    ['cut in the header',       gzip.subarray(0, 5)],
    ['another checksum',        flipped(gzip.length - 5)],
    ['another length',          flipped(gzip.length - 1)],
    ['another header',          flipped(2)],
  ])('gzip: %s', async ([, bytes]) => {
    for (const size of [bytes.length, 7]) {
      expect(await unpacked(webInflate, bytes, size)).toEqual(await unpacked(nodeInflate, bytes, size))
    }
  })

  property.prop(
    [
      fc.array(member, { minLength: 1, maxLength: 3 }),
      fc.oneof(fc.constant(Buffer.alloc(0)), fc.constant(Buffer.alloc(9)), fc.uint8Array({ maxLength: 9 })),
      fc.option(fc.record({ at: fc.nat(), isBehind: fc.boolean(), flip: fc.nat({ max: 255 }) }), { freq: 3 }),
      fc.constantFrom(7, 1000, 100_000),
    ],
    { numRuns: 200 },
  )('gzip: whatever stands in it, and whatever is wrong with it', async (members, more, wrong, size) => {
    let bytes: Uint8Array = Buffer.concat([...members, more])
    if (wrong) {
      const near = wrong.at % Math.min(bytes.length, 60)
      const at = wrong.isBehind ? bytes.length - 1 - near : wrong.at % 2 ? near : wrong.at % bytes.length
      if (wrong.flip === 0) bytes = bytes.subarray(0, at)
      else bytes[at] = (bytes[at] as number) ^ wrong.flip
    }
    expect(await unpacked(webInflate, bytes, size)).toEqual(await unpacked(nodeInflate, bytes, size))
  })

  property.prop([fc.uint8Array({ maxLength: 300 })])('its checksums and hashes', async (bytes) => {
    expect(webInflate.crc32(bytes)).toBe(zlibCrc32(bytes))
    expect(webInflate.crc32(bytes.subarray(9), webInflate.crc32(bytes.subarray(0, 9)))).toBe(zlibCrc32(bytes))
    const newHash = await hashing()
    const [one, other] = [newHash(), newHash()]
    for (const part of [bytes.subarray(0, 99), bytes.subarray(99)]) {
      one.update(part)
      other.update(Buffer.from('another text'))
      one.hex()
    }
    expect(one.hex()).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  const raw = deflateRawSync(text)
  test.for<[string, Uint8Array, string | undefined]>([
    ['all of it', raw, text.toString()],
    ['not what is cut', raw.subarray(0, -1), undefined],
    ['not what has bytes behind its end', Buffer.concat([raw, Buffer.alloc(1)]), undefined],
  ])('what a zip packs: %s', async ([, bytes, expected]) => {
    const unzipped = async ({ inflated }: typeof webInflate | typeof nodeInflate) => {
      const parts: Uint8Array[] = []
      for await (const part of inflated([bytes], bytes.length, text.length)) parts.push(part)
      return Buffer.concat(parts).toString()
    }
    for (const platform of [webInflate, nodeInflate])
      expect(await unzipped(platform).catch(() => undefined)).toBe(expected)
  })

  test('no more than it may', async () => {
    const packed = deflateRawSync(text)
    expect(Buffer.from(await webInflate.inflatedAtOnce(packed, text.length)).equals(text)).toBe(true)
    await expect(webInflate.inflatedAtOnce(packed, text.length - 1)).rejects.toThrow(RangeError)
  })
})

async function contents({ openZip, lacksDirectory }: typeof webZip | typeof nodeZip, bytes: Buffer) {
  try {
    const zip = await openZip({ bytes })
    const entries = await zip.entries()
    const all = []
    for (const { content, ...entry } of entries) {
      const parts: Uint8Array[] = []
      const failed = await (async () => {
        for await (const part of content()) parts.push(part)
      })().then(
        () => false,
        () => true,
      )
      all.push({ ...entry, text: failed ? 'damaged' : Buffer.concat(parts).toString('latin1') })
    }
    const unlisted = Buffer.from(await unlistedIn(zip, entries)).toString('latin1')
    return { count: zip.count, all, unlisted }
  } catch (error) {
    return lacksDirectory(error) ? 'cut' : 'damaged'
  }
}

describe('a browser opens zips as Node does', () => {
  const zip = zipOf(
    new Map([
      ['a/package.txt', text],
      ['中文/包.txt', Buffer.from('包')],
      ['empty.txt', Buffer.alloc(0)],
    ]),
  )
  const central = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  const between = (bytes: Buffer) => {
    const whole = Buffer.concat([zip.subarray(0, central), bytes, zip.subarray(central)])
    whole.writeUInt32LE(central + bytes.length, whole.length - 6)
    return whole
  }
  /** A stored file whose size stands in fields behind its name, each time another. */
  const longSizes = (...sizes: number[]) => {
    const one = zipOf(new Map([['a', Buffer.from('abc')]]), { stored: ['a'] })
    const [at, end] = [one.indexOf('PK\x01\x02'), one.indexOf('PK\x05\x06')]
    const fields = sizes.map((size) => Buffer.from([1, 0, 8, 0, size, 0, 0, 0, 0, 0, 0, 0]))
    const whole = Buffer.concat([one.subarray(0, end), ...fields, one.subarray(end)])
    whole.writeUInt32LE(0xffffffff, at + 24)
    whole.writeUInt16LE(12 * sizes.length, at + 30)
    return whole
  }
  const changed = (at: number, to: number) => zip.map((byte, n) => (n === at ? to : byte)) as Buffer
  // biome-ignore format: a table is read by its columns
  test.for<[string, Buffer]>([
    ['with three files',        zip],
    ['of nothing',              zipOf(new Map())],
    ['that is encrypted',       changed(central + 8, 1)],
    ['of another method',       changed(central + 10, 12)],
    ['with a long size',        changed(central + 24, 0xff)],
    ['without its end',         zip.subarray(0, -30)],
    ['with bytes behind',       Buffer.concat([zip, Buffer.from('xx')])],
    ['of several parts',        changed(zip.length - 18, 1)],
    ['with another directory',  changed(central, 0)],
    ['with another header',     changed(0, 0)],
    ['with damaged bytes',      changed(60, 0xff)],
    ['with bytes of no file',   between(text)],
    ['with two long sizes',     longSizes(3, 9)],
  ])('%s', async ([, bytes]) => {
    expect(await contents(webZip, bytes)).toEqual(await contents(nodeZip, bytes))
  })

  test.for([
    ['a browser', webZip],
    ['Node', nodeZip],
  ] as const)('of many small files the headers are not read one by one in %s', async ([, { openZip }]) => {
    const bytes = zipOf(new Map(Array.from({ length: 2000 }, (_, at) => [`logs/${at}.txt`, Buffer.from('a line')])))
    const zip = await openZip({ bytes })
    let readings = 0
    const read: typeof zip.read = (...at) => {
      readings++
      return zip.read(...at)
    }
    expect(await unlistedIn({ ...zip, read } as typeof zip, await zip.entries())).toHaveLength(0)
    expect(readings).toBeLessThan(50)
  })
})

describe('places are those of node:path', () => {
  const part = fc.constantFrom('a', 'b', '..', '.', '', 'c.txt')
  const place = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/'))
  const inside = fc
    .array(fc.constantFrom('a', 'b', 'c.txt'), { minLength: 1, maxLength: 5 })
    .map((parts) => parts.join('/'))

  property.prop([place, place])('without what is not needed', (a, b) => {
    expect(plainPlace(a)).toBe(posix.normalize(a))
    expect(placeBelow(a, b)).toBe(posix.join(a, b))
  })

  property.prop([inside, inside])('from one to the other', (a, b) => {
    expect(wayTo(a, b)).toBe(posix.relative(`/${a}`, `/${b}`))
    expect([folderOf(a), nameIn(a)]).toEqual([posix.dirname(a), posix.basename(a)])
  })
})
