import { describe } from 'vitest'
import { benchMissing } from './bench.ts'

/** Tests on the bench: skipped with the reason in their title where it cannot run, unless it is required. */
export function describeOnBench(title: string, tests: () => void): void {
  if (benchMissing === undefined || process.env['DAICHA_REQUIRE_BENCH'] === '1') describe(title, tests)
  else describe.skip(`${title} (${benchMissing})`, tests)
}
