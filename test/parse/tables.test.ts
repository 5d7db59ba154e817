import { describe, expect, test } from 'vitest'
import { CASH, DENIED, dump14, NOTES, onlyApps, openGaps, package14, READS, snapshotFrom, userOf } from './dumps.ts'

const INTERNET = 'android.permission.INTERNET: granted=true'
const interest = onlyApps((name) => name === CASH)

/** As a phone prints it, which declares more permissions than it takes to tell what has none. */
const withPermissions = (dump: string) => {
  const names = ['INTERNET', 'CAMERA', ...Array.from({ length: 120 }, (_, n) => `OF_THE_PHONE_${n}`)]
  const declared = names.map(
    (name) => `  Permission [android.permission.${name}] (8bc0874):\n    sourcePackage=android\n`,
  )
  return dump.replace('Permissions:\n', `Permissions:\n${declared.join('')}`)
}

describe('a permission that the phone declares nowhere', () => {
  const phone = (runtime: string[], install = [INTERNET]) =>
    snapshotFrom(withPermissions(dump14([package14(CASH, { runtime, install })])))

  test('is none that a text leaves as it is', () => {
    const snapshot = phone(['android.permission.CAMERA: granted=true, flags=[ USER_SET]'])
    expect([userOf(snapshot, CASH).unread, openGaps(snapshot)]).toEqual([undefined, []])
  })

  test('takes no grant away where it is denied', () => {
    const snapshot = phone(['android.permission.GONE: granted=false, flags=[ USER_SET]'])
    expect([userOf(snapshot, CASH).unread, openGaps(snapshot)]).toEqual([undefined, []])
  })

  test.for(['com.example.launcher.permission.UPDATE_BADGE', 'com.example.push.RECEIVE_2'])(
    'is also %s, of an app that is gone, until the phone starts anew',
    (name) => {
      const snapshot = phone([`${name}: granted=true`], [`${name}: granted=true`])
      expect([userOf(snapshot, CASH).unread, openGaps(snapshot)]).toEqual([undefined, []])
    },
  )

  test.for([
    'android.permission.XXXX_XXXXXXXX',
    'xxxxxxx.xxxxxxxxxx.xxxx_xxxxxxxx',
    'com.example',
    '█████████',
    '[permission]',
    'a94a8fe5ccb1',
    '读取联系人',
    'android.permission.KONTAKTE_LESEN',
    'a.p.READ_CONTACTS',
  ])('is %s, that somebody blacked or translated: what the record does not show proves nothing', (name) => {
    const masked = READS.replace(/^[^:]+/, name)
    for (const snapshot of [phone([masked]), phone([], [INTERNET, `${name}: granted=true`])])
      expect(userOf(snapshot, CASH).unread).toBe('SECTION_TRUNCATED')
  })
})

describe('a package that is compiled has a record', () => {
  const cash = package14(CASH, { runtime: [READS] })
  const notes = package14(NOTES, { appId: 10082, runtime: [DENIED] })
  const table = (names: string[]) =>
    `\nDexopt state:\n${names.map((name) => `  [${name}]\n    path: /x.apk\n`).join('')}`
  const gapsOf = (records: string[], names: string[]) =>
    openGaps(snapshotFrom(dump14(records) + table(names), { interest }))

  test('with both of them nothing is open', () => {
    expect(gapsOf([cash, notes], [CASH, NOTES])).toEqual([])
  })

  test('where the end of one and the head of the next are lost, one is left that looks whole', () => {
    const merged = cash.replace(/ {4}User 0:[\s\S]*/, '') + notes.replace(/[\s\S]*(?= {4}User 0:)/, '')
    expect(merged).toContain(DENIED)
    expect([gapsOf([merged], [CASH]), gapsOf([merged], [CASH, NOTES])]).toEqual([[], ['E315']])
  })

  test('one that is lost is one of all', () => {
    const { gaps } = snapshotFrom(dump14([cash]) + table([CASH, NOTES]), { interest })
    expect(gaps).toMatchObject([{ code: 'E315', params: { n: '1', all: '2' } }])
  })

  test('one that stands under another name is none that is lost', () => {
    const renamed = notes.replace(/(Package \[)[^\]]+(.*\n)/, `$1com.example.origin$2    compat name=${NOTES}\n`)
    expect(gapsOf([cash, renamed], [CASH, NOTES])).toEqual([])
  })
})
