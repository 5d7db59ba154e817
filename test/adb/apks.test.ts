import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AuditError } from '../../src/errors.ts'
import type { Report } from '../../src/model/report/report.ts'
import { readAnswer } from '../../src/parse/index.ts'
import { apkSummary, apksOf } from '../../src/sources/adb/names/apks.ts'
import { rangesOf } from '../../src/sources/adb/names/ranges.ts'
import { arsc, axml } from '../apk/binary.ts'
import { daicha, root } from '../daicha.ts'
import { evidenceOf, lies } from '../evidence.ts'
import { newFolder } from '../folder.ts'
import { zipOf } from '../zip.ts'
import type { Phone } from './bench.ts'
import { describeOnBench, ownBench } from './on-bench.ts'

const data = join(root, 'test/phones/android-14/data')
const DUMP = 'dumpsys -t 60 package'
const dump = readFileSync(join(data, `${DUMP.replaceAll(' ', '+')}.out`), 'utf8')

/** The notes of the recorded phone, which nobody knows by its package, as they would be with contacts. */
const NOTES = /^ {2}Package \[com\.example\.notes\][\s\S]*?(?=^ {2}Package \[)/m
const GRANT = 'android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET]'
const withContacts = dump.replace(NOTES, (record) => `${record}      runtime permissions:\n        ${GRANT}\n`)
const [, versionCode = ''] = /versionCode=(\d+)/.exec(NOTES.exec(dump)?.[0] ?? '') ?? []

const manifestOf = (packageName: string) =>
  axml({
    tag: 'manifest',
    with: { package: packageName, versionCode: Number(versionCode) },
    in: [
      { tag: 'uses-sdk', with: { minSdkVersion: 24, targetSdkVersion: 34 } },
      { tag: 'uses-permission', with: { name: 'android.permission.READ_CONTACTS' } },
      { tag: 'application', with: { label: { resource: 0x7f010000 } } },
    ],
  })
const manifest = manifestOf('com.example.notes')
const other = manifestOf('com.example.other')
const resources = arsc([{ locale: '', values: ['Example Notes'] }])

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

test('a dump names the APKs of apps that came later and ask for contacts, and of those that are wanted', () => {
  const names = (text: string, isWanted = (_: string) => false) =>
    apksOf(readAnswer({ name: 'package.txt', command: [], bytes: Buffer.from(text) }).installed, isWanted).map(
      ({ packageName, paths }) => [packageName, ...paths],
    )
  const path = /codePath=(\/data\/app\/\S+notes\S+)/.exec(dump)?.[1]
  expect(names(dump).map(([name]) => name)).not.toContain('com.example.notes')
  expect(names(withContacts)).toContainEqual([
    'com.example.notes',
    `${path}/base.apk`,
    '/data/app/com.example.notes/base.apk',
  ])
  expect(names(dump, (name) => name === 'com.example.notes').map(([name]) => name)).toContain('com.example.notes')
  expect(names(withContacts).map(([name]) => name)).not.toContain('com.android.contacts')
  const forged = withContacts.replace(NOTES, (record) =>
    record.replace(/versionName=.*/, (line) => `${line}\n    pkgFlags=[ SYSTEM HAS_CODE ]`),
  )
  expect(forged).not.toBe(withContacts)
  expect(names(forged).map(([name]) => name)).toContain('com.example.notes')
})

test.each([
  ['E208', 'the phone is gone: there is no result at all'],
  ['E206', 'the phone stops answering: there is no result at all'],
] as const)('%s while a name is read: %s', async (code, _) => {
  const phone = {
    serial: 'SERIAL1',
    async send([program]: string[]) {
      if (program === 'sh') throw new AuditError(code, {})
      return { stdout: Buffer.from('200000\n'), stderr: '', exitCode: 0 }
    },
  }
  const path = '/data/app/com.example.notes-1/base.apk'
  const installed = { packageName: 'com.example.notes', paths: [path] }
  await expect(
    apkSummary(rangesOf(phone, {}), installed, new Map([[path, 200_000]]), { now: () => '2026-11-24T06:20:03.000Z' }),
  ).rejects.toMatchObject({
    code,
  })
})

describeOnBench('names of apps, read from a phone', () => {
  const bench = ownBench()
  const folder = newFolder()
  mkdirSync(join(folder, 'app'))

  /** An Android 14 phone whose notes lie in a folder of ours. */
  const phoneWith = async (apk: Buffer, old = false): Promise<Phone> => {
    writeFileSync(join(folder, 'app/base.apk'), apk)
    const phone = await bench().device({
      sdk: 34,
      data,
      ...(old && { gate: { kind: 'old' as const, without: ['shell,v2'] } }),
    })
    const moved = withContacts.replace(/codePath=\S+com\.example\.notes-\S+/, `codePath=${join(folder, 'app')}`)
    await phone.record(DUMP, { out: moved })
    return phone
  }
  const apk = zipOf(
    new Map([
      ['classes.dex', randomBytes(2_000_000)],
      ['AndroidManifest.xml', manifest],
      ['resources.arsc', resources],
    ]),
  )
  const audit = async (...argv: string[]) => {
    const io = { cwd: folder, env: { ...bench().env } }
    const { stdout } = await daicha(['audit', ...argv, '-f', 'json', '--all-apps', '--quiet', '--lang', 'en'], io)
    return JSON.parse(stdout) as Report
  }
  const notes = ({ apps }: Report) => apps.find((app) => app.package === 'com.example.notes')

  test.each([
    ['a phone with shell v2', false],
    ['a phone without', true],
  ])('%s: the app is called by its name, and the saved capture says the same', async (_, old) => {
    const phone = await phoneWith(apk, old)
    const report = await audit('--device', '-s', phone.serial)
    expect(notes(report)).toMatchObject({ label: 'Example Notes', contacts: { verdict: 'granted' } })
    const saved = old ? 'old' : 'new'
    const io = { cwd: folder, env: { ...bench().env } }
    await daicha(['capture', '--save', saved, '-s', phone.serial, '--quiet'], io)
    const kept = readFileSync(join(folder, saved, 'apk-com.example.notes.json'))
    expect(kept.length).toBeLessThan(3000)
    expect(JSON.parse(kept.toString())).toMatchObject({
      path: join(folder, 'app/base.apk'),
      bytes: apk.length,
      read: [
        { entry: 'AndroidManifest.xml', bytes: manifest.length, sha256: sha256(manifest) },
        { entry: 'resources.arsc', bytes: resources.length, sha256: sha256(resources) },
      ],
      label: { default: 'Example Notes' },
      targetSdk: 34,
      'uses-permission': ['android.permission.READ_CONTACTS'],
    })
    expect((await audit(saved)).apps).toEqual(report.apps)
    await phone.kill()
  })

  test('an app that its maker put into a folder of its own is found where the table of compiled code says', async () => {
    const phone = await phoneWith(apk)
    mkdirSync(join(folder, 'maker'), { recursive: true })
    writeFileSync(join(folder, 'maker/Notes.apk'), apk)
    const moved = withContacts
      .replace(/codePath=\S+com\.example\.notes-\S+/, `codePath=${join(folder, 'maker')}`)
      .replace('/data/app/com.example.notes/base.apk', join(folder, 'maker/Notes.apk'))
    await phone.record(DUMP, { out: moved })
    expect(notes(await audit('--device', '-s', phone.serial))?.label).toBe('Example Notes')
    await phone.kill()
  })

  test('a capture of an older version, with both files of the APK, is read as before', async () => {
    const phone = await phoneWith(apk)
    const io = { cwd: folder, env: { ...bench().env } }
    await daicha(['capture', '--save', 'older', '-s', phone.serial, '--quiet'], io)
    const { apps } = await audit('older')
    const list = join(folder, 'older/manifest.json')
    const captured = JSON.parse(readFileSync(list, 'utf8'))
    captured.files = captured.files.flatMap((file: { name: string }) =>
      file.name !== 'apk-com.example.notes.json'
        ? [file]
        : Object.entries({ 'AndroidManifest.xml': manifest, 'resources.arsc': resources }).map(([entry, bytes]) => {
            const name = `apk-com.example.notes-${entry}`
            writeFileSync(join(folder, 'older', name), bytes)
            return { ...file, name, bytes: bytes.length, sha256: sha256(bytes) }
          }),
    )
    rmSync(join(folder, 'older/apk-com.example.notes.json'))
    writeFileSync(list, JSON.stringify(captured))
    expect((await audit('older')).apps).toEqual(apps)
    await phone.kill()
  })

  test('what an app asks for is shown with its line of what was kept', async () => {
    const lender = arsc([{ locale: '', values: ['示例快借'] }])
    const loan = zipOf(
      new Map([
        ['AndroidManifest.xml', manifest],
        ['resources.arsc', lender],
      ]),
    )
    const phone = await phoneWith(loan)
    const asks = withContacts
      .replace(GRANT, GRANT.replace('READ_CONTACTS', 'GET_ACCOUNTS'))
      .replace(/codePath=\S+com\.example\.notes-\S+/, `codePath=${join(folder, 'app')}`)
    await phone.record(DUMP, { out: asks })
    const io = { cwd: folder, env: { ...bench().env } }
    await daicha(['capture', '--save', 'asks', '-s', phone.serial, '--quiet'], io)
    const report = await audit('asks')
    expect(notes(report)).toMatchObject({ label: '示例快借', contacts: { verdict: 'one-tap' } })
    const shown = evidenceOf(report).filter(({ path }) => path.endsWith('apk-com.example.notes.json'))
    expect(shown.length).toBeGreaterThan(0)
    for (const one of shown) expect(lies(one, readFileSync(join(folder, 'asks', one.path)))).toEqual([])
    await phone.kill()
  })

  test.each([
    [
      'a table of texts that is damaged',
      { 'AndroidManifest.xml': manifest, 'resources.arsc': resources.subarray(0, 40) },
    ],
    ['the APK of another app', { 'AndroidManifest.xml': other, 'resources.arsc': resources }],
  ])('%s is a name that was not read', async (_, entries) => {
    const phone = await phoneWith(zipOf(new Map(Object.entries(entries))))
    const report = await audit('--device', '-s', phone.serial)
    expect(notes(report)?.label).toBe(null)
    expect(report.problems.filter(({ code }) => code === 'E319')).toMatchObject([{ params: { can: '1' } }])
    await phone.kill()
  })

  test('only ranges are read, never the whole APK', async () => {
    const phone = await phoneWith(apk)
    await audit('--device', '-s', phone.serial)
    const counts = (await phone.commands()).flatMap((command) => /^dd\+.*count=(\d+)$/.exec(command)?.[1] ?? [])
    const blocks = counts.reduce((sum, count) => sum + Number(count), 0)
    expect(counts.length).toBeGreaterThan(2)
    expect(blocks * 4096).toBeLessThan(apk.length / 2)
    await phone.kill()
  })

  test.each([
    ['a name that was read', apk],
    ['a name that could not be read', apk.subarray(0, 1_900_000)],
  ])('%s is printed nowhere, as long as the app is no lender and nobody asked for all apps', async (_, bytes) => {
    const phone = await phoneWith(bytes)
    const io = { cwd: folder, env: { ...bench().env } }
    for (const format of ['json', 'text', 'html']) {
      const { stdout, stderr } = await daicha(['audit', '--device', '-s', phone.serial, '-v', '-f', format], io)
      expect(stdout.length).toBeGreaterThan(1000)
      expect(stdout + stderr).not.toMatch(/com\.example\.notes|Example Notes/)
    }
    await phone.kill()
  })

  test('a name that cannot be read is said once, and the permissions stand', async () => {
    const phone = await phoneWith(apk.subarray(0, 1_900_000))
    const report = await audit('--device', '-s', phone.serial)
    expect(notes(report)).toMatchObject({ label: null, contacts: { verdict: 'granted' } })
    expect(report.problems.filter(({ code }) => code === 'E319')).toMatchObject([
      { severity: 'error', params: { n: '1', can: '1' } },
    ])
    expect(report.complete).toBe(false)
    await phone.kill()
  })
})
