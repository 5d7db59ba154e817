import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../../src/model/report/report.ts'
import { summaryOf } from '../../src/sources/adb/names/apk-summary.ts'
import { daicha } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { zipOf } from '../zip.ts'
import { arsc, axml } from './binary.ts'

const READ_CONTACTS = 'android.permission.READ_CONTACTS'

const manifest = (packageName: string) =>
  axml({
    tag: 'manifest',
    with: { package: packageName, versionCode: 30207, versionName: '3.2.7' },
    in: [
      { tag: 'uses-sdk', with: { minSdkVersion: 21, targetSdkVersion: 33 } },
      { tag: 'uses-permission', with: { name: READ_CONTACTS } },
      { tag: 'application', with: { label: { resource: 0x7f010000 } } },
    ],
  })
const resources = arsc([
  { locale: '', values: ['Quick'] },
  { locale: 'zh-CN', values: ['快借'] },
])
const screenOf = (label: string) => ({
  tag: 'activity',
  with: { name: '.Main', label },
  in: [{ tag: 'intent-filter', in: [{ tag: 'category', with: { name: 'android.intent.category.LAUNCHER' } }] }],
})
const apkOf = (entries: Record<string, Buffer>) => zipOf(new Map(Object.entries(entries)))

/** An app of Android 13 that a person said no to. */
const dump = (state: string) => `Packages:
  Package [com.example.kuaijie] (1a2b3c):
    userId=10143
    versionCode=30207 minSdk=21 targetSdk=33
    versionName=3.2.7
    pkgFlags=[ HAS_CODE ]
    User 0: ceDataInode=1 installed=true hidden=false suspended=false stopped=false notLaunched=false enabled=0 instant=false virtual=false
      runtime permissions:
        ${READ_CONTACTS}: ${state}

Shared users:

Package Changes:
  Sequence number=1
`

