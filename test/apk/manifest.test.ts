import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { elementsOf } from '../../src/parse/apk/axml.ts'
import { UnreadableError } from '../../src/parse/apk/chunk.ts'
import { readManifest, type UsesPermission } from '../../src/parse/apk/manifest.ts'
import { axml, chunk, type Tag } from './binary.ts'

const manifest: Tag = {
  tag: 'manifest',
  with: {
    package: 'com.example.loan',
    versionCode: 7,
    versionCodeMajor: 1,
    versionName: { resource: 0x7f010001 },
    sharedUserId: 'com.example.shared',
  },
  in: [
    { tag: 'uses-sdk', with: { minSdkVersion: 21, targetSdkVersion: 35 } },
    { tag: 'uses-permission', with: { name: 'android.permission.READ_CONTACTS' } },
    { tag: 'uses-permission', with: { name: 'android.permission.READ_SMS', maxSdkVersion: 0 } },
    { tag: 'uses-permission-sdk-23', with: { name: 'android.permission.CAMERA', maxSdkVersion: 28 } },
    { tag: 'queries', in: [{ tag: 'package', with: { name: 'com.example.other' } }] },
    {
      tag: 'application',
      with: { label: { resource: 0x7f010000 }, debuggable: true },
      in: [
        { tag: 'activity', with: { name: '.Main' } },
        { tag: 'activity-alias', with: { name: 'Alias' } },
        { tag: 'service', with: { name: 'com.other.Sync' } },
        { tag: 'receiver', with: { name: '.Boot' } },
        { tag: 'provider', with: { name: '.Files', authorities: 'com.example.loan.files;com.example.loan.more' } },
        { tag: 'uses-permission', with: { name: 'android.permission.IN_THE_WRONG_PLACE' } },
      ],
    },
  ],
}

describe('a manifest', () => {
  const bytes = axml(manifest)

  test('tells what the app is and what it asks for', () => {
    expect(readManifest(bytes)).toMatchObject({
      packageName: 'com.example.loan',
      versionCode: '4294967303',
      versionName: { resource: 0x7f010001 },
      minSdk: 21,
      targetSdk: 35,
      sharedUserId: 'com.example.shared',
      label: { resource: 0x7f010000 },
      usesPermissions: [
        { tag: 'uses-permission', name: 'android.permission.READ_CONTACTS' },
        { tag: 'uses-permission', name: 'android.permission.READ_SMS' },
        { tag: 'uses-permission-sdk-23', name: 'android.permission.CAMERA', maxSdkVersion: 28 },
      ],
      components: ['com.example.loan.Main', 'com.example.loan.Alias', 'com.other.Sync', 'com.example.loan.Boot'],
      providers: ['com.example.loan.Files', 'com.example.loan.files', 'com.example.loan.more'],
      queries: ['com.example.other'],
    })
  })

  test.for<[app: Tag['with'], name: string]>([
    [{}, 'Quick Loan'],
    [{ label: '' }, 'Quick Loan'],
    [{ label: 'Sunny' }, 'Sunny'],
  ])('an app with %o is called %s, and its icon after the screen', ([app, name]) => {
    const screen = (activity: string, label: string, category: string): Tag => ({
      tag: 'activity',
      with: { name: activity, label },
      in: [{ tag: 'intent-filter', in: [{ tag: 'category', with: { name: `android.intent.category.${category}` } }] }],
    })
    const screens = [screen('.Link', 'Open link', 'BROWSABLE'), screen('.Main', 'Quick Loan', 'LAUNCHER')]
    const application = { tag: 'application', with: { ...app }, in: screens }
    const { label, iconLabel } = readManifest(axml({ ...manifest, in: [application] }))
    expect([label, iconLabel]).toEqual([name, 'Quick Loan'])
  })

  test('a link that opens a screen tells what the screen is for', () => {
    const link = (tag: string, data: Record<string, string>): Tag => ({
      tag,
      with: { name: '.Main' },
      in: [{ tag: 'intent-filter', in: [{ tag: 'data', with: data }] }],
    })
    const screens = [
      link('activity', { scheme: 'sun', host: 'loan', path: '/apply' }),
      link('activity-alias', { scheme: 'sun', host: 'repay', pathPrefix: '/bill' }),
      link('receiver', { scheme: 'package' }),
    ]
    const { components } = readManifest(axml({ ...manifest, in: [{ tag: 'application', in: screens }] }))
    expect(components.slice(3)).toEqual(['sun', 'loan', 'repay', '/apply', '/bill'])
  })

  test('a limit that is written as a text is no limit, as for Android', () => {
    const asking = { tag: 'uses-permission', with: { name: 'android.permission.READ_CONTACTS', maxSdkVersion: '19' } }
    const { usesPermissions } = readManifest(axml({ ...manifest, in: [asking] }))
    expect(usesPermissions[0]).not.toHaveProperty('maxSdkVersion')
  })

  test('a limit of 0 is no limit, as for Android', () => {
    expect(readManifest(bytes).usesPermissions[1]).not.toHaveProperty('maxSdkVersion')
  })

  test('every request stands at the bytes that are told', () => {
    for (const { place } of readManifest(bytes).usesPermissions) {
      const { byteOffset, byteLength } = place
      expect(bytes.readUInt16LE(byteOffset)).toBe(0x0102)
      expect(bytes.readUInt32LE(byteOffset + 4)).toBe(byteLength)
    }
  })

  test('reads the same where a packer took the names of the attributes away', () => {
    const facts = ({ place: { byteOffset: _, ...place }, ...rest }: UsesPermission) => ({ ...rest, place })
    const hidden = readManifest(axml(manifest, { hideNames: true }))
    const plain = readManifest(bytes)
    expect({ ...hidden, usesPermissions: hidden.usesPermissions.map(facts) }).toEqual({
      ...plain,
      usesPermissions: plain.usesPermissions.map(facts),
    })
  })

  test('passes over chunks that nobody knows, and over what follows the document', () => {
    const size = bytes.readUInt32LE(4)
    const more = Buffer.concat([bytes, chunk(0x7777, Buffer.alloc(4), Buffer.alloc(12))])
    more.writeUInt32LE(more.length, 4)
    expect(readManifest(more)).toEqual(readManifest(bytes))
    more.writeUInt32LE(size, 4)
    expect(readManifest(more)).toEqual(readManifest(bytes))
  })

  test('types its attributes', () => {
    const [element] = elementsOf(axml({ tag: 'a', with: { s: 't', n: 4, yes: true, no: false, r: { resource: 1 } } }))
    expect(Object.fromEntries(element?.attributes ?? [])).toEqual({
      s: 't',
      n: 4,
      yes: true,
      no: false,
      r: { resource: 1 },
    })
  })
})

