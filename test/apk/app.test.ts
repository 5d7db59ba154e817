import { describe, expect, test } from 'vitest'
import { appOfManifest } from '../../src/parse/apk/app.ts'
import { readResources } from '../../src/parse/apk/arsc.ts'
import { readManifest } from '../../src/parse/apk/manifest.ts'
import { arsc, axml, type Tag } from './binary.ts'

const PATH = 'app.apk!AndroidManifest.xml'
const READ_CONTACTS = 'android.permission.READ_CONTACTS'

/** An app for Android `minSdk` on that asks by one line. */
const asking = (tag: string, minSdk: number, maxSdkVersion?: number): Tag => ({
  tag: 'manifest',
  with: { package: 'com.example.loan' },
  in: [
    { tag: 'uses-sdk', with: { minSdkVersion: minSdk } },
    { tag, with: { name: READ_CONTACTS, ...(maxSdkVersion !== undefined && { maxSdkVersion }) } },
  ],
})
const appOf = (root: Tag, resources?: Buffer) =>
  appOfManifest(readManifest(axml(root)), resources && readResources(resources), PATH)

describe('the app of a manifest', () => {
  // biome-ignore format: a table is read by its columns
  test.each<[string, string, number, number | undefined, boolean]>([
    ['a plain request',                           'uses-permission',        21, undefined, true],
    ['up to a version that it runs on',           'uses-permission',        21, 21,        true],
    ['up to a version older than any it runs on', 'uses-permission',        24, 23,        false],
    ['from Android 6 on',                         'uses-permission-sdk-23', 21, undefined, true],
    ['from Android 6 on, by its older name',      'uses-permission-sdk-m',  21, undefined, true],
    ['from Android 6 on, up to Android 5',        'uses-permission-sdk-23', 19, 22,        false],
  ])('%s: %s', (_, tag, minSdk, max, asked) => {
    const names = appOf(asking(tag, minSdk, max)).requestedPermissions?.map(({ name }) => name)
    expect(names).toEqual(asked ? [READ_CONTACTS] : [])
  })

  test('a request inside of another element asks for nothing, as for Android', () => {
    const inner: Tag = { tag: 'manifest', with: { package: 'com.example.loan' }, in: [asking('uses-permission', 21)] }
    expect(appOf(inner).requestedPermissions).toEqual([])
  })

  test('the line is shown as its author wrote it', () => {
    expect(appOf(asking('uses-permission-sdk-23', 21, 30)).requestedPermissions?.[0]?.evidence).toMatchObject({
      path: PATH,
      line: 1,
      column: 1,
      text: `<uses-permission-sdk-23 android:name="${READ_CONTACTS}" android:maxSdkVersion="30"/>`,
    })
  })

  test('a label is a text, a resource, or unknown where the resources are damaged or not there', () => {
    const labelled = (label: string | { resource: number }): Tag => ({
      tag: 'manifest',
      with: { package: 'com.example.loan' },
      in: [{ tag: 'application', with: { label } }],
    })
    const resources = arsc([
      { locale: '', values: ['Loan'] },
      { locale: 'zh-CN', values: ['快借'] },
    ])
    const damaged = Buffer.from(resources)
    // Where the first string stands: behind the headers of the table and of its strings.
    damaged.writeUInt32LE(0xffffff, 12 + 28)
    const byResource = labelled({ resource: 0x7f010000 })
    expect(appOf(labelled('Loan')).labels).toEqual({ default: 'Loan' })
    expect(appOf(byResource, resources).labels).toEqual({ default: 'Loan', zh: '快借' })
    expect(appOf(byResource, damaged).labels).toEqual({})
    expect(appOf(byResource).labels).toEqual({})
  })
})
