import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { deflateRawSync, gzipSync, crc32 as zlibCrc32 } from 'node:zlib'
import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import * as nodeInflate from '../src/platform/node/inflate.ts'
import * as nodeZip from '../src/platform/node/zip.ts'
import { hashing } from '../src/platform/web/hash.ts'
import * as webInflate from '../src/platform/web/inflate.ts'
import * as webZip from '../src/platform/web/zip.ts'
import { folderOf, nameIn, placeBelow, plainPlace, wayTo } from '../src/sources/place.ts'
import { zipOf } from './zip.ts'

const text = Buffer.from('Packages:\n  Package [com.example.cash] (4f940cc):\n'.repeat(400))
const gzip = gzipSync(text)

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
    return { count: zip.count, all }
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
  ])('%s', async ([, bytes]) => {
    expect(await contents(webZip, bytes)).toEqual(await contents(nodeZip, bytes))
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
