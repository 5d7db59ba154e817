import { expect, test } from 'vitest'
import { daicha } from '../daicha.ts'
import { dump14, package14 } from '../parse/dumps.ts'
import { languages } from './fixtures.ts'

const SUSPECT = { en: 'maybe a lender', 'zh-CN': '疑似网贷' }
/** A page holds both languages, and the report as data. */
const IN_A_PAGE = /maybe a lender|疑似网贷|^<script/

const phone = (permission: string) =>
  dump14([
    package14('com.example.suncredit', {
      runtime: [`android.permission.${permission}: granted=true, flags=[ USER_SET]`],
    }),
  ])

const linesOf = async (argv: string[], stdin: string) => {
  const { stdout } = await daicha(argv, { stdin })
  return stdout.split('\n').filter((line) => line.includes('com.example.suncredit'))
}

// A list says what all in it are, and nothing beside the name says why: an app that only may lend is marked there.
test.for(
  languages.flatMap((lang) => (['text', 'full', 'markdown', 'html'] as const).map((format) => ({ lang, format }))),
)('$format, $lang: an app that may lend is never listed as a loan app', async ({ lang, format }) => {
  const form = format === 'full' ? ['--full'] : ['-f', format]
  const lines = await linesOf(['audit', '-', '--lang', lang, '-q', ...form], phone('CAMERA'))
  expect(lines).not.toEqual([])
  expect(lines.filter((line) => (format === 'html' ? !IN_A_PAGE.test(line) : !line.includes(SUSPECT[lang])))).toEqual(
    [],
  )
})

test.for(languages)('what the police is told of it, %s', async (lang) => {
  const lines = await linesOf(['letter', 'police', '-', '--lang', lang], phone('READ_CONTACTS'))
  expect(lines).toEqual([expect.stringContaining(SUSPECT[lang])])
})

test('what a store forbids loan apps is held against nobody who only may be one', async () => {
  const { code, stdout } = await daicha(['audit', '-', '-f', 'json'], { stdin: phone('READ_EXTERNAL_STORAGE') })
  expect({ code, findings: JSON.parse(stdout).findings }).toEqual({ code: 0, findings: [] })
})
