import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { daicha, root } from './daicha.ts'

test.for(['en', 'zh-CN'])(
  'docs/terminal.%s.svg shows what the program prints: node scripts/picture.js',
  async (lang) => {
    const svg = readFileSync(join(root, `docs/terminal.${lang}.svg`), 'utf8')
    const shown = [...svg.matchAll(/<text [^>]*>(.*)<\/text>/g)].map(([, line = '']) =>
      line
        .replace(/<[^>]*>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&'),
    )
    const { stdout } = await daicha(['audit', 'fixtures/sample/input', '--lang', lang])
    expect(shown).toEqual(stdout.trimEnd().split('\n'))
    expect(shown.length).toBeGreaterThan(15)
  },
)
