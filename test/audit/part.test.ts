import { describe, expect, test } from 'vitest'
import { partAbout } from '../../src/audit/part.ts'
import type { Evidence } from '../../src/internal.ts'

const app = { packageName: 'com.example.cash' }
const evidence = (text: string, unit: 1 | 2 = 1): Evidence => ({
  path: 'a.txt',
  line: 3,
  column: 5,
  endColumn: 5 + text.length,
  byteOffset: 100,
  byteLength: unit === 2 ? text.length * 2 : Buffer.byteLength(text),
  text,
})

describe('evidence about com.example.cash', () => {
  // biome-ignore format: a table is read by its columns
  test.for<[line: string, part: string]>([
    ['android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET]', 'android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET]'],
    ['Package [com.example.cash] (abc):',                                 'Package [com.example.cash] (abc):'],
    ['com.example.cash/.Reader',                                          'com.example.cash/.Reader'],
    ['com.example.a/.B:com.example.cash/org.sdk.Reader:com.example.c/.D', 'com.example.cash/org.sdk.Reader'],
    ['com.example.cash.plus/.B:com.example.cash/.A',                      'com.example.cash/.A'],
    ['com.example.a;com.example.cash',                                    'com.example.cash'],
    ['Access: [fg-s] 2026-03-02 06:28:11.471 (-3h) proxy[uid=10099, pkg=com.example.a, attributionTag=x]', 'Access: [fg-s] 2026-03-02 06:28:11.471 (-3h)'],
    ['Access: [fg-s] 2026-03-02 06:28:11.471 (-3h) proxy[uid=10081, pkg=com.example.cash]',                'Access: [fg-s] 2026-03-02 06:28:11.471 (-3h) proxy[uid=10081, pkg=com.example.cash]'],
    ['READ_CONTACTS: mode=0; time=+40m ago; proxyPackage=com.example.a',  'READ_CONTACTS: mode=0; time=+40m ago;'],
    ['com.example.a',                                                     ''],
  ])('%s → %s', ([line, part]) => expect(partAbout(app, evidence(line)).text).toBe(part))

  test('has the columns and the bytes of the part', () => {
    const line = '服务=com.example.a/.B:com.example.cash/.A'
    const at = line.indexOf('com.example.cash')
    const own = 'com.example.cash/.A'
    const columns = { column: 5 + at, endColumn: 5 + at + own.length, text: own }
    const before = Buffer.byteLength(line.slice(0, at))
    expect(partAbout(app, evidence(line))).toMatchObject({
      ...columns,
      byteOffset: 100 + before,
      byteLength: own.length,
    })
    const wide = { ...columns, byteOffset: 100 + at * 2, byteLength: own.length * 2 }
    expect(partAbout(app, evidence(line, 2))).toMatchObject(wide)
  })

  test('is no longer than a person reads, and found at once in a line of any length', () => {
    const started = performance.now()
    for (const piece of ['a', 'a.', ' a', '.', '/', '[', 'com.example.a:', '\u{1f600}']) {
      const { text, column, endColumn } = partAbout(app, evidence(piece.repeat(300_000)))
      expect(text.length).toBeLessThanOrEqual(1000)
      expect(endColumn - column).toBe(text.length)
      expect(text).not.toMatch(/\p{Cs}/u)
    }
    expect(performance.now() - started).toBeLessThan(20_000)
  })
})
