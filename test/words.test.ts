import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { root } from './daicha.ts'

/** Every Chinese text under a node, each word of a menu by itself, with where it stands. */
function* chinese(value: unknown, at: string): Generator<[at: string, text: string]> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, one] of Object.entries(value))
    if (key !== 'zh') yield* chinese(one, `${at} ${key}`)
    else for (const text of [one].flat()) if (typeof text === 'string') yield [at, text]
}
const texts = readdirSync(join(root, 'rules'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .flatMap((file) => [...chinese(parse(readFileSync(join(root, 'rules', file), 'utf8')), file)])

/** The lines of what people read in Chinese, without what is typed and where links lead. */
const pages = ['README.zh-CN.md', ...readdirSync(join(root, 'docs')).map((file) => `docs/${file}`)]
  .filter((file) => file.endsWith('.zh-CN.md'))
  .flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8').replace(/^```[\s\S]*?^```|`[^`\n]*`|\]\([^)\s]*\)/gm, '')
    return text.split('\n').map((line): [at: string, text: string] => [file, line])
  })
const among = (wrong: RegExp, all = texts) =>
  all.filter(([, text]) => wrong.test(text)).map(([at, text]) => `${at}: ${text}`)

test('Chinese has the punctuation of Chinese', () => {
  expect(texts.length).toBeGreaterThan(2000)
  expect(among(/\p{Script=Han}[,;:!?()]|[,;:!?()]\p{Script=Han}|(\p{Script=Han}|\}) ?\.\.\./u)).toEqual([])
})

// What most phones call it, and another word for the same that may not stand beside it.
test.for([
  ['应用分身', /双开(?!）)/],
  ['网贷 App', /(?:借款|借贷|(?<!个人)贷款) App/],
  ['放款方', /出借方|出借的?机构/],
  ['无障碍', /(?<!叫「)辅助功能/],
  ['设备管理应用', /设备管理器/],
  ['网页报告', /HTML 报告里/],
  ['安卓', /Android (?:\d|不|会)/],
  ['错误报告', /(?<!以 )bug ?report(?![）.])/i],
] as const)('one word for one thing: %s', ([, wrong]) => {
  const said = texts.map(([at, text]): [string, string] => [at, text.replace(/`[^`]*`/g, '')])
  expect(among(wrong, [...said, ...pages])).toEqual([])
})

test('English has no figure of speech that a second language misses', () => {
  const figures = /\b(?:all-clear|for good|falls? behind|drop everything|will do(?=[,.])|go by)\b/g
  // What a person in despair types is not ours.
  const ours = readdirSync(join(root, 'rules/guidance')).filter((file) => file !== 'despair.yaml')
  const said = ours.map((file) => readFileSync(join(root, 'rules/guidance', file), 'utf8'))
  expect(said.flatMap((text) => text.match(figures) ?? [])).toEqual([])
})

test('whom to tell of a bug is said, and an end that is over is not said to come', () => {
  expect(among(/报告给我们|请反馈(?!到)/)).toEqual([])
  expect(readFileSync(join(root, 'rules/guidance/problems.yaml'), 'utf8')).not.toMatch(/ends on \{date\}|to us\b/)
})
