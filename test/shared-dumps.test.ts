import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Report, ReportedApp } from '../src/internal.ts'
import { audited } from './daicha.ts'
import { evidenceOf, lies } from './evidence.ts'
import { schemaErrors } from './report-schema.ts'

/** What a real capture holds, counted without this program. Names are digests: the captures are not ours to quote. */
interface Expected {
  android: string | null
  sdk: number | null
  capturedAt: string | null
  packages: number
  hidden: number
  appOps: boolean
  packagesEnded: boolean
  sharedUsersEnded: boolean
  /** `whole`: a dump of everything; `packages`: an excerpt of one; `single`: of one package. */
  scope: 'whole' | 'packages' | 'single'
  users: Record<string, ExpectedUser>
  firstOwnHolder: { firstHolderDigest: string; line: number } | null
}

interface ExpectedUser {
  installed: number
  holders: number
  runtime: number
  install: number
  shared: number
  denied: number
  blocked: number
  holdersDigest: string
}

const expectations = JSON.parse(readFileSync(new URL('shared-dumps.expected.json', import.meta.url), 'utf8')) as Record<
  string,
  Expected
>

const folder = fileURLToPath(new URL('../../shared/dumps/', import.meta.url))
const isThere = existsSync(folder)
const isRequired = process.env['DAICHA_REQUIRE_SHARED'] === '1'
const why = isThere ? '' : ' (skipped: the captures of ../shared/dumps are not here)'

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
const auditOf = (path: string) => audited([path, '--all-apps'], { cwd: folder })

const installedIn = ({ apps }: Report, userId: number) =>
  apps.filter(({ user, presence }) => user === userId && presence !== 'absent' && presence !== 'archived')

/** The permission is granted to it on paper, whatever a gate makes of that. */
const holds = ({ contacts: { verdict, reason } }: ReportedApp) =>
  verdict === 'granted' || verdict === 'blocked-by-appop' || reason === 'OEM_ASK'

/** A state of the permission is printed, and it says no. */
const isDenied = (app: ReportedApp) =>
  !holds(app) && app.contacts.evidence.some(({ text }) => text.includes('.READ_CONTACTS: granted=false'))

function counted(report: Report, userId: number) {
  const installed = installedIn(report, userId)
  const holders = installed.filter(holds)
  const own = holders.filter(({ contacts }) => contacts.scope === 'package')
  return {
    installed: installed.length,
    holders: holders.length,
    own: own.length,
    shared: holders.filter(({ contacts }) => contacts.scope === 'shared-uid').length,
    denied: installed.filter(isDenied).length,
    blocked: holders.filter(({ contacts }) => contacts.verdict === 'blocked-by-appop').length,
    holdersDigest: digest(
      holders
        .map((app) => app.package)
        .sort()
        .join('\n'),
    ),
  }
}

const wanted = ({ runtime, install, ...user }: ExpectedUser) => ({ ...user, own: runtime + install })

if (isRequired) {
  test('the captures are required, and they are here', () => {
    expect(isThere, 'DAICHA_REQUIRE_SHARED=1, and there is no ../shared/dumps').toBe(true)
  })
}

