import { defineConfig } from 'vitest/config'

/** What `test:quick` leaves out: together they take most of the time, and few changes break one of them alone. */
const long = [
  'test/adb/**/*.test.ts', // a real adb server, and phones behind it
  'test/browser/*.test.ts', // the page in a browser
  'test/ci.test.ts', // a step and a job as CI runs them
  'test/sources/cut.test.ts', // dumps cut at every line
  'test/fuzz.test.ts', // a fuzzer that looks on for a while
  'test/package.test.ts', // the package, made and installed, and once more as a hook
  'test/pack/flips.test.ts', // every byte of an evidence pack changed
  'test/sources/containers.test.ts', // archives that are large when they are open
  'test/**/limits.test.ts', // inputs that are made to be slow
  'test/cli/saved-reports.properties.test.ts', // reports changed at random
  'test/report/{text,html,hostile,markdown,every-format}.test.ts', // every fixture in every width, language and format
  'test/examples.test.ts', // hosts behind ssh, and a Dask cluster
  'test/sources/encodings.test.ts', // every fixture in every encoding
  'test/classify/terms.test.ts', // every word of a dictionary as an app
  'test/explain/explain.test.ts', // every topic in every width and language
]

const globalSetup = 'scripts/ready.js'

export default defineConfig({
  test: {
    projects: [
      // They come first, so that no other waits for the last of them.
      { extends: true, test: { name: 'long', include: long, globalSetup } },
      { extends: true, test: { name: 'quick', include: ['test/**/*.test.ts'], exclude: long, globalSetup } },
    ],
    pool: 'threads',
    // Of four files on two cores some wait for a phone, a browser or a clock: with three a third of the time was idle.
    maxWorkers: 4,
    // They end what hangs; a machine may be slow.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
