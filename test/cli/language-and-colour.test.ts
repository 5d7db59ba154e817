import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { daicha, root } from '../daicha.ts'

const input = (fixture: string) => join(root, 'fixtures', fixture, 'input')
const ESC = '\u001b'

describe('language', () => {
  test.for<[says: string, flags: string[], env: Record<string, string>, lang: 'zh-CN' | 'en']>([
    ['English when nothing is said', [], {}, 'en'],
    ['what the flag says', ['--lang', 'zh-CN'], {}, 'zh-CN'],
    ['what the flag says, glued', ['--lang=zh-CN'], {}, 'zh-CN'],
    ['the flag before DAICHA_LANG', ['--lang', 'en'], { DAICHA_LANG: 'zh-CN' }, 'en'],
    ['DAICHA_LANG before the locale', [], { DAICHA_LANG: 'en', LC_ALL: 'zh_CN.UTF-8', LANG: 'zh_CN.UTF-8' }, 'en'],
    ['DAICHA_LANG, any Chinese', [], { DAICHA_LANG: 'zh' }, 'zh-CN'],
    ['LC_ALL before LC_MESSAGES', [], { LC_ALL: 'zh_CN.UTF-8', LC_MESSAGES: 'en_US.UTF-8' }, 'zh-CN'],
    ['LC_MESSAGES before LANG', [], { LC_MESSAGES: 'zh_TW.UTF-8', LANG: 'en_US.UTF-8' }, 'zh-CN'],
    ['LANG last', [], { LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    ['English for the C locale over a Chinese LANG', [], { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, 'en'],
    ['past an empty LC_ALL', [], { LC_ALL: '', LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    ['English for another language', [], { LANG: 'de_DE.UTF-8' }, 'en'],
    ['auto, as if the flag were not there', ['--lang', 'auto'], { LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    ['auto in the environment, too', [], { DAICHA_LANG: 'auto', LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
  ])('is %s', async ([, flags, env, lang]) => {
    const { stdout } = await daicha(['audit', input('clear-phone'), '-f', 'json', ...flags], { env })
    expect(JSON.parse(stdout).run.lang).toBe(lang)
    const text = await daicha(['audit', input('clear-phone'), ...flags], { env })
    expect(text.stdout).toMatch(lang === 'en' ? /^\[OK\]/ : /^\[正常\]/)
    const help = await daicha(['--help', ...flags], { env })
    expect(help.stdout).toContain(lang === 'en' ? 'Examples:' : '例子')
    const error = await daicha(['audit', 'no-such-file.txt', ...flags], { env })
    expect(error.stderr).toMatch(lang === 'en' ? /^error \[E301\]/ : /^错误 \[E301\]/)
    const explained = await daicha(['explain', 'E305', ...flags], { env })
    expect(explained.stdout).toMatch(lang === 'en' ? /not complete/ : /不完整/)
  })

  test('is the locale of the system where the environment says none', async () => {
    const { stdout } = await daicha(['audit', input('clear-phone')], { locale: 'zh-Hans-CN' })
    expect(stdout).toMatch(/^\[正常\]/)
  })

  test('stands before or after the command', async () => {
    for (const argv of [
      ['--lang', 'zh-CN', 'audit', input('clear-phone')],
      ['audit', '--lang', 'zh-CN', input('clear-phone')],
    ])
      expect((await daicha(argv)).stdout).toMatch(/^\[正常\]/)
  })

  test('that is not known is refused with what is', async () => {
    const { code, stdout, stderr } = await daicha(['audit', input('clear-phone'), '--lang', 'fr'])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/\[E114\][\s\S]*zh-CN, en, auto/)
  })
})

/** What a terminal would be sent. */
async function onTerminal(argv: string[], env: Record<string, string> = {}) {
  let out = ''
  await daicha(argv, { env, stdout: { isTTY: true, columns: 80, write: (text) => (out += text) } })
  return out
}

describe('colour', () => {
  const reads = input('delisted-lender-that-reads')

  test.for<[colour: boolean, when: string, flags: string[], env: Record<string, string>]>([
    [true, 'a terminal is told nothing', [], {}],
    [true, 'a terminal of a known kind', [], { TERM: 'xterm-256color' }],
    [false, 'TERM is dumb', [], { TERM: 'dumb' }],
    [false, 'NO_COLOR is set', [], { NO_COLOR: '1' }],
    [true, 'NO_COLOR is empty', [], { NO_COLOR: '' }],
    [false, 'NO_COLOR and FORCE_COLOR are both set', [], { NO_COLOR: '1', FORCE_COLOR: '1' }],
    [true, 'FORCE_COLOR stands against a dumb terminal', [], { FORCE_COLOR: '1', TERM: 'dumb' }],
    [false, 'FORCE_COLOR is 0', [], { FORCE_COLOR: '0' }],
    [
      true,
      'the flag stands against NO_COLOR and a dumb terminal',
      ['--color', 'always'],
      { NO_COLOR: '1', TERM: 'dumb' },
    ],
    [false, 'the flag stands against FORCE_COLOR', ['--color', 'never'], { FORCE_COLOR: '1' }],
    [false, 'the flag leaves it to the environment', ['--color', 'auto'], { NO_COLOR: '1' }],
  ])('%s when %s', async ([colour, , flags, env]) => {
    expect((await onTerminal(['audit', reads, ...flags], env)).includes(ESC)).toBe(colour)
  })

  test.for<[colour: boolean, when: string, flags: string[], env: Record<string, string>]>([
    [false, 'nothing is said', [], {}],
    [false, 'the terminal at the other end is a good one', [], { TERM: 'xterm-256color' }],
    [true, 'it is asked for', ['--color', 'always'], {}],
    [true, 'FORCE_COLOR asks for it', [], { FORCE_COLOR: '1' }],
  ])('%s in a pipe when %s', async ([colour, , flags, env]) => {
    expect((await daicha(['audit', reads, ...flags], { env })).stdout.includes(ESC)).toBe(colour)
  })

  test.for([
    ['[ACT NOW]', 31, 'delisted-lender-that-reads'],
    ['[CHECK]', 33, 'suspected-lender'],
    ['[OK]', 32, 'clear-phone'],
    ['[INCOMPLETE]', 35, 'cut-inside-a-record'],
  ] as const)('%s has colour %i', async ([mark, colour, fixture]) => {
    const [before = ''] = (await onTerminal(['audit', input(fixture)])).split(mark)
    expect(before).toContain(`${ESC}[${colour}m`)
  })

  test('adds to a text and changes nothing in it', async () => {
    for (const fixture of ['delisted-lender-that-reads', 'suspected-lender', 'clear-phone', 'cut-inside-a-record']) {
      const coloured = await onTerminal(['audit', input(fixture), '--color', 'always'])
      const { stdout } = await daicha(['audit', input(fixture)])
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are taken off
      expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(stdout)
    }
  })
})

describe('columns', () => {
  const widest = (text: string) =>
    Math.max(
      ...text
        .split('\n')
        .filter((line) => /^-+$/.test(line))
        .map((line) => line.length),
    )

  test.for<[columns: number, says: string, env: Record<string, string>, terminal: number | undefined]>([
    [80, 'when nobody knows', {}, undefined],
    [60, 'as COLUMNS says', { COLUMNS: '60' }, undefined],
    [72, 'as the terminal says', {}, 72],
    [60, 'as COLUMNS says, over the terminal', { COLUMNS: '60' }, 72],
    [100, 'at most', { COLUMNS: '300' }, undefined],
    [40, 'at least', { COLUMNS: '10' }, undefined],
    [80, 'for a COLUMNS that is no number', { COLUMNS: 'wide' }, undefined],
  ])('%i %s', async ([columns, , env, terminal]) => {
    let out = ''
    const stdout = { write: (text: string) => (out += text), ...(terminal !== undefined && { columns: terminal }) }
    await daicha(['audit', input('clear-phone'), '--full'], { env, stdout })
    expect(widest(out)).toBe(columns)
  })
})
