import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { daicha, root } from '../daicha.ts'
import { languages } from './fixtures.ts'

/**
 * What people get, to be read by people. After a change that is meant:
 *
 *     UPDATE_REPORTS=1 npx vitest run test/report/goldens-for-people.test.ts     and read that diff
 */
const update = Boolean(process.env['UPDATE_REPORTS'])
if (update && process.env['CI']) throw new Error('UPDATE_REPORTS writes files and is refused in CI')

const names = ['sample', 'many-lenders', 'suspected-lender', 'clear-phone', 'cut-inside-a-record']
const files = names.flatMap((name) => [
  { name, format: 'csv', lang: 'en', file: 'expected.csv', more: [] },
  ...languages.flatMap((lang) => [
    { name, format: 'markdown', lang, file: `expected.${lang}.md`, more: [] },
    { name, format: 'text', lang, file: `expected.${lang}.txt`, more: [] },
    { name, format: 'text', lang, file: `expected.${lang}.full.txt`, more: ['--full'] },
  ]),
])

test.for(files)('$name: $file', async ({ name, format, lang, file, more }) => {
  const cwd = join(root, 'fixtures', name)
  const { stdout } = await daicha(['audit', 'input', '-q', '-f', format, '--lang', lang, ...more], { cwd })
  const path = join(cwd, file)
  if (update) writeFileSync(path, stdout)
  expect(existsSync(path), `fixtures/${name}/${file} is missing`).toBe(true)
  expect(stdout).toBe(readFileSync(path, 'utf8'))
})
