import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import * as node from '../src/platform/node/bytes.ts'
import * as web from '../src/platform/web/bytes.ts'

/** Bytes as dumps have them, and any others: halves of characters, surrogates that are alone, marks. */
const any = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => new Uint8Array(Buffer.from(text))),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => new Uint8Array(Buffer.from(text, 'utf16le'))),
)
const bytes = fc
  .tuple(fc.constantFrom([], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff]), any)
  .map(([mark, rest]) => Uint8Array.of(...mark, ...rest))
const place = fc.nat({ max: 70 })
const plain = (all: Uint8Array) => [...all]

describe('a browser reads bytes as Node does', () => {
  test.prop([bytes, place, place])('as text', (all, a, b) => {
    const [from, to] = [Math.min(a, b), Math.max(a, b)]
    const own = node.native(all)
    expect(web.textIn(all)).toBe(node.textIn(own))
    expect(web.textIn(all, Math.min(from, all.length), Math.min(to, all.length))).toBe(node.textIn(own, from, to))
    expect(web.latin1In(all, from, to)).toBe(node.latin1In(own, from, to))
  })

  test.prop([bytes, fc.constantFrom('utf-16le' as const, 'utf-16be' as const)])('that are UTF-16', (all, order) => {
    expect(plain(web.fromUtf16(all, order))).toEqual(plain(node.fromUtf16(node.native(all), order)))
  })

  test.prop([bytes, place, fc.nat({ max: 5 })])('where others stand in them', (all, from, length) => {
    const own = node.native(all)
    for (const at of [0, from, 2 * from]) {
      const sought = all.slice(at, at + length + 1)
      if (sought.length > 0) expect(web.placeOf(all, sought, from)).toBe(node.placeOf(own, sought, from))
    }
  })

  test.prop([fc.array(bytes, { maxLength: 4 })])('joined and copied', (parts) => {
    expect(plain(web.joined(parts))).toEqual(plain(node.joined(parts)))
    for (const part of parts) {
      const copies = [web.copyOf(part), node.copyOf(part)]
      const before = plain(part)
      part.fill(1)
      for (const copy of copies) expect(plain(copy)).toEqual(before)
    }
  })

  test.prop([fc.string({ unit: 'binary' })])('of a text', (text) => {
    expect(plain(web.ofText(text))).toEqual(plain(node.ofText(text)))
  })
})
