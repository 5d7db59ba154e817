import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codes, dumpOf, dumpsOf, reportOf } from '../dump.ts'
import { DENIED, package14, READS, service, sharedUser14 } from '../parse/dumps.ts'

/** An app of the catalogue that can read contacts, and is printed last, as a hash of its name decides. */
const LENDER = 'com.example.kuaijie'
const OTHER = 'com.harmless.app'
const SYSTEM = 'com.example.part3'
const parts = Array.from({ length: 45 }, (_, n) => `com.example.part${n}`)
const partOf = (name: string, updated = false) =>
  package14(name, { appId: 10100 + parts.indexOf(name), system: true, updated, runtime: [DENIED] })
const SHARED = `Shared users:\n${sharedUser14('com.example.shared', { appId: 10006, users: [{ runtime: [READS] }] })}\n`
const ENDS = `\n${SHARED}\nPackage Changes:\n  Sequence number=2\n`
const LOG = 'Shared users:\n  SharedUser [com.example.log] (1a2b):\n    appId=10399'
const DASHES = '-'.repeat(79)
const took = (name = 'package') => `--------- 0.3s was the duration of dumpsys ${name}, ending at: 2026-03-02 09:30:14`

interface Phone {
  records?: string[]
  hidden?: string[]
  /** Names without a record. */
  keys?: string[]
  isReport?: boolean
}

/** A phone of 46 apps; each has its keys. */
function phone(lender: string, { records = [], hidden = [], keys = [], isReport = true }: Phone = {}): string {
  const updated = new Set(hidden.map((copy) => /\[(.*?)\]/.exec(copy)?.[1]))
  const all = [...parts.map((name) => partOf(name, updated.has(name))), ...records, lender]
  const names = [...all.map((record) => /\[(.*?)\]/.exec(record)?.[1] ?? ''), ...keys]
  const body = [
    'Database versions:\n  Internal:\n    sdkVersion=34 databaseVersion=3\n',
    `Key Set Manager:\n${names.map((name) => `  [${name}]\n      Signing KeySets: 1\n`).join('')}`,
    `Packages:\n${all.join('\n')}\n`,
    ...(hidden.length > 0 ? [`Hidden system packages:\n${hidden.join('\n')}\n`] : []),
    SHARED,
    'Package Changes:\n  Sequence number=2\n',
  ].join('\n')
  if (!isReport) return body
  const [before, behind] = ['battery', 'power'].map((name) => service(name, '  level: 80\n', `${took(name)}\n`))
  return `== dumpstate: 2026-03-02 09:30:12\n${before}${service('package', body, `${took()}\n`)}${behind}`
}

const off = '    User 0: ceDataInode=1 installed=false hidden=false stopped=false enabled=0'
/** What its record has behind its version, and what behind the permissions that it declares. */
const rest = (flags = '[ HAS_CODE ]') => `    dataDir=/data/user/0/${LENDER}\n    pkgFlags=${flags}\n${off}`

const head = (name: string) =>
  `  Package [${name}] (1a2b3c4):\n    appId=${parts.includes(name) ? 10100 + parts.indexOf(name) : 10399}\n    pkg=Package{1a2b ${name}}\n    codePath=/data/app/${name}-1\n    versionCode=1\n    versionName=1`
const declared = (name: string, flags = '[ HAS_CODE ]') =>
  `${head(name)}\n    dataDir=/data/user/0/${name}\n    pkgFlags=${flags}\n    declared permissions:\n      com.example.x`

const lender = package14(LENDER, { appId: 10075, runtime: [READS] })
/** Three texts that an app chooses, in its record: its version, a permission of its own, a component of its own. */
const byVersion = (text: string) => lender.replace('versionName=1.4', () => `versionName=1.4\n${text}`)
const byPermission = (text: string, record = lender) =>
  record.replace(
    '    User 0: ceDataInode=262414',
    (user) => `    declared permissions:\n      x: prot=normal\n${text}: prot=normal\n${user}`,
  )
const byComponent = (text: string, record = lender) => `${record}\n      disabledComponents:\n        x\n${text}`

const said = (text: string) => reportOf(dumpsOf({ 'dump.txt': text }))
const isOpen = async (text: string) => {
  const { verdict, complete } = await said(text)
  return verdict === 'act' || !complete
}

