import { describe, expect, test } from 'vitest'
import { CASH, dump14, NOTES, package14, service, snapshotFrom } from './dumps.ts'

const deviceFrom = (...[dump]: Parameters<typeof snapshotFrom>) => snapshotFrom(dump).device
const properties = (values: Record<string, string>) =>
  Object.entries(values)
    .map(([key, value]) => `[${key}]: [${value}]\n`)
    .join('')

describe('getprop', () => {
  const printed = properties({
    'ro.product.manufacturer': 'Example',
    'ro.product.model': 'Sample [2] = x',
    'ro.build.version.release': '14',
    'ro.build.version.sdk': '34',
    'ro.build.version.security_patch': '2026-06-01',
    'ro.build.fingerprint': 'example/sample/sample:14/A.1/1:user/release-keys',
    'persist.sys.timezone': 'Asia/Shanghai',
    'ro.serialno': '0123456789ABCDEF',
    'gsm.sim.operator.numeric': '46000',
  })

  test('tells the phone', () => {
    expect(deviceFrom(printed)).toEqual({
      manufacturer: 'Example',
      model: 'Sample [2] = x',
      androidVersion: '14',
      sdk: 34,
      securityPatch: '2026-06-01',
      fingerprint: 'example/sample/sample:14/A.1/1:user/release-keys',
      timeZone: 'Asia/Shanghai',
      rom: 'aosp',
    })
  })

  test('nothing that names this one phone is kept', () => {
    expect(JSON.stringify(snapshotFrom(printed))).not.toMatch(/0123456789ABCDEF/)
  })

  test.for<[string, string]>([
    ['an empty value', properties({ 'ro.product.model': '', 'ro.build.version.sdk': '34' })],
    ['a value of two lines', '[ro.product.model]: [Sam\nple]\n[ro.build.version.sdk]: [34]\n'],
  ])('%s is no value', ([, dump]) => {
    expect(deviceFrom(dump)).toEqual({ sdk: 34, androidVersion: '14', rom: 'aosp' })
  })
})

describe('the maker of the system, by its properties', () => {
  test.for<[string, string]>([
    ['ro.miui.ui.version.name', 'miui'],
    ['ro.mi.os.version.name', 'hyperos'],
    ['ro.build.version.opporom', 'coloros'],
    ['ro.build.version.oplusrom', 'coloros'],
    ['ro.vivo.os.version', 'originos'],
    ['ro.build.version.emui', 'emui'],
    ['hw_sc.build.platform.version', 'harmony'],
    ['ro.build.version.magic', 'honor'],
    ['msc.config.magic.version', 'honor'],
    ['ro.build.version.oneui', 'oneui'],
    ['ro.build.version.sep', 'oneui'],
  ])('%s is %s', ([property, rom]) => {
    expect(deviceFrom(properties({ 'ro.build.version.sdk': '34', [property]: '1' })).rom).toBe(rom)
    expect(deviceFrom(properties({ 'ro.build.version.sdk': '34', [property]: '' })).rom).toBe('aosp')
  })

  test('HyperOS still prints the property of MIUI', () => {
    expect(deviceFrom(properties({ 'ro.miui.ui.version.name': 'V816', 'ro.mi.os.version.name': 'OS2.0' })).rom).toBe(
      'hyperos',
    )
  })

  test('HarmonyOS still prints the property of EMUI, and so does Honor', () => {
    expect(
      deviceFrom(properties({ 'ro.build.version.emui': 'EmotionUI_13', 'hw_sc.build.platform.version': '4.0' })).rom,
    ).toBe('harmony')
    expect(deviceFrom(properties({ 'ro.build.version.emui': 'MagicUI_4', 'ro.build.version.magic': '4.0' })).rom).toBe(
      'honor',
    )
  })
})