describe.skipIf(!isThere)(`the captures of real phones${why}`, () => {
  describe.for(Object.entries(expectations))('%s', ([path, expected]) => {
    let report: Report
    let exit: number
    beforeAll(async () => {
      const run = await auditOf(path)
      report = run.report
      exit = run.code
    })

    test('gives a report that keeps to the schema', () => {
      expect(schemaErrors(report)).toEqual([])
      expect(report.exit.code).toBe(exit)
    })

    test('every package is read, and every record', () => {
      const { packages, hidden } = expected
      expect(report.stats).toMatchObject({ packages, packageHeaders: packages + hidden })
    })

    test('for every user, the same apps hold contacts, for the same reasons', () => {
      const users = Object.keys(expected.users).map(Number)
      expect(report.users.map(({ id }) => id)).toEqual(users)
      const seen = Object.fromEntries(users.map((userId) => [userId, counted(report, userId)]))
      expect(seen).toEqual(
        Object.fromEntries(Object.entries(expected.users).map(([userId, user]) => [userId, wanted(user)])),
      )
    })

    test('a grant is called unchecked only where no app ops were captured', () => {
      const granted = report.apps.filter(({ contacts }) => contacts.verdict === 'granted')
      const unchecked = granted.filter(({ contacts }) => contacts.qualifiers.includes('appops-unchecked'))
      expect(unchecked).toHaveLength(expected.appOps ? 0 : granted.length)
    })

    test('the device and the time are those of the capture', () => {
      const { android, sdk, capturedAt } = expected
      if (android !== null) expect(report.device.androidVersion).toBe(android)
      expect(report.device.sdk).toBe(sdk)
      expect(report.sources.map((source) => source.capturedAt)).toEqual([capturedAt?.replace(' ', 'T') ?? null])
    })

    test('it is called complete only when every package and shared user was printed', () => {
      const { packagesEnded, sharedUsersEnded, scope } = expected
      const complete = packagesEnded && sharedUsersEnded && scope === 'whole'
      expect({ complete: report.complete, source: report.sources[0]?.complete }).toEqual({ complete, source: complete })
      expect(exit).toBe(complete ? 0 : 5)
      if (!complete) expect(report.verdict).not.toBe('clear')
    })

    if (path.endsWith('.txt')) {
      test('every line and byte that it points at says what it claims', () => {
        const bytes = readFileSync(folder + path)
        expect(evidenceOf(report).length).toBeGreaterThan(0)
        expect(evidenceOf(report).flatMap((evidence) => lies(evidence, bytes))).toEqual([])
      })
    }

    if (expected.firstOwnHolder === null) return
    const { firstHolderDigest, line } = expected.firstOwnHolder
    test('a grant is shown at the line where it stands', () => {
      const userId = Number(Object.keys(expected.users)[0])
      const holder = installedIn(report, userId).find((app) => holds(app) && digest(app.package) === firstHolderDigest)
      expect(holder?.contacts.evidence[0]).toMatchObject({
        line,
        text: expect.stringMatching(/^android\.permission\.READ_CONTACTS\b/),
      })
    })
  })
})

/** Files of a phone that are no dump of `dumpsys package`: what each of them must be told. */
const others: [title: string, wanted: (path: string) => boolean, code: string][] = [
  ['a file of permissions of the system', (path) => /(permissions|packages|appops)[\w.-]*\.xml/.test(path), 'E335'],
  ['another XML file of the system', (path) => /^abx\/.*\.xml$/.test(path), 'E303'],
  ['an XML file in binary form', (path) => path.endsWith('.abx'), 'E335'],
  ['a list of apps as JSON', (path) => path.endsWith('.json'), 'E335'],
  ['app ops or properties without packages', (path) => path.endsWith('.txt'), 'E316'],
]

describe.skipIf(!isThere)(`files that name no package with its permissions${why}`, () => {
  const files = isThere
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((path) => path.replaceAll('\\', '/'))
        .filter((path) => /\.\w+$/.test(path) && path !== 'SOURCES.md' && !(path in expectations))
    : []
  const cases = files.map((path): [path: string, title: string, code: string] => {
    const [title, , code] = others.find(([, isOne]) => isOne(path)) ?? ['', () => true, 'E303']
    return [path, title, code]
  })

  test('there are some of every kind', () => {
    expect(new Set(cases.map(([, title]) => title))).toEqual(new Set(others.map(([title]) => title)))
  })

  test.for(cases)('%s, %s: nothing was audited', async ([path, , code]) => {
    const { code: exit, report } = await auditOf(path)
    expect(schemaErrors(report)).toEqual([])
    expect(exit).toBe(3)
    expect(report.verdict).not.toBe('clear')
    expect(report.problems.filter(({ severity }) => severity === 'error').map((problem) => problem.code)).toContain(
      code,
    )
  })
})