describe.for([
  ['a bug report', true],
  ['a bare dump', false],
] as const)('an app that writes the end of its own record, in %s', ([, isReport]) => {
  test.for<[string, string]>([
    ['and a record that has no keys', byVersion(`${rest()}\n${head(OTHER)}`)],
    ['and such a record, by a permission', byPermission(`${off}\n${declared(OTHER)}`)],
    ['and one that its own name is the beginning of', byVersion(`${rest()}\n${head(`${LENDER}_1`)}`)],
    ['and a copy of a system app', byPermission(`${off}\n\nHidden system packages:\n${declared(SYSTEM)}`)],
    [
      'and a copy of its own',
      byVersion(`${rest('[ SYSTEM UPDATED_SYSTEM_APP ]')}\n\nHidden system packages:\n${head(LENDER)}`),
    ],
    ['and a shared user, by a permission', byPermission(`${off}\n\n${LOG}`)],
    ['and a shared user', byVersion(`${rest()}\n\n${LOG}`)],
    ['and leads to another service', byVersion(`${rest()}\n${ENDS}${took()}\n${DASHES}\nDUMP OF SERVICE zzz:`)],
    ['and leads there without an end', byVersion(`${rest()}\n${ENDS}DUMP OF SERVICE zzz:`)],
    ['and leads to a log', byVersion(`${rest()}\n${ENDS}${took()}\n------ SYSTEM LOG (logcat -d) ------`)],
    [
      'and leads away and back',
      byComponent(
        `${DASHES}\nDUMP OF SERVICE package:\nPackages:`,
        byVersion(`${rest()}\n${ENDS}${took()}\n${DASHES}\nDUMP OF SERVICE zzz:`),
      ),
    ],
    [
      'and a copy of its own, behind another heading that its flags stand below',
      byPermission(
        `x\n\nHidden system packages:\n${declared(LENDER, '[ SYSTEM ]')}`,
        byVersion(`${rest('[ SYSTEM UPDATED_SYSTEM_APP ]')}\n\nRenamed packages:`),
      ),
    ],
    [
      'and a copy of its own, behind a shared user that has its flags',
      byPermission(
        `x\n\nHidden system packages:\n${declared(LENDER, '[ SYSTEM ]')}`,
        byVersion(`${rest('[ SYSTEM UPDATED_SYSTEM_APP ]')}\n\n${LOG}`),
      ),
    ],
    [
      'and the head of a later report of the same apps',
      byComponent(
        `${ENDS}${took()}\n== dumpstate: 2099-01-01 00:00:00\n${DASHES}\nDUMP OF SERVICE package:\nDatabase versions:\n\nPackages:\n${[...parts.map((name) => partOf(name)), package14(LENDER, { appId: 10075 })].join('\n')}`,
      ),
    ],
    [
      'and the head of a later report',
      byComponent(
        `${ENDS}${took()}\n== dumpstate: 2099-01-01 00:00:00\n${DASHES}\nDUMP OF SERVICE package:\nDatabase versions:\n\nPackages:\n${package14(LENDER, { appId: 10075 })}`,
      ),
    ],
  ])('%s: nothing is clear', async ([, record]) => {
    expect(await isOpen(phone(record, { isReport }))).toBe(true)
    // A phone that has copies prints their heading too.
    expect(await isOpen(phone(record, { isReport, hidden: [partOf('com.example.part7')] }))).toBe(true)
  })

  const ways = fc.constantFrom(
    ...[
      ENDS,
      took(),
      took('zzz'),
      DASHES,
      'DUMP OF SERVICE zzz:',
      'DUMP OF SERVICE package:',
      'DUMP OF SERVICE appops:',
    ],
    ...['== dumpstate: 2099-01-01 00:00:00', '------ SYSTEM LOG (logcat -d) ------', 'DUMP OF SETTINGS global'],
    ...['Packages:', 'Hidden system packages:', 'Shared users:', 'Renamed packages:', 'Service permissions:'],
    ...['Database versions:', 'Users:', 'Current AppOps Service state:'].map((heading) => `\n${heading}`),
  )
  const landings = fc.constantFrom('', OTHER, SYSTEM, `${LENDER}_1`, LENDER)

  test('by any text in any two of three places: nothing is clear', async () => {
    const two = fc.subarray(['version', 'permission', 'component'] as const, { minLength: 1, maxLength: 2 })
    await fc.assert(
      fc.asyncProperty(two, fc.tuple(ways, ways, ways), landings, ways, async (places, led, name, back) => {
        const texts = led.join('\n')
        const isBy = (place: (typeof places)[number]) => places.includes(place)
        let record = lender
        if (isBy('version')) record = byVersion([rest(), texts, ...(name === '' ? [] : [head(name)])].join('\n'))
        else if (isBy('permission')) record = byPermission([off, texts, name === '' ? 'x' : declared(name)].join('\n'))
        if (isBy('component')) record = byComponent(`${isBy('version') ? back : texts}`, record)
        return isOpen(phone(record, { isReport }))
      }),
      { numRuns: 150, seed: 1 },
    )
  })
})