describe('bytes that are no manifest', () => {
  const bytes = axml(manifest)

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(4096)],
    ['XML as text', Buffer.from('<?xml version="1.0"?><manifest package="com.example.loan"/>')],
    ['another document', axml({ tag: 'resources' })],
    ['a manifest that names no package', axml({ tag: 'manifest', with: { versionCode: 1 } })],
  ])('%s', (_, odd) => {
    expect(() => readManifest(odd)).toThrow(UnreadableError)
  })

  test('a manifest that was cut, at whatever byte', () => {
    for (let length = 0; length < bytes.length; length++)
      expect(() => readManifest(bytes.subarray(0, length)), `cut at ${length}`).toThrow(UnreadableError)
  })

  test('a document that ends inside of an element', () => {
    const end = chunk(0x0103, Buffer.alloc(8), Buffer.alloc(8))
    const open = Buffer.from(bytes.subarray(0, bytes.length - end.length))
    open.writeUInt32LE(open.length, 4)
    expect(() => readManifest(open)).toThrow(UnreadableError)
  })

  test.each([0, 19])('attributes of %i bytes, which would hide what the app asks for', (size) => {
    const byteOffset = readManifest(bytes).usesPermissions[0]?.place.byteOffset ?? 0
    const small = Buffer.from(bytes)
    small.writeUInt16LE(size, byteOffset + 16 + 10)
    expect(() => readManifest(small)).toThrow(UnreadableError)
  })

  test('any bytes changed: it is read, or it is unreadable', () => {
    let unreadable = 0
    fc.assert(
      fc.property(changes(bytes.length), (changed) => {
        if (!survives(() => readManifest(changedAt(bytes, changed)))) unreadable++
      }),
      { numRuns: 3000 },
    )
    expect(unreadable).toBeGreaterThan(0)
  })

  test('a pool whose many strings are the same long bytes under many offsets is not decoded over and over', () => {
    const count = 20_000
    const text = 400_000
    const header = Buffer.from(Uint32Array.of(count, 0, 0x100, 28 + 4 * count, 0).buffer)
    const offsets = Buffer.from(Uint32Array.from({ length: count }, (_, at) => at * 4).buffer)
    // Wherever one begins, it says that it is 0x7f7f units and bytes long.
    const pool = chunk(0x0001, header, offsets, Buffer.alloc(text, Buffer.from([0xff, 0x7f, 0xff, 0x7f])))
    const element = chunk(0x0102, Buffer.alloc(8), ...attributesNamed(count))
    const one = chunk(0x0003, Buffer.alloc(0), pool, element)
    expect(() => elementsOf(one)).toThrow('longer than its pool')
  })
})

/** The body of an element with an attribute for every string. */
const attributesNamed = (count: number) => [
  Buffer.from(Uint32Array.of(0xffffffff, 0xffffffff).buffer),
  Buffer.from(Uint16Array.of(20, 20, count, 0, 0, 0).buffer),
  ...Array.from({ length: count }, (_, at) => Buffer.from(Uint32Array.of(0xffffffff, at, at, 0x03000008, at).buffer)),
]

/** Places and the bytes to put there. */
const changes = (length: number) => fc.array(fc.tuple(fc.nat(length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })

function changedAt(bytes: Buffer, changed: [number, number][]): Buffer {
  const copy = Buffer.from(bytes)
  for (const [at, byte] of changed) copy[at] = byte
  return copy
}

/** False for bytes that are unreadable; anything else that is thrown fails the test. */
function survives(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch (error) {
    if (error instanceof UnreadableError) return false
    throw error
  }
}
