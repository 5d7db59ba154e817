#!/usr/bin/env node
if (require('./node-is-new-enough.js')()) start()
else process.exitCode = 2

function start() {
  let program
  try {
    program = require('../dist/run.cjs')
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error
    process.stderr.write('这份 daicha 还没有构建：先在它的文件夹里运行 npm start。\n')
    process.stderr.write('This copy of daicha is not built yet: run npm start in its folder first.\n')
    process.exitCode = 2
    return
  }
  program.main(process)
}
