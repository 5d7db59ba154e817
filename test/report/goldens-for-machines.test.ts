import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { daicha, root, rules } from '../daicha.ts'
import { newFolder } from '../folder.ts'

/**
 * What the formats for machines look like, beside the fixtures that they are made of. `vitest -u` rewrites them: read
 * that diff as if it were code.
 */
const FILES = {
  sarif: 'sarif',
  junit: 'junit.xml',
  gitlab: 'gitlab.json',
  github: 'github.txt',
  checkstyle: 'checkstyle.xml',
  ndjson: 'ndjson',
  summary: 'summary.md',
}
type Kind = keyof typeof FILES

const GOLDENS: Record<string, Record<'en' | 'zh-CN', Kind[]>> = {
  sample: {
    en: ['sarif', 'junit', 'gitlab', 'github', 'checkstyle', 'summary'],
    'zh-CN': ['sarif', 'junit', 'gitlab', 'github', 'summary'],
  },
  'bugreport-zip': { en: ['sarif', 'gitlab', 'github'], 'zh-CN': [] },
  'cut-inside-a-record': {
    en: ['sarif', 'junit', 'gitlab', 'github', 'summary'],
    'zh-CN': ['junit', 'github', 'summary'],
  },
  'shared-users-not-printed': { en: ['junit', 'github'], 'zh-CN': [] },
  'clear-phone': { en: ['sarif', 'junit', 'gitlab', 'github', 'checkstyle', 'summary'], 'zh-CN': [] },
  'empty-file': {
    en: ['sarif', 'junit', 'gitlab', 'github', 'checkstyle', 'ndjson', 'summary'],
    'zh-CN': ['ndjson', 'junit'],
  },
}

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
const nameOf = (lang: string, kind: Kind) => `expected.${lang}.${FILES[kind]}`
const goldens = Object.entries(GOLDENS).flatMap(([fixture, byLanguage]) =>
  Object.entries(byLanguage).flatMap(([lang, kinds]) => kinds.map((kind) => ({ fixture, lang, kind }))),
)

/** Releases of the program and of the rules change neither. */
const lasting = (text: string) =>
  text.replaceAll(`"${version}"`, '"VERSION"').replaceAll(`"${rules.version}"`, '"RULES"')

async function made(fixture: string, lang: string, kind: Kind): Promise<string> {
  const argv = ['audit', '.', '--lang', lang, '-f', kind === 'summary' ? 'github' : kind]
  const cwd = join(root, 'fixtures', fixture, 'input')
  if (kind !== 'summary') return (await daicha(argv, { cwd })).stdout
  const file = join(newFolder(), 'summary.md')
  await daicha(argv, { cwd, env: { GITHUB_STEP_SUMMARY: file } })
  return readFileSync(file, 'utf8')
}

describe('each format looks as it was read and approved', () => {
  test.for(goldens)('$fixture $lang $kind', async ({ fixture, lang, kind }) => {
    const text = lasting(await made(fixture, lang, kind))
    await expect(text).toMatchFileSnapshot(join(root, 'fixtures', fixture, nameOf(lang, kind)))
  })

  test('no expectation is left that nobody compares', () => {
    const kept = readdirSync(join(root, 'fixtures'), { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) =>
        Object.values(FILES).some((name) => /^[^/]+\/expected\.(en|zh-CN)\./.test(path) && path.endsWith(`.${name}`)),
      )
    const compared = goldens.map(({ fixture, lang, kind }) => `${fixture}/${nameOf(lang, kind as Kind)}`)
    expect(kept.filter((path) => !compared.includes(path))).toEqual([])
  })
})
