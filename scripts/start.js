/** Runs daicha from a clone, made ready first: with the arguments given or, with none, on the sample. */
import { join, relative } from 'node:path'
import process from 'node:process'
import { root } from './freshness.js'
import { ready } from './ready.js'

const sample = join(relative(process.cwd(), root), 'fixtures/sample/input')
const given = process.argv.slice(2)

if (await ready()) {
  const args = given.length > 0 ? given : ['audit', sample, '--exit-zero']
  process.argv = [process.execPath, join(root, 'bin/daicha.js'), ...args]
  await import('../bin/daicha.js')
} else process.exitCode = 1
