import { describe, expect, test } from 'vitest'
import { statusOf } from '../../src/audit/ignored.ts'
import type { AuditOptions } from '../../src/audit/options.ts'
import { exitOf } from '../../src/model/report/outcome.ts'
import type { Severity } from '../../src/model/vocabulary.ts'

type Options = Pick<AuditOptions, 'failOn' | 'exitZero' | 'allowPartial'>

/** How a run went: its findings by severity, whether it saw everything, whether it saw anything. */
interface Run {
  found?: Severity[]
  complete?: boolean
  audited?: boolean
}

function exit({ found = [], complete = true, audited = true }: Run, options: Partial<Options> = {}) {
  const flags: Options = { failOn: 'high', exitZero: false, allowPartial: false, ...options }
  const failing = found.some((severity) => statusOf({ severity, suppressed: null, baseline: null }, flags.failOn).fails)
  return exitOf({ failing, incomplete: !complete, empty: !audited }, flags)
}

const cut = { complete: false }
const nothing = { complete: false, audited: false }

describe('the exit code of a run', () => {
  // biome-ignore format: a table is read by its columns
  test.for<[string, Run, Partial<Options>, number]>([
    ['nothing found and everything seen',            {},                                        {},                     0],
    ['a finding at the level',                       { found: ['high'] },                       {},                     1],
    ['a finding above the level',                    { found: ['critical'] },                   {},                     1],
    ['a finding below the level',                    { found: ['medium'] },                     {},                     0],
    ['one of many at the level',                     { found: ['note', 'low', 'high'] },        {},                     1],
    ['not everything seen',                          cut,                                       {},                     5],
    ['not everything seen, a finding below',         { found: ['medium'], ...cut },             {},                     5],
    ['a failing finding is not hidden by a gap',     { found: ['high'], ...cut },               {},                     1],
    ['nothing could be audited',                     nothing,                                   {},                     3],
    ['nothing audited counts before incomplete',     nothing,                                   { failOn: 'low' },      3],

    ['--fail-on critical and a high finding',        { found: ['high'] },                       { failOn: 'critical' }, 0],
    ['--fail-on critical and a critical one',        { found: ['critical'] },                   { failOn: 'critical' }, 1],
    ['--fail-on medium and a medium finding',        { found: ['medium'] },                     { failOn: 'medium' },   1],
    ['--fail-on low and a low finding',              { found: ['low'] },                        { failOn: 'low' },      1],
    ['--fail-on low and a note',                     { found: ['note'] },                       { failOn: 'low' },      0],
    ['--fail-on any and a note',                     { found: ['note'] },                       { failOn: 'any' },      1],
    ['--fail-on any and nothing found',              {},                                        { failOn: 'any' },      0],
    ['--fail-on never and a critical finding',       { found: ['critical'] },                   { failOn: 'never' },    0],
    ['--fail-on never does not hide a gap',          { found: ['critical'], ...cut },           { failOn: 'never' },    5],

    ['--exit-zero and a failing finding',            { found: ['critical'] },                   { exitZero: true },     0],
    ['--exit-zero does not hide a gap',              { found: ['critical'], ...cut },           { exitZero: true },     5],
    ['--exit-zero does not hide that nothing was seen', nothing,                                { exitZero: true },     3],

    ['--allow-partial and a gap',                    cut,                                       { allowPartial: true }, 0],
    ['--allow-partial and a failing finding',        { found: ['high'], ...cut },               { allowPartial: true }, 1],
    ['--allow-partial does not hide that nothing was seen', nothing,                            { allowPartial: true }, 3],
    ['--allow-partial and --exit-zero',              { found: ['high'], ...cut },               { allowPartial: true, exitZero: true }, 0],
  ])('%s', ([, run, options, code]) => {
    expect(exit(run, options).code).toBe(code)
  })
})

describe('the reasons beside it', () => {
  test('a clean run needs none', () => {
    expect(exit({}).reasons).toEqual([])
  })

  test('a failing finding is told with the level that was asked for', () => {
    expect(exit({ found: ['critical'] }).reasons).toEqual(['finding-at-or-above-high'])
    expect(exit({ found: ['medium'] }, { failOn: 'medium' }).reasons).toEqual(['finding-at-or-above-medium'])
  })

  test('all of them are told, not only the one that decides', () => {
    expect(exit({ found: ['high'], ...cut }).reasons).toHaveLength(2)
    expect(exit(nothing).reasons).toHaveLength(2)
  })

  test('an option that forgives changes the code and not the reasons', () => {
    const run: Run = { found: ['high'], ...cut }
    const forgiven = exit(run, { exitZero: true, allowPartial: true })
    expect(forgiven).toEqual({ code: 0, reasons: exit(run).reasons })
  })
})
