import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { READ_CONTACTS } from '../../src/model/vocabulary.ts'
import {
  appOf,
  CASH,
  contactsByUser,
  DENIED,
  dump14,
  NOTES,
  openGaps,
  package14,
  READS,
  service,
  sharedUser14,
  snapshotFrom,
} from './dumps.ts'

const SHARED = 'com.example.shared'
const APPOPS = `Current AppOps Service state:\n  Uid u0a81:\n      READ_CONTACTS: mode=ignore\n    Package ${CASH}:\n      READ_CONTACTS (allow):\n        null=[\n          Access: [top-s] 2026-05-04 17:40:17.059 (-49m44s678ms) duration=+3ms\n        ]\n`
const PACKAGES = dump14(
  [
    package14(CASH, {
      users: [
        { id: 0, runtime: [READS] },
        { id: 10, runtime: [DENIED] },
      ],
    }),
    package14(NOTES, { appId: 10082, sharedUser: SHARED }),
  ],
  {
    hidden: [package14(CASH, { versionName: '0.9' })],
    shared: [sharedUser14(SHARED, { appId: 10082, members: [NOTES], users: [{ runtime: [READS] }] })],
  },
)
const SMALL = `${PACKAGES}\n${APPOPS}\n[ro.build.version.sdk]: [34]\nUsers:\n  UserInfo{10:x:30} serialNo=10\n    Type: android.os.usertype.profile.MANAGED\npackage:${CASH}\n`
const REPORT = `== dumpstate: 2025-11-02 20:20:00\n${service('appops', APPOPS)}${service('package', PACKAGES)}`

describe('no text makes the reader fail', () => {
  test('any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => void snapshotFrom(Buffer.from(bytes))),
      { numRuns: 150 },
    )
  })

  test('any bytes inside a dump', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(SMALL.length), (bytes, at) => {
        snapshotFrom(Buffer.concat([Buffer.from(SMALL.slice(0, at)), bytes, Buffer.from(SMALL.slice(at))]))
      }),
      { numRuns: 150 },
    )
  })

  /** Lines deleted, doubled, swapped, cut short or moved to another column. */
  const change = fc.record({
    kind: fc.constantFrom('delete', 'double', 'swap', 'cut', 'indent', 'outdent'),
    at: fc.nat(200),
    to: fc.nat(200),
  })
  function mutate(lines: string[], { kind, at, to }: { kind: string; at: number; to: number }): string[] {
    const [from, other] = [at % lines.length, to % lines.length]
    const line = lines[from] ?? ''
    const replaced = (value: string[]) => [...lines.slice(0, from), ...value, ...lines.slice(from + 1)]
    switch (kind) {
      case 'delete':
        return replaced([])
      case 'double':
        return replaced([line, line])
      case 'swap':
        return replaced([lines[other] ?? '']).with(Math.min(other, lines.length - 1), line)
      case 'cut':
        return replaced([line.slice(0, to % (line.length + 1))])
      case 'indent':
        return replaced([`  ${line}`])
      default:
        return replaced([line.replace(/^ {1,2}/, '')])
    }
  }

  test.for<[string, string]>([
    ['several captures in one file', SMALL],
    ['a bug report', REPORT],
  ])('changed lines: %s', ([, dump]) => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const snapshot = snapshotFrom(changes.reduce(mutate, dump.split('\n')).join('\n'))
        for (const { packageName, users } of snapshot.apps) {
          expect(packageName).not.toBe('')
          for (const user of users) expect(Number.isInteger(user.userId)).toBe(true)
        }
      }),
      { numRuns: 150 },
    )
  })

  test('a dump that is cut anywhere before its last package ends is never whole', () => {
    const end = PACKAGES.indexOf('Hidden system packages:')
    for (let length = 0; length < end; length += 13)
      expect([length, openGaps(snapshotFrom(PACKAGES.slice(0, length)))]).not.toEqual([length, []])
  })
})

describe('what an app can write', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          'Package [',
          '] (1):',
          '  ',
          ':',
          '=',
          'Hidden system packages:',
          'User 0: installed=false',
          'granted=true',
          READ_CONTACTS,
          '\u2028',
          '\u0085',
          '\r',
          '\v',
          '\f',
          '\0',
          'a',
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join('')),
  )
  const withVersion = (versionName: string) =>
    snapshotFrom(
      dump14([
        package14(CASH, { runtime: [READS] }),
        package14('com.example.evil', { appId: 10083, versionName }),
        package14(NOTES, { appId: 10082, runtime: [DENIED] }),
      ]),
    )
  const plain = withVersion('1.0')

  test('a version name, if it is one line, changes no other record and no grant', () => {
    fc.assert(
      fc.property(
        anyText.filter((versionName) => !/\n|\r {2}/.test(versionName)),
        (versionName) => {
          const snapshot = withVersion(versionName)
          expect(contactsByUser(snapshot)).toEqual(contactsByUser(plain))
          expect(openGaps(snapshot)).toEqual([])
          for (const name of [CASH, NOTES]) {
            const { evidence: _, users, ...record } = appOf(snapshot, name)
            const { evidence: __, users: plainUsers, ...plainRecord } = appOf(plain, name)
            expect(record).toEqual(plainRecord)
            expect(users.map(({ installed, enabled }) => [installed, enabled])).toEqual(
              plainUsers.map(({ installed, enabled }) => [installed, enabled]),
            )
          }
        },
      ),
      { numRuns: 150 },
    )
  })
})

test('the order of packages in a dump does not matter', () => {
  const apps = ['a', 'b', 'c', 'd', 'e'].map((letter, at) =>
    package14(`com.example.${letter}`, { appId: 10081 + at, runtime: [at % 2 ? READS : DENIED] }),
  )
  const withoutPlaces = (packages: string[]) =>
    JSON.parse(
      JSON.stringify(snapshotFrom(dump14(packages)).apps, (key, value) => (key === 'evidence' ? value.text : value)),
    ) as unknown
  const sorted = withoutPlaces(apps)
  fc.assert(
    fc.property(fc.shuffledSubarray(apps, { minLength: apps.length }), (shuffled) => {
      expect(withoutPlaces(shuffled)).toEqual(sorted)
    }),
  )
})
