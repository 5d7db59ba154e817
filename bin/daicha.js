#!/usr/bin/env node
const { readFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { join } = require('node:path')
const { Script } = require('node:vm')

const folder = join(__dirname, '../dist')
const filename = join(folder, 'run.cjs')
const source = readFileSync(filename, 'latin1')
/** Compiled by the Node that built the program; another Node refuses it and compiles the source as ever. */
let cachedData
try {
  cachedData = readFileSync(join(folder, 'run.cache'))
} catch {}

const wrapper = `(function (exports, require, module, __filename, __dirname) {${source}\n})`
const load = new Script(wrapper, { filename, cachedData }).runInThisContext()
const program = { exports: {} }
load(program.exports, createRequire(filename), program, filename, folder)
program.exports.main(process)