describe('audit of an APK', () => {
  let folder: string
  beforeAll(() => {
    folder = newFolder()
    const file = (name: string, content: Buffer | string) => writeFileSync(join(folder, name), content)
    const loan = { 'AndroidManifest.xml': manifest('com.example.kuaijie'), 'resources.arsc': resources }
    file('app.apk', apkOf(loan))
    file('no-label.apk', apkOf({ ...loan, 'resources.arsc': resources.subarray(0, 40) }))
    file('broken.apk', apkOf({ ...loan, 'AndroidManifest.xml': loan['AndroidManifest.xml'].subarray(0, 90) }))
    file('notes.apk', apkOf({ 'AndroidManifest.xml': manifest('com.example.notes') }))
    file('package.txt', dump('granted=false, flags=[ USER_SET ]'))
    file('granted.txt', dump('granted=true, flags=[ USER_SET ]'))
  })

  const audit = async (...argv: string[]) => {
    const { code, stdout, stderr } = await daicha(['audit', ...argv, '-f', 'json'], { cwd: folder })
    return { code, stderr, report: JSON.parse(stdout) as Report }
  }
  const found = ({ findings }: Report) => findings.map(({ ruleId, severity }) => [ruleId, severity])

  test('what it declares is high, before anybody has installed it', async () => {
    const { code, report } = await audit('app.apk')
    expect([code, report.verdict, report.run.policy]).toEqual([1, 'check', 'release'])
    expect(found(report)).toEqual([['lender-declares-contacts', 'high']])
    expect(report.findings[0]?.evidence[0]).toMatchObject({
      path: 'app.apk!AndroidManifest.xml',
      text: `<uses-permission android:name="${READ_CONTACTS}"/>`,
    })
    expect(report.sources.map(({ path, kinds }) => [path, kinds])).toEqual([
      ['app.apk!AndroidManifest.xml', ['AndroidManifest.xml']],
      ['app.apk!resources.arsc', ['resources.arsc']],
    ])
  })

  test('the app is called what it calls itself in the language of the report', async () => {
    expect((await audit('app.apk', '--lang', 'zh')).report.apps[0]?.label).toBe('快借')
    expect((await audit('app.apk', '--lang', 'en')).report.apps[0]?.label).toBe('Quick')
  })

  test('nothing is said of reads and users that an APK cannot have', async () => {
    const { stdout } = await daicha(['audit', 'app.apk', '--lang', 'en'], { cwd: folder })
    expect(stdout).toContain('1 loan app declares the permission to read contacts')
    expect(stdout).not.toMatch(/Last read|user 0|records read/)
  })

  test('--policy borrower asks what the app could read now: nothing yet', async () => {
    const { code, report } = await audit('app.apk', '--policy', 'borrower')
    expect([code, found(report)]).toEqual([0, [['lender-requests-contacts', 'low']]])
  })

  test.each([
    ['package.txt', 'app.apk'],
    ['app.apk', 'package.txt'],
  ])('beside a dump (%s %s) the dump decides, and the APK adds its name', async (...inputs) => {
    const { report } = await audit(...inputs, '--lang', 'zh')
    expect(report.run.policy).toBe('borrower')
    expect(report.apps.map(({ label, contacts }) => [label, contacts.verdict])).toEqual([['快借', 'requested']])
    expect(found(report)).toEqual([['lender-requests-contacts', 'low']])
  })

  test.each([
    ['package.txt', 'granted.txt', 'app.apk'],
    ['granted.txt', 'package.txt', 'app.apk'],
  ])('of two dumps (%s %s) the one that counts has the name as well', async (...inputs) => {
    const { report } = await audit(...inputs, '--lang', 'zh')
    expect(report.apps.map(({ label, contacts }) => [label, contacts.verdict])).toEqual([['快借', 'granted']])
  })

  test('a grant in the dump stays a grant', async () => {
    const { report } = await audit('granted.txt', 'app.apk')
    expect([report.verdict, found(report)[0]]).toEqual(['act', ['lender-reads-contacts', 'high']])
  })

  test.for(['z.apk', 'Z.APK', 'z.xapk', 'z.apks', 'z.apkm', 'folder/z.apk'])(
    '%s, wherever it stands, is read before a dump of an app that only its label shows to lend',
    async (name) => {
      const [heading, others = '', rest = ''] = dump('granted=true, flags=[ USER_SET ]').split(
        /^(?= {2}Package |\nShared)/m,
      )
      const named = arsc([{ locale: '', values: ['Quick Cash Loan'] }])
      const app = others.replace('kuaijie', 'sunny').replace('10143', '10144')
      writeFileSync(join(folder, 'sunny.txt'), heading + others.replace('kuaijie', 'notes') + app + rest)
      const apk = apkOf({ 'AndroidManifest.xml': manifest('com.example.sunny'), 'resources.arsc': named })
      const isWhole = /apk$/i.test(name) && !name.endsWith('xapk')
      mkdirSync(join(folder, 'folder'), { recursive: true })
      writeFileSync(join(folder, name), isWhole ? apk : apkOf({ 'info.json': Buffer.from('{}'), 'base.apk': apk }))
      const { report } = await audit('sunny.txt', name.replace(/\/.*/, ''))
      expect([report.complete, found(report)[0]]).toEqual([true, ['suspected-lender-reads-contacts', 'medium']])
    },
  )

  test.for(['sunny.apk', 'apk-com.example.sunny.json'])(
    '%s of an app whose icon alone is called as a lender is one of an app that may lend',
    async (name) => {
      writeFileSync(join(folder, 'sunny.txt'), dump('granted=true, flags=[ USER_SET ]').replaceAll('kuaijie', 'sunny'))
      const bytes = axml({
        tag: 'manifest',
        with: { package: 'com.example.sunny', versionCode: 30207 },
        in: [
          { tag: 'uses-permission', with: { name: READ_CONTACTS } },
          { tag: 'application', with: { label: 'Sunny' }, in: [screenOf('Quick Cash Loan')] },
        ],
      })
      const apk = apkOf({ 'AndroidManifest.xml': bytes })
      const read = async (offset: number, length: number) => apk.subarray(offset, offset + length)
      const about = { packageName: 'com.example.sunny', path: '/data/app/sunny/base.apk' }
      writeFileSync(join(folder, name), name === 'sunny.apk' ? apk : await summaryOf(read, apk.length, about))
      const { report } = await audit('sunny.txt', name)
      expect([report.apps[0]?.label, found(report)[0]]).toEqual([
        'Sunny',
        ['suspected-lender-reads-contacts', 'medium'],
      ])
    },
  )

  test('an APK in an archive that comes behind the dump counts as one before it', async () => {
    const lent = { label: 'Quick Cash Loan' }
    const named = axml({
      tag: 'manifest',
      with: { package: 'com.example.sunny', versionCode: 30207 },
      in: [
        { tag: 'uses-permission', with: { name: READ_CONTACTS } },
        { tag: 'application', with: lent },
      ],
    })
    mkdirSync(join(folder, 'mixed'))
    writeFileSync(join(folder, 'mixed/1.txt'), dump('granted=true, flags=[ USER_SET ]').replaceAll('kuaijie', 'sunny'))
    writeFileSync(join(folder, 'mixed/sent.zip'), apkOf({ 'base.apk': apkOf({ 'AndroidManifest.xml': named }) }))
    for (const inputs of [['mixed'], ['mixed/1.txt', 'mixed/sent.zip']]) {
      const { report } = await audit(...inputs)
      expect(report.apps.map(({ contacts }) => contacts.verdict)).toEqual(['granted'])
      expect(found(report)[0]).toEqual(['suspected-lender-reads-contacts', 'medium'])
    }
  })

  describe('the parts that a store makes of an app', () => {
    const apk = apkOf({
      'AndroidManifest.xml': manifest('com.example.kuaijie'),
      'resources.arsc': resources,
    })
    const part = apkOf({
      'AndroidManifest.xml': axml({
        tag: 'manifest',
        with: { package: 'com.example.kuaijie', versionCode: 30207, split: 'config.arm64_v8a' },
        in: [{ tag: 'application' }],
      }),
    })

    test('have no name and ask for nothing, whichever comes first', async () => {
      writeFileSync(join(folder, 'z.apks'), apkOf({ 'base-arm64_v8a.apk': part, 'base-master.apk': apk }))
      const { report } = await audit('package.txt', 'z.apks', '--lang', 'zh')
      expect(report.apps.map(({ label, contacts }) => [label, contacts.verdict])).toEqual([['快借', 'requested']])
      const alone = await audit('z.apks', '--lang', 'zh')
      expect(alone.report.apps.map(({ label, contacts }) => [label, contacts.verdict])).toEqual([['快借', 'requested']])
    })

    test('are no app without the rest of it', async () => {
      writeFileSync(join(folder, 'part.apk'), part)
      const { code, report } = await audit('part.apk')
      expect([code, report.verdict, report.apps]).toEqual([3, 'incomplete', []])
      expect(report.problems.map((problem) => problem.code)).toEqual(['E316'])
      const beside = (await audit('part.apk', 'notes.apk')).report
      expect([beside.verdict, beside.problems.map((problem) => problem.code)]).toEqual(['incomplete', ['E316', 'E323']])
    })
  })

  test('an app that nobody knows for a lender passes, and the way to check it as one is said', async () => {
    const { code, report } = await audit('notes.apk')
    expect([code, found(report)]).toEqual([0, []])
    expect(report.problems).toMatchObject([{ code: 'E323', severity: 'warning' }])
    const assumed = await audit('notes.apk', '--assume-lender', 'com.example.notes')
    expect([assumed.code, found(assumed.report)]).toEqual([1, [['lender-declares-contacts', 'high']]])
    expect(assumed.report.problems).toEqual([])
  })

  test('one that asks for no contacts is not told of, nor are the apps of a phone', async () => {
    const named = { tag: 'manifest', with: { package: 'com.example.notes', versionCode: 1 } }
    writeFileSync(
      join(folder, 'quiet.apk'),
      apkOf({ 'AndroidManifest.xml': axml({ ...named, in: [{ tag: 'application' }] }) }),
    )
    const diary = dump('granted=false, flags=[ USER_SET ]').replaceAll('com.example.kuaijie', 'com.example.diary')
    writeFileSync(join(folder, 'phone.txt'), diary)
    for (const inputs of [['quiet.apk'], ['phone.txt'], ['quiet.apk', 'phone.txt']]) {
      const { report } = await audit(...inputs, '--policy', 'release', '--all-apps')
      expect([inputs, report.run.policy]).toEqual([inputs, 'release'])
      expect(report.problems.map(({ code }) => code)).not.toContain('E323')
    }
  })

  test('a file that is missing beside it makes the finding no smaller', async () => {
    const { code, report } = await audit('app.apk', 'missing.txt')
    expect([code, report.complete, found(report)]).toEqual([1, false, [['lender-declares-contacts', 'high']]])
  })

  test('damaged resources cost the name, and nothing else', async () => {
    const { code, report } = await audit('no-label.apk')
    expect([code, report.complete, found(report)]).toEqual([1, true, [['lender-declares-contacts', 'high']]])
  })

  test('a manifest that cannot be read is an error with a next step, never clear', async () => {
    const { code, report } = await audit('broken.apk')
    expect([code, report.verdict]).toEqual([3, 'incomplete'])
    expect(report.problems[0]).toMatchObject({ code: 'E311', path: 'broken.apk!AndroidManifest.xml' })
    expect(report.problems[0]?.remedy.length).toBeGreaterThan(0)
  })

  test('cut anywhere, it is never clear, and a manifest that still stands in it is read', async () => {
    const whole = apkOf({ 'AndroidManifest.xml': manifest('com.example.kuaijie'), 'resources.arsc': resources })
    for (let length = 1; length < whole.length; length += 7) {
      writeFileSync(join(folder, 'cut.apk'), whole.subarray(0, length))
      const { report } = await audit('cut.apk')
      expect([length, report.complete, report.verdict === 'clear']).toEqual([length, false, false])
    }
    expect(found((await audit('cut.apk')).report)).toEqual([['lender-declares-contacts', 'high']])
  })
})