test('the head of a later report, before 8.0, where nothing tells when a service ended: nothing is clear', async () => {
  const later = `${ENDS}${took()}\n== dumpstate: 2099-01-01 00:00:00\n${DASHES}\nDUMP OF SERVICE package:\nDatabase versions:\n\nPackages:\n${package14(LENDER, { appId: 10075 })}`
  expect(await isOpen(phone(byComponent(later)).replaceAll(/, ending at: [-\d]{10} [:\d]{8}/g, ''))).toBe(true)
})

describe('the second try of a phone, which prints no keys, beside its list of apps', () => {
  const answers = (records: string[], ...listed: string[]) => [
    dumpOf('package.txt', `Packages:\n${records.join('\n')}\n\n${SHARED}`, {
      command: ['sh', '-c', 'dumpsys "$@" packages; dumpsys "$@" shared-users', 'sh', '-t', '120', 'package'],
    }),
    dumpOf('list.txt', listed.map((name) => `package:${name} uid:10100\n`).join(''), {
      command: ['pm', 'list', 'packages', '-U', '--user', '0'],
    }),
  ]
  const some = parts.slice(0, 3)
  const records = some.map((name) => partOf(name))

  test('a forged record that takes the grant of a lender is not one that the phone lists', async () => {
    const forged = byPermission(`${off}\n${declared(OTHER)}`)
    const report = await reportOf(answers([...records, forged], ...some, LENDER))
    expect([report.verdict, codes(report)]).toEqual(['incomplete', ['E216']])
  })

  test('apps with contacts that are not installed for that user, or hidden from him, are none', async () => {
    const other = (name: string, state: string) =>
      package14(name, { appId: 10300 + name.length, users: [{ state, runtime: [READS] }] })
    const away = other('com.example.away', 'installed=false')
    const hidden = other('com.example.hidden', 'installed=true').replace('hidden=false', 'hidden=true')
    const report = await reportOf(answers([...records, away, hidden, package14(LENDER, {})], ...some, LENDER))
    expect([report.verdict, codes(report)]).toEqual(['clear', []])
  })
})

describe('what Android prints itself leaves a phone clear', () => {
  const harmless = package14(LENDER, { appId: 10075, runtime: [] })
  const clear = ['clear', []]
  const answer = async (text: string) => {
    const report = await said(text)
    return [report.verdict, codes(report)]
  }

  test('a phone, its report, and one with copies of updated apps', async () => {
    for (const isReport of [true, false]) {
      expect(await answer(phone(harmless, { isReport }))).toEqual(clear)
      expect(await answer(phone(harmless, { isReport, hidden: [partOf(SYSTEM)] }))).toEqual(clear)
    }
  })

  test('a line that a maker draws below the packages', async () => {
    const drawn = `${DASHES}\nMaker statistics:\n  count=1\n`
    expect(await answer(phone(harmless).replace(took(), () => drawn + took()))).toEqual(clear)
  })

  test('a static library, whose folder lacks its version', async () => {
    const library = package14('com.example.library_123', { appId: 10200 }).replaceAll(
      /(?<=[/ ])(com\.example\.library)_123/g,
      '$1',
    )
    expect(await answer(phone(harmless, { records: [library] }))).toEqual(clear)
  })

  test('keys of what has no record, as modules of the system have', async () => {
    expect(await answer(phone(harmless, { keys: ['com.example.module'] }))).toEqual(clear)
  })

  test('a dump of one app behind that of all', async () => {
    const one = `Key Set Manager:\n  [${LENDER}]\n\nPackages:\n${harmless}\n\nQueries:\n`
    expect(await answer(phone(harmless, { isReport: false }) + one)).toEqual(clear)
  })
})
