import { beforeAll, describe, expect, test } from 'vitest'
import { judgeContacts } from '../../src/judge/index.ts'
import { READ_CONTACTS } from '../../src/model/vocabulary.ts'
import { appOfManifest } from '../../src/parse/apk/app.ts'
import { readResources } from '../../src/parse/apk/arsc.ts'
import { readManifest } from '../../src/parse/apk/manifest.ts'
import { readApkFile } from '../../src/sources/archive/apk.ts'
import { type Built, built, missing } from './aapt2.ts'

const MANIFEST = `<manifest xmlns:android="http://schemas.android.com/apk/res/android"
  package="com.example.kuaijie" android:versionCode="312" android:versionName="@string/version">
  <uses-sdk android:minSdkVersion="23" android:targetSdkVersion="34"/>
  <uses-permission android:name="android.permission.READ_CONTACTS"/>
  <uses-permission android:name="android.permission.BLUETOOTH" android:maxSdkVersion="30"/>
  <uses-permission-sdk-23 android:name="android.permission.READ_CALL_LOG" android:maxSdkVersion="30"/>
  <uses-permission android:name="android.permission.GET_ACCOUNTS" android:maxSdkVersion="22"/>
  <queries><package android:name="com.tencent.mm"/></queries>
  <application android:label="@string/app_name">
    <activity android:name=".Main" android:exported="false"/>
    <provider android:name=".Files" android:authorities="com.example.kuaijie.files" android:exported="false"/>
  </application>
</manifest>`
const NAMES = { '': 'Quick Loan', 'zh-rCN': '示例快借', en: 'Quick Loan (en)', es: 'Préstamo' }

const name = missing === undefined ? 'an APK that aapt2 built' : `an APK that aapt2 built (${missing})`

describe.skipIf(missing !== undefined).each<[string, string[]]>([
  ['with plain entries', []],
  ['with sparse entries', ['--enable-sparse-encoding']],
])(`${name}, %s`, (_, linkOptions) => {
  let apk: Built
  beforeAll(() => {
    apk = built(MANIFEST.replace('@string/version', '3.1.2'), NAMES, linkOptions)
  })
  const app = async () => {
    const bytes = (await readApkFile(apk.path, 'app.apk'))?.files
    if (bytes?.['resources.arsc'] === undefined) throw new Error('an APK without resources')
    return appOfManifest(
      readManifest(bytes['AndroidManifest.xml']),
      readResources(bytes['resources.arsc']),
      'app.apk!AndroidManifest.xml',
    )
  }

  test('is what badging says', async () => {
    const { packageName, versionCode, versionName, targetSdk, labels } = await app()
    expect(apk.badging).toContain(
      `package: name='${packageName}' versionCode='${versionCode}' versionName='${versionName}'`,
    )
    expect(apk.badging).toContain(`targetSdkVersion:'${targetSdk}'`)
    expect(apk.badging).toContain(`application-label:'${labels?.default}'`)
    expect(apk.badging).toContain(`application-label-zh-CN:'${labels?.zh}'`)
    expect(apk.badging).toContain(`application-label-en:'${labels?.en}'`)
  })

  test('asks what badging says, but for what no Android that it runs on heeds', async () => {
    const asked = [...apk.badging.matchAll(/^uses-permission(?:-sdk-23)?: name='([^']+)'(?: maxSdkVersion='(\d+)')?/gm)]
    const { requestedPermissions = [] } = await app()
    expect(new Set(requestedPermissions.map(({ name, maxSdkVersion }) => `${name} ${maxSdkVersion}`))).toEqual(
      new Set(asked.filter(([, , max]) => max !== '22').map(([, name, max]) => `${name} ${max}`)),
    )
    expect(requestedPermissions).toHaveLength(3)
  })

  test('is judged as asking for contacts, and shows the line', async () => {
    const one = await app()
    const [user] = one.users
    if (user === undefined) throw new Error('an app without users')
    const verdict = judgeContacts(one, user, { device: { rom: 'aosp' }, users: [] })
    expect(verdict).toMatchObject({ value: 'requested', canAsk: 'first' })
    expect(verdict.evidence).toMatchObject([
      {
        path: 'app.apk!AndroidManifest.xml',
        line: 1,
        text: `<uses-permission android:name="${READ_CONTACTS}"/>`,
      },
    ])
  })
})

describe.skipIf(missing !== undefined)(`${name}, without the request`, () => {
  test('is judged as not asking, and the version may be a resource', async () => {
    const apk = built(MANIFEST.replace('READ_CONTACTS', 'CAMERA').replace('@string/version', '@string/app_name'), NAMES)
    const bytes = (await readApkFile(apk.path, 'app.apk'))?.files
    if (bytes?.['resources.arsc'] === undefined) throw new Error('an APK without resources')
    const app = appOfManifest(
      readManifest(bytes['AndroidManifest.xml']),
      readResources(bytes['resources.arsc']),
      'app.apk',
    )
    const [user] = app.users
    if (user === undefined) throw new Error('an app without users')
    expect(judgeContacts(app, user, { device: { rom: 'aosp' }, users: [] }).value).toBe('not-requested')
    expect(app.versionName).toBe('Quick Loan')
  })
})