describe('the maker of the system, without properties', () => {
  const versions = (fingerprint: string) =>
    `Database versions:\n  Internal:\n    sdkVersion=34 databaseVersion=3 \n    fingerprint=${fingerprint} \n\nPackages:\n${package14(CASH)}\n\nShared users:\n`

  test.for<[string, string]>([
    ['Xiaomi', 'miui'],
    ['Redmi', 'miui'],
    ['POCO', 'miui'],
    ['OPPO', 'coloros'],
    ['OnePlus', 'coloros'],
    ['realme', 'coloros'],
    ['vivo', 'originos'],
    ['iQOO', 'originos'],
    ['HUAWEI', 'emui'],
    ['HONOR', 'honor'],
    ['samsung', 'oneui'],
    ['Meizu', 'flyme'],
    ['google', 'aosp'],
    ['constructor', 'aosp'],
  ])('a fingerprint of %s is %s', ([brand, rom]) => {
    expect(deviceFrom(versions(`${brand}/sample/sample:14/A.1/1:user/release-keys`)).rom).toBe(rom)
  })

  test('Android 14 prints the build before a digest of its parts', () => {
    const fingerprint = `${'5d'.repeat(20)} `
    const build = 'samsung/a15nsxx/a15:14/UP1A.231005.007/A155FXXU1:user/release-keys'
    const { device } = snapshotFrom(
      versions(fingerprint).replace('    fingerprint', `    buildFingerprint=${build} fingerprint`),
    )
    expect(device).toMatchObject({ rom: 'oneui', androidVersion: '14' })
    expect(deviceFrom(versions(fingerprint))).toMatchObject({ rom: 'aosp', sdk: 34 })
  })

  test('of 13, what an SD card was used with before the update is no version of the phone', () => {
    const older =
      '  External:\n    sdkVersion=31 databaseVersion=3 \n    fingerprint=a/b/c:12/A.1/1:user/release-keys \n'
    const upgraded = versions(`${'5d'.repeat(20)} `).replace('\nPackages:', `${older}\nPackages:`)
    expect(deviceFrom(upgraded)).toMatchObject({ sdk: 34, androidVersion: '14' })
  })

  test('nor where it comes first, in a text that stands further in', () => {
    const older = '  External:\n    sdkVersion=31 databaseVersion=3 \n'
    const both = versions('a/b/c:14/A.1/1:user/release-keys ').replace('  Internal:', `${older}  Internal:`)
    expect(deviceFrom(both)).toMatchObject({ sdk: 34 })
    expect(deviceFrom(both.replaceAll(/^ (?=.*(?:ternal:|Version=))/gm, '    '))).toMatchObject({ sdk: 34 })
  })

  test('clone users of ColorOS print ofs=', () => {
    const record = package14(CASH).replace('enabled=0 instant', 'enabled=0 ofs=0 instant')
    expect(deviceFrom(dump14([record])).rom).toBe('coloros')
  })

  test('Flyme prints pkgFlagsEx=', () => {
    const record = package14(CASH).replace('    apexModuleName', '    pkgFlagsEx=[ OPERATOR ]\n    apexModuleName')
    expect(deviceFrom(dump14([record])).rom).toBe('flyme')
  })

  test('MIUI prints private app ops', () => {
    const appops =
      'Current AppOps Service state:\n  Uid u0a81:\n    Package com.example.cash:\n      MIUIOP(10041) (allow): \n'
    expect(snapshotFrom({ 'p.txt': dump14([package14(CASH)]), 'a.txt': appops }).device.rom).toBe('miui')
  })

  test('properties are surer than marks, and marks than a brand', () => {
    const appops =
      'Current AppOps Service state:\n  Uid u0a81:\n    Package com.example.cash:\n      MIUIOP(10041) (allow): \n'
    expect(
      snapshotFrom({ 'p.txt': versions('samsung/a/a:14/A.1/1:user/release-keys'), 'a.txt': appops }).device.rom,
    ).toBe('miui')
    expect(
      snapshotFrom({ 'a.txt': appops, 'g.txt': properties({ 'ro.mi.os.version.name': 'OS1.0' }) }).device.rom,
    ).toBe('hyperos')
  })
})

describe('the version of Android', () => {
  const dump = (sdk: string, fingerprint: string) =>
    `Database versions:\n  Internal:\n    ${sdk}databaseVersion=3 \n    fingerprint=${fingerprint} \n`
  test.for<[string, string, number | undefined, string | undefined]>([
    ['the database versions of the dump', dump('sdkVersion=34 ', 'example/s/s:14/A.1/1:user/release-keys'), 34, '14'],
    [
      'an SD card of an older release, which the dump names first',
      dump('sdkVersion=34 ', 'example/s/s:14/A.1/1:user/release-keys').replace(
        '  Internal:',
        `  UUID 57f8f4bc-abf4-655f-bf67-946fc0f9f25b:\n    sdkVersion=27 databaseVersion=3 \n    fingerprint=example/s/s:8.1.0/A.0/1:user/release-keys \n$&`,
      ),
      34,
      '14',
    ],
    [
      'an SD card of an older release, which the dump names last',
      `${dump('sdkVersion=34 ', 'example/s/s:14/A.1/1:user/release-keys')}  External:\n    sdkVersion=27 databaseVersion=3 \n    fingerprint=example/s/s:8.1.0/A.0/1:user/release-keys \n`,
      34,
      '14',
    ],
    ['a fingerprint alone', dump('', 'example/s/s:7.1.2/A.1/1:user/release-keys'), 25, '7.1.2'],
    ['a fingerprint of 6.0.1', dump('', 'example/s/s:6.0.1/A.1/1:user/release-keys'), 23, '6.0.1'],
    ['a fingerprint of 8.0.0', dump('', 'example/s/s:8.0.0/A.1/1:user/release-keys'), 26, '8.0.0'],
    ['a fingerprint of 4.4.4', dump('', 'example/s/s:4.4.4/A.1/1:user/release-keys'), 19, '4.4.4'],
    ['the number of the release', properties({ 'ro.build.version.release': '12' }), 31, '12'],
    ['the API level', properties({ 'ro.build.version.sdk': '29' }), 29, '10'],
    ['an API level to come', properties({ 'ro.build.version.sdk': '99' }), 99, undefined],
    ['an empty API level', properties({ 'ro.build.version.release': '12', 'ro.build.version.sdk': '' }), 31, '12'],
    ['an API level that is none', properties({ 'ro.build.version.sdk': '9'.repeat(30) }), undefined, undefined],
    ['a release that is none', properties({ 'ro.build.version.release': 'constructor' }), undefined, 'constructor'],
    ['nothing', 'package:com.example.cash\n', undefined, undefined],
  ])('%s', ([, printed, sdk, androidVersion]) => {
    const device = deviceFrom(printed)
    expect([device.sdk, device.androidVersion]).toEqual([sdk, androidVersion])
  })
})

test('what a phone says of itself is what its newest dump says', () => {
  const taken = (time: string, zone: string, versionName: string) =>
    `== dumpstate: ${time}\n\n------ SYSTEM PROPERTIES (getprop) ------\n${properties({ 'persist.sys.timezone': zone })}\n${service('package', dump14([package14(NOTES, { versionName })]))}`
  const reports = {
    'a.txt': taken('2026-05-01 10:00:00', 'Asia/Manila', '1'),
    'b.txt': taken('2026-06-01 10:00:00', 'Africa/Nairobi', '2'),
    'c.txt': taken('2026-04-01 10:00:00', 'Asia/Shanghai', '3'),
  }
  expect(deviceFrom(reports)).toMatchObject({ timeZone: 'Africa/Nairobi' })
})
