import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { root } from './daicha.ts'
import { newFolder } from './folder.ts'

type Files = ReadonlyMap<string, string>
interface Named {
  name: string
}
interface Phone extends Named {
  files: Files
  verdict?: string
  holders: { name: string; proof: { in: string; line: string }[] }[]
}
interface Case {
  id: string
  phone: Phone
  holder: Phone['holders'][number] | undefined
  carrier: Named
  steps: { operator: Named; seed: string }[]
}
interface Subject {
  lends: (packageName: string) => boolean
}

/** The parts of the fuzzer, which are not TypeScript. */
const part = async <T>(name: string) => (await import(new URL(`../fuzz/${name}.js`, import.meta.url).href)) as T
const { subjectOf } = await part<{ subjectOf: (root: string, scratch: string) => Promise<Subject> }>('subject')
const { phonesFor } = await part<{ phonesFor: (lends: Subject['lends']) => Phone[] }>('phones')
const { operators, fileOperators } = await part<{ operators: Named[]; fileOperators: Named[] }>('operators')
const { carriers } = await part<{ carriers: Named[] }>('carriers')
const { filesAfter, isSerious, triedCase, withVerdicts } = await part<{
  filesAfter: (made: Case) => Files
  isSerious: (failure: string) => boolean
  triedCase: (made: Case, files: Files, subject: Subject) => Promise<{ verdict: string; failure?: string }>
  withVerdicts: (phones: Phone[], subject: Subject) => Promise<Phone[]>
}>('mutations')
const { proofLeft } = await part<{ proofLeft: (files: Files, holder: Phone['holders'][number]) => string }>('proof')

const [asItIs] = carriers
const numRuns = Number(process.env['DAICHA_FUZZ_RUNS'] ?? 60)
const seconds = Number(process.env['DAICHA_FUZZ_SECONDS'] ?? 10)

describe('a text that names a lender and holds its grant is not called clear', () => {
  const scratch = newFolder()
  let subject: Subject
  let phones: Phone[]
  beforeAll(async () => {
    subject = await subjectOf(root, join(scratch, 'input'))
    phones = await withVerdicts(phonesFor(subject.lends), subject)
  })

  const never = (changed: (seed: string) => Partial<Case>) =>
    fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), async (at, seed) => {
        const phone = phones[at % phones.length]
        if (phone === undefined || asItIs === undefined) throw new Error('no phones')
        const plain = { id: `${seed}`, phone, holder: phone.holders[0], carrier: asItIs, steps: [] }
        const made = { ...plain, ...changed(`${seed}`) }
        const { failure } = await triedCase(made, filesAfter(made), subject)
        expect(failure !== undefined && isSerious(failure) ? `${phone.name}: ${failure}` : undefined).toBeUndefined()
      }),
      { numRuns, seed: 1 },
    )

  test('as it is', () => {
    expect(phones.length).toBeGreaterThan(90)
    expect(phones.filter(({ verdict }) => verdict !== 'act' && verdict !== 'check')).toEqual([])
  })

  test.for([...operators, ...fileOperators])('$name', async (operator) => {
    await never((seed) => ({ steps: [{ operator, seed }] }))
  })

  test.for(carriers)('carried as: $name', async (carrier) => {
    await never(() => ({ carrier }))
  })
})

test(`a fuzzer finds nothing in ${seconds} s`, { timeout: (seconds + 120) * 1000 }, () => {
  const argv = ['fuzz/fuzz.js', '--minutes', String(seconds / 60), '--seed', '1']
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: root, encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(stdout).toContain('nothing found')
  expect(status).toBe(0)
})

describe('what counts as a grant that a text still holds', () => {
  const name = 'com.example.kuaijie'
  const grant = 'android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET ]'
  const record = [
    'Packages:',
    `  Package [${name}] (1a2b):`,
    '    pkg=Package{1 com.example.kuaijie}',
    '    User 0: installed=true',
    '      runtime permissions:',
    `        ${grant}`,
    '  Package [com.example.notes] (1a2b):',
    '    User 0: installed=true',
  ].join('\n')
  const without = (pattern: RegExp) => record.replace(pattern, '')

  // biome-ignore format: a table is read by its columns
  test.for<[title: string, text: string, left: string]>([
    ['as it was',                               record,                                                         'kept'],
    ['wrapped',                                 record.replace('granted=true', 'grant\ned=true'),               'kept'],
    ['its header is gone, and other lines name it', without(/ {2}Package \[com\.example\.kuaijie.*\n/),         'kept'],
    ['it stands in another record',             `${without(new RegExp(` *${grant.replaceAll(/[[\].]/g, '\\$&')}\n`))}\n        ${grant}`, 'moved'],
    ['its state was changed',                   record.replace('granted=true', 'granted=false'),                'named'],
    ['the name is nowhere',                     record.replaceAll(name, 'com.example.other'),                   'gone'],
    ['the app is not installed',                record.replace('installed=true', 'installed=false'),            'absent'],
    ['it says both',                            record.replace('    User 0', '    User 0: installed=false\n    User 0'), 'kept'],
  ])('%s', ([, text, left]) => {
    expect(proofLeft(new Map([['package.txt', text]]), { name, proof: [{ in: name, line: grant }] })).toBe(left)
  })
})
