import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../daicha.ts'
import { newFolder } from '../folder.ts'

const dump = readFileSync(join(root, 'fixtures/android-14-appId-names-the-app-number/input/package.txt'), 'utf8')

test.for([`${'Aa '.repeat(1_600_000)}has READ_CONTACTS`, '%41'.repeat(1_600_000)])(
  'a line of 5 MB behind a dump, %#, needs little memory',
  { timeout: 60_000 },
  (line) => {
    const path = join(newFolder(), 'package.txt')
    writeFileSync(path, `${dump}\n${line}\n`)
    const { status } = spawnSync(
      process.execPath,
      ['--max-old-space-size=150', join(root, 'bin/daicha.js'), 'audit', path, '--no-config', '-f', 'csv'],
      { encoding: 'utf8' },
    )
    expect(status).toBe(1)
  },
)
