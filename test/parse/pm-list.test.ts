import { describe, expect, test } from 'vitest'
import { snapshotReader } from '../../src/parse/index.ts'
import { CASH, dump14, everyApp, NOTES, openGaps, package14, READS, snapshotFrom } from './dumps.ts'

const names = (list: string) => snapshotFrom(list).packageNames

describe('pm list packages', () => {
  test.for<[string, string]>([
    ['no options', 'package:com.example.cash'],
    ['-f, an old path', 'package:/data/app/com.example.cash-1.apk=com.example.cash'],
    ['-f, a path that holds `==`', 'package:/data/app/~~AbCd==/com.example.cash-XyZ_1Q==/base.apk=com.example.cash'],
    ['-f of a system app', 'package:/system/priv-app/Cash/Cash.apk=com.example.cash'],
    ['-i', 'package:com.example.cash  installer=com.example.store'],
    ['-i, unknown', 'package:com.example.cash  installer=null'],
    ['-U', 'package:com.example.cash uid:10101'],
    ['-U, several users', 'package:com.example.cash uid:10101,1010101'],
    ['--show-versioncode', 'package:com.example.cash versionCode:3'],
    ['-f -i', 'package:/data/app/~~Ab==/com.example.cash-Cd==/base.apk=com.example.cash  installer=com.example.store'],
    [
      'all of them',
      'package:/data/app/~~Ab==/com.example.cash-Cd==/base.apk=com.example.cash versionCode:3  installer=null uid:10101,99910101',
    ],
    ['CRLF', 'package:com.example.cash\r'],
  ])('%s', ([, line]) => {
    expect(names(`${line}\npackage:com.example.notes\n`)).toEqual([CASH, NOTES])
  })

  test('a list alone names apps and says nothing of permissions', () => {
    const snapshot = snapshotFrom('package:com.example.cash\n')
    expect(snapshot.apps[0]?.users[0]).toMatchObject({ permissions: {}, unread: 'SECTION_TRUNCATED' })
    expect(openGaps(snapshot)).toEqual(['E306'])
  })

  test('a name that no package may have is one that has to be accounted for', () => {
    expect(names('package:com.example.cash$x uid:10101\npackage:\n')).toEqual(['com.example.cash$x'])
  })

  test('an app that holds contacts stands in the list of its user where its record says so, and nowhere else', () => {
    const dump = dump14([package14(NOTES, { appId: 10082 }), package14(CASH, { runtime: [READS] })])
    const gone = dump.replaceAll(' installed=true', ' installed=false')
    const gapsBeside = (list: string, dump: string) => {
      const reader = snapshotReader(everyApp)
      const command = ['pm', 'list', 'packages', '--user', '0']
      for (const [file, text] of [
        [{ path: 'package.txt', optional: false }, dump],
        [{ path: 'list.txt', optional: false, command }, list],
      ] as const) {
        const open = reader.open(file)
        open.write(Buffer.from(text))
        open.end()
      }
      return reader.snapshots().map(openGaps)
    }
    expect(gapsBeside(`package:${NOTES}\npackage:${CASH}\n`, dump)).toEqual([[]])
    expect(gapsBeside(`package:${NOTES}\n`, dump)).toEqual([['E315']])
    expect(gapsBeside(`package:${NOTES}\npackage:${CASH}\n`, gone)).toEqual([['E315']])
    expect(gapsBeside(`package:${NOTES}\n`, gone)).toEqual([[]])
  })

  test('the lists of two users in one text, whatever was printed between, are both read', () => {
    expect(names('package:com.example.cash\n[ro.build.version.sdk]: [34]\npackage:com.example.notes\n')).toEqual([
      CASH,
      NOTES,
    ])
  })

  test('an error below the list is no package', () => {
    expect(names('package:com.example.cash\nError: java.lang.SecurityException: package:x\n')).toEqual([CASH])
  })

  test('the evidence is the line of the list', () => {
    const evidence = snapshotFrom('package:com.example.notes\npackage:com.example.cash uid:10101\n').apps[0]?.evidence
    expect(evidence).toMatchObject({ line: 2, column: 1, text: 'package:com.example.cash uid:10101' })
  })
})
