import { describe, expect, test } from 'vitest'
import { appOfManifest } from '../../src/parse/apk/app.ts'
import { readResources } from '../../src/parse/apk/arsc.ts'
import { UnreadableError } from '../../src/parse/apk/chunk.ts'
import { readManifest } from '../../src/parse/apk/manifest.ts'
import { arsc, axml, chunk, type Tag } from './binary.ts'

const manifest = (inner: Tag[], packageName = 'com.example.loan') =>
  axml({ tag: 'manifest', with: { package: packageName }, in: inner })
const many = <T>(count: number, item: (n: number) => T) => Array.from({ length: count }, (_, n) => item(n))

describe('what unpacks to far more than any app has', { timeout: 5000 }, () => {
  test('millions of chunks without content are not collected', () => {
    const flood = Buffer.alloc(4_000_000 * 8, chunk(0, Buffer.alloc(0)))
    const table = chunk(0x0002, Buffer.alloc(4), flood)
    expect(() => readResources(table)).toThrow(UnreadableError)
    expect(() => readManifest(chunk(0x0003, Buffer.alloc(0), flood))).toThrow(UnreadableError)
  })

  test('authorities that many providers share are split once', () => {
    const authorities = many(4000, (n) => `a${n}`).join(';')
    const providers = many(10_000, () => ({ tag: 'provider', with: { name: '.P', authorities } }))
    expect(readManifest(manifest([{ tag: 'application', in: providers }])).providers).toHaveLength(4001)
  })

  test('names of any length that many lines share are not repeated', () => {
    const name = 'a.'.repeat(15_000)
    const asking = many(5000, (n) => ({ tag: 'uses-permission', with: { name, maxSdkVersion: n + 1 } }))
    const screens = many(5000, () => ({ tag: 'activity', with: { name } }))
    const read = readManifest(manifest([...asking, { tag: 'application', in: screens }]))
    expect([read.usesPermissions.length, read.components.length]).toEqual([0, 1])
  })

  test('a name that no package can have names none', () => {
    expect(readManifest(manifest([], 'a'.repeat(223))).packageName).toHaveLength(223)
    expect(() => readManifest(manifest([], 'a'.repeat(224)))).toThrow(UnreadableError)
  })

  test('a label that points to others, again and again, is followed for a while', () => {
    const values = many(2, () => ({ resource: 0x7f010001 }))
    const read = readResources(arsc(many(6000, () => ({ locale: 'en', values }))))
    expect(read(0x7f010000)).toEqual({})
  })

  test('a label is as long as Android shows it', () => {
    const root: Tag = { tag: 'manifest', with: { package: 'com.example.loan' }, in: [] }
    root.in?.push({ tag: 'application', with: { label: { resource: 0x7f010000 } } })
    const resources = readResources(arsc([{ locale: '', values: ['贷'.repeat(1500)] }]))
    expect(appOfManifest(readManifest(axml(root)), resources, 'x').labels?.default).toHaveLength(1000)
  })
})
