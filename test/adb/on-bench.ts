import { afterAll, beforeAll, describe } from 'vitest'
import { AdbBench, benchMissing } from './bench.ts'

/** Tests on the bench: skipped, with the reason in their title, where one is missing, unless the bench is required. */
export function describeOnBench(title: string, tests: () => void, missing = benchMissing): void {
  if (missing === undefined || process.env['DAICHA_REQUIRE_BENCH'] === '1') describe(title, tests)
  else describe.skip(`${title} (${missing})`, tests)
}

/** A bench for the tests that are described where this is called. */
export function ownBench(): () => AdbBench {
  let bench: AdbBench
  beforeAll(async () => {
    bench = await AdbBench.start()
  })
  afterAll(() => bench?.close())
  return () => bench
}
