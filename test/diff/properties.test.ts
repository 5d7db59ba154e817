import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fc, test as propertyTest } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { daicha, root } from '../daicha.ts'
import { expectedOf, input, isExpected, names } from '../report/fixtures.ts'
import { changed, kuaijie, now, state } from './diff.ts'
import type { Installed } from './phone.ts'

const NOTHING_AUDITED = 3

describe('what is compared with itself has not changed', () => {
  const audited = names.filter((name) => isExpected(name) && expectedOf(name).exit !== NOTHING_AUDITED)

  test.each(audited)('%s', async (name) => {
    const { diff } = await changed([input(name), input(name)], ['--all-apps'], { cwd: root })
    expect(diff.changes).toEqual([])
    expect(diff.phone).toBe('same')
    expect(diff.identical).toBe(true)
    if (expectedOf(name).args.length === 0) expect(diff.complete).toBe(expectedOf(name).complete)
  })
})

const shelf = fileURLToPath(new URL('../../../shared/dumps/', import.meta.url))
const isThere = existsSync(shelf)
const captures = isThere
  ? readdirSync(shelf, { recursive: true, encoding: 'utf8' }).filter(
      (path) => !path.endsWith('.md') && statSync(join(shelf, path)).isFile(),
    )
  : []

describe.skipIf(!isThere && process.env['DAICHA_REQUIRE_SHARED'] !== '1')(
  'so do real captures (../shared/dumps)',
  () => {
    test('there are some', () => expect(captures.length).toBeGreaterThan(20))
    test.each(captures)('%s', async (path) => {
      const { code, stdout, stderr } = await daicha(['diff', path, path, '-f', 'json', '--all-apps'], { cwd: shelf })
      if (code === NOTHING_AUDITED) return expect(stderr).toMatch(/\[E3\d\d\]/)
      expect(JSON.parse(stdout)).toMatchObject({ changes: [], phone: 'same', identical: true })
    })
  },
)

const app = (name: string, id: number): fc.Arbitrary<Installed> =>
  fc.record({
    name: fc.constant(name),
    id: fc.constant(id),
    installed: fc.constant(kuaijie.installed),
    contacts: fc.constantFrom('granted', 'denied'),
    also: fc.subarray(['WRITE_CONTACTS', 'READ_SMS']),
    mode: fc.constantFrom('allow', 'ignore'),
    absent: fc.boolean(),
  })
const apps = fc.tuple(app('com.example.kuaijie', 10075), app('com.example.qianbao', 10076))
const MIRRORED = [
  ['granted', 'revoked'],
  ['closer', 'further'],
  ['installed', 'removed'],
  ['route-opened', 'route-closed'],
]

propertyTest.prop([apps, apps], { numRuns: 40 })(
  'what one way round got worse, the other way round got better',
  async (a, b) => {
    const pair: [string, string] = [state(a), state(b, now)]
    const [there, back] = [await changed(pair), await changed([pair[1], pair[0]])]
    // An app that is new brings its ways; one that is gone is said to be gone.
    const isNew = ({ diff }: typeof there, name: string) =>
      diff.changes.some((one) => one.package === name && one.kind === 'installed')
    const of = (side: typeof there, kind: string | undefined) =>
      side.diff.changes
        .flatMap((one) =>
          one.kind === kind && !(kind === 'route-opened' && isNew(side, one.package))
            ? [`${one.package} ${one.route}`]
            : [],
        )
        .sort()
    for (const [worse, better] of MIRRORED) {
      expect(of(there, worse)).toEqual(of(back, better))
      expect(of(there, better)).toEqual(of(back, worse))
    }
  },
)
