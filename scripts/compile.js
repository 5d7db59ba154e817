/**
 * Keeps what this Node compiles of `dist/run.cjs` while it does what people ask for most. Starting takes a third less.
 *
 *     node scripts/compile.js
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Script } from 'node:vm'
import { root } from './freshness.js'

// What is compiled here must be, letter by letter, what bin/daicha.js loads.
const filename = join(root, 'dist/run.cjs')
const source = readFileSync(filename, 'latin1')
const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, { filename })
const program = { exports: {} }
script.runInThisContext()(program.exports, createRequire(filename), program, filename, dirname(filename))

const silent = { write() {} }
const io = { stdout: silent, stderr: silent, env: {}, cwd: root, now: () => new Date().toISOString() }
for (const argv of [['--help'], ['audit', 'fixtures/sample/input'], ['explain', 'E305']])
  await program.exports.run(argv, io)
writeFileSync(join(root, 'dist/run.cache'), script.createCachedData())
