import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Format } from '../src/internal.ts'
import { reporters } from './built.ts'
import { daicha, root } from './daicha.ts'
import { newFolder } from './folder.ts'

/** What a bug report knows of a person, and no report may tell. */
const markers = {
  serial: 'R5CTMARKER1',
  imei: '356938035643809',
  androidId: '9774d56d682e549c',
  account: 'zhang.san.marker@example.com',
  userName: 'ZhangSanMarker',
  mac: '02:ab:cd:ef:12:34',
  phoneNumber: '13800138000',
  subscriber: '460001234567890',
  wifi: 'HomeWifiMarker',
  bluetooth: 'HeadsetMarker',
  otherApp: 'org.example.marker.health',
  contact: 'AuntieMarker',
}

/** A bug report as Android prints it, with the markers wherever such things stand. */
function seeded(): string {
  const text = readFileSync(join(root, 'fixtures/bugreport-text/input/bugreport.txt'), 'utf8')
  const m = markers
  const head = `
------ SYSTEM PROPERTIES (getprop) ------
[ro.serialno]: [${m.serial}]
[ro.boot.serialno]: [${m.serial}]
[ro.product.model]: [Example A1]
[gsm.sim.imei]: [${m.imei}]
[ril.subscriber]: [${m.subscriber}]
[net.hostname]: [android-${m.androidId}]
[ro.boot.wifimacaddr]: [${m.mac}]
[persist.bluetooth.name]: [${m.bluetooth}]

`
  const services = `-------------------------------------------------------------------------------
DUMP OF SERVICE user:
Users:
  UserInfo{0:${m.userName}:c13} serialNo=0 isPrimary=true
    State: RUNNING_UNLOCKED

--------- 0.021s was the duration of dumpsys user, ending at: 2026-03-02 09:30:14
-------------------------------------------------------------------------------
DUMP OF SERVICE account:
User UserInfo{0:${m.userName}:c13}:
  Accounts: 1
    Account {name=${m.account}, type=com.example}

--------- 0.021s was the duration of dumpsys account, ending at: 2026-03-02 09:30:14
-------------------------------------------------------------------------------
DUMP OF SERVICE wifi:
SSID: "${m.wifi}" BSSID: ${m.mac}

--------- 0.021s was the duration of dumpsys wifi, ending at: 2026-03-02 09:30:14
-------------------------------------------------------------------------------
DUMP OF SERVICE iphonesubinfo:
  Device ID = ${m.imei}  Line 1 = ${m.phoneNumber}  Contact = ${m.contact}

--------- 0.021s was the duration of dumpsys iphonesubinfo, ending at: 2026-03-02 09:30:14
`
  const at = text.indexOf('------ DUMPSYS')
  const first = text.indexOf('-----', text.indexOf('\n', at) + 1)
  const whole = `${text.slice(0, at)}${head.trimStart()}${text.slice(at, first)}${services}${text.slice(first)}`
  return whole.replaceAll('com.example.notes', m.otherApp)
}

let cwd: string
beforeAll(() => {
  cwd = newFolder()
  writeFileSync(join(cwd, 'bugreport.txt'), seeded())
  // The same, cut inside of the record of an app, so that a problem is told.
  writeFileSync(
    join(cwd, 'cut.txt'),
    seeded().slice(0, seeded().indexOf(markers.otherApp, seeded().indexOf('Packages:')) + 300),
  )
  writeFileSync(join(cwd, 'list'), 'bugreport.txt\ncut.txt\ngone.txt\n')
  writeFileSync(join(cwd, 'ignore.json'), JSON.stringify({ ignore: [] }))
})

const leaked = (output: string) =>
  Object.entries(markers).flatMap(([what, marker]) => (output.includes(marker) ? what : []))

/** Everything that a run writes: both streams, and nothing else is there. */
async function written(argv: string[]) {
  const { stdout, stderr } = await daicha(argv, { cwd })
  return { stdout, all: stdout + stderr }
}

test('-v counts what it skipped, and tells no name that stands in it', async () => {
  const app = markers.otherApp
  writeFileSync(join(cwd, 'package.txt'), `Packages:\n  Package [com.example.kuaijie] (1):\n    ${app}/.Sync x=1\n`)
  writeFileSync(
    join(cwd, 'appops.txt'),
    `Current AppOps Service state:\n  Uid u0a9:\n    Package com.example.kuaijie:\n      READ_CONTACTS: ${app}\n`,
  )
  const { all } = await written(['audit', 'package.txt', 'appops.txt', '-v'])
  expect(all).toMatch(
    /skipped without being understood:\n(.*\n)*.* {2}line: in a package record\n.* {2}line: of an app op\n/,
  )
  expect(leaked(all)).toEqual([])
})

test('the markers stand in the dump, and the dump is read', async () => {
  const dump = readFileSync(join(cwd, 'bugreport.txt'), 'utf8')
  expect(leaked(dump)).toEqual(Object.keys(markers))
  const report = JSON.parse((await written(['audit', 'bugreport.txt', '-f', 'json'])).stdout)
  expect(report.findings.length).toBeGreaterThan(0)
  expect(report.users).toEqual([{ id: 0, kind: 'owner' }])
  expect(report.omitted).toMatchObject({ deviceIds: true })
  expect(report.omitted.otherApps).toBeGreaterThan(0)
})

describe.each(['zh-CN', 'en'])('in %s', (lang) => {
  test.each(Object.keys(reporters) as Format[])('%s tells nothing that marks a person or a phone', async (format) => {
    const { stdout, all } = await written(['audit', 'bugreport.txt', '-f', format, '-v', '--lang', lang])
    expect(stdout.length).toBeGreaterThan(100)
    expect(leaked(all)).toEqual([])
    const cut = await written(['audit', 'cut.txt', '-f', format, '-v', '--lang', lang])
    expect(leaked(cut.all)).toEqual([])
  })

  test.each(['ndjson', 'text'])('a list as %s tells nothing, and neither do its errors', async (format) => {
    const { stdout, all } = await written(['audit', '--files-from', 'list', '-f', format, '-v', '--lang', lang])
    expect(stdout).toContain('E301')
    expect(leaked(all)).toEqual([])
  })

  test('saved reports in other formats tell nothing', async () => {
    const saved = `saved-${lang}.json`
    await daicha(['audit', 'bugreport.txt', '-o', saved, '--lang', lang], { cwd })
    for (const argv of [
      ['report', saved],
      ['report', 'merge', saved, '-f', 'ndjson'],
    ])
      expect(leaked((await written([...argv, '--lang', lang])).all)).toEqual([])
  })

  test('a baseline tells nothing', async () => {
    await daicha(['audit', 'bugreport.txt', '--write-baseline', 'base.json', '--lang', lang], { cwd })
    expect(leaked(readFileSync(join(cwd, 'base.json'), 'utf8'))).toEqual([])
  })

  test('--all-apps names apps, and no more', async () => {
    const { all } = await written(['audit', 'bugreport.txt', '--all-apps', '-v', '--lang', lang])
    expect(leaked(all)).toEqual(['otherApp'])
  })
})
