import axe from 'axe-core'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../../src/internal.ts'
import { htmlBatch, reporters, speaker } from '../built.ts'
import { audited, daicha, guidance } from '../daicha.ts'
import { reportsLabelled } from '../report/hostile.ts'
import { isMissing, open, saved, start, why } from './chromium.ts'

const fixtures = {
  act: 'sample',
  many: 'many-lenders',
  check: 'suspected-lender',
  clear: 'clear-phone',
  incomplete: 'cut-inside-a-record',
}
const variants = [...Object.keys(fixtures), 'batch']
const sides = { zh: 'zh-CN', en: 'en' } as const
type Side = keyof typeof sides

/** Two that have nothing in common are enough for a page, and each pair has its page. */
const looks: [Side, 'light' | 'dark', number][][] = [
  [
    ['zh', 'light', 1180],
    ['en', 'dark', 390],
  ],
  [
    ['zh', 'dark', 390],
    ['en', 'light', 1180],
  ],
  [
    ['zh', 'light', 390],
    ['en', 'dark', 1180],
  ],
  [
    ['zh', 'dark', 1180],
    ['en', 'light', 390],
  ],
]

const urls: Record<string, string> = {}
let browser: Browser

describe.skipIf(isMissing)(`a report in a browser${why}`, () => {
  beforeAll(async () => {
    browser = await start()
    for (const side of ['zh', 'en'] as const) {
      for (const [variant, name] of Object.entries(fixtures)) {
        const argv = ['audit', `fixtures/${name}/input`, '-q', '-f', 'html', '--lang', sides[side]]
        urls[`${variant} ${side}`] = saved((await daicha(argv)).stdout)
      }
      urls[`batch ${side}`] = saved(await batch(side))
    }
  })
  afterAll(() => browser?.close())

  const urlOf = (variant: string, side: Side) => urls[`${variant} ${side}`] ?? ''
  const other = (side: Side): Side => (side === 'zh' ? 'en' : 'zh')

  describe.for(variants)('%s', (variant) => {
    test.for<[Side, number]>([
      ['zh', 1180],
      ['en', 390],
    ])('%s, %i wide: no request, no violation, no scrolling to the side', async ([side, width]) => {
      const { page, seen } = await open(browser, urlOf(variant, side), { viewport: { width, height: 844 } })
      for (const shown of [side, other(side)] as const) {
        if (shown !== side) await page.locator(`label[for=l-${shown}]`).click()
        expect(await page.locator(`.doc.in-${shown} h1`).isVisible()).toBe(true)
        expect(await page.locator(`.doc.in-${other(shown)} h1`).isVisible()).toBe(false)
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
      }
      expect(seen).toEqual([])
      await page.context().close()
    })

    test.for(looks[variants.indexOf(variant) % looks.length] ?? [])(
      '%s, %s, %i wide: axe finds nothing',
      async ([side, colorScheme, width]) => {
        // The policy would refuse axe itself.
        const { page } = await open(browser, urlOf(variant, side), {
          colorScheme,
          viewport: { width, height: 844 },
          bypassCSP: true,
        })
        await page.evaluate(axe.source)
        const { violations, passes } = (await page.evaluate('axe.run()')) as axe.AxeResults
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
        expect(passes.map(({ id }) => id)).toContain('color-contrast')
        await page.context().close()
      },
    )

    test('prints light on A4, in a short form, with nothing cut at the side', async () => {
      const { page, seen } = await open(browser, urlOf(variant, 'zh'), {
        colorScheme: 'dark',
        viewport: { width: 680, height: 1000 },
      })
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)')
      expect(await page.locator('.sw').isVisible()).toBe(false)
      for (const left of await page.locator('.doc.in-zh :is(.apps-page, .routes-page, .rules-page)').all())
        expect(await left.isVisible()).toBe(false)
      if (variant !== 'batch') expect(await page.locator('#zh-appendix .hash').first().isVisible()).toBe(true)
      expect(await page.locator('#zh-limits').isVisible()).toBe(true)
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
      const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? []
      expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842])
      const letters = await page.locator('.doc.in-zh .letter').count()
      if (variant !== 'batch') expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(3 + letters + 1)
      expect(seen).toEqual([])
      await page.context().close()
    })
  })

  test.for(['act', 'batch'])(
    '%s: the language is switched without script, by pointer and by keyboard',
    async (variant) => {
      const { page } = await open(browser, urlOf(variant, 'en'), { javaScriptEnabled: false })
      const isShown = (side: Side) => page.locator(`.doc.in-${side}`).isVisible()
      expect([await isShown('en'), await isShown('zh')]).toEqual([true, false])
      await page.locator('label[for=l-zh]').click()
      expect([await isShown('en'), await isShown('zh')]).toEqual([false, true])
      await page.locator('#l-zh').focus()
      await page.keyboard.press('ArrowLeft')
      expect([await isShown('en'), await isShown('zh')]).toEqual([true, false])
      await page.context().close()
    },
  )

  test('by keyboard the contents are passed, and what has the focus shows it', async () => {
    const { page } = await open(browser, urlOf('act', 'en'), { viewport: { width: 1180, height: 844 } })
    const ring = `(() => {
      const { id } = document.activeElement
      const shown = document.querySelector(\`label[for='\${id}']\`) ?? document.activeElement
      return getComputedStyle(shown).outlineStyle
    })()`
    const rings: unknown[] = []
    for (const _ of Array(12)) {
      await page.keyboard.press('Tab')
      rings.push(await page.evaluate(ring))
    }
    expect(rings).toEqual(rings.map(() => 'solid'))
    await page.reload()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate("document.activeElement.closest('#en-summary') !== null")).toBe(true)
    await page.context().close()
  })

  test('the letter is typed into, stays on the page, and begins a printed page of its own', async () => {
    const { page, seen } = await open(browser, urlOf('act', 'en'))
    const field = page.getByRole('textbox', { name: 'name', exact: true })
    await field.fill('Zhang San')
    expect(await page.locator('.doc.in-en .letter').textContent()).toContain('I am Zhang San and use your app')
    expect(await page.evaluate('[localStorage.length, document.cookie]')).toEqual([0, ''])
    await page.emulateMedia({ media: 'print' })
    expect(await page.evaluate("getComputedStyle(document.querySelector('#en-letter')).breakBefore")).toBe('page')
    expect(seen).toEqual([])
    await page.context().close()
  })

  test.for([
    ['operator', 'en'],
    ['police', 'zh-CN'],
  ] as const)(
    'a letter of its own (%s, %s) is typed into, stores nothing, sends nothing, and prints on A4',
    async ([kind, lang]) => {
      const argv = ['letter', kind, 'fixtures/sample/input', '-q', '-f', 'html', '--lang', lang]
      const url = saved((await daicha(argv)).stdout)
      const { page, seen } = await open(browser, url, { viewport: { width: 390, height: 844 }, bypassCSP: true })
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
      await page.locator('.fill').first().fill('Zhang San')
      expect(await page.locator('.letter').textContent()).toContain('Zhang San')
      expect(await page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]')).toEqual([0, 0, ''])
      await page.evaluate(axe.source)
      const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
      await page.emulateMedia({ media: 'print' })
      expect(await page.locator('.noprint').first().isVisible()).toBe(false)
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
      const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? []
      expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842])
      expect(seen).toEqual([])
      await page.context().close()
    },
  )

  test('text of a stranger does nothing but show', async () => {
    const hostile = `</script><script>alert(1)</script><img src=x onerror=alert(2)><style>*{color:red}</style>`
    const reportIn = await reportsLabelled(hostile, 'sample')
    const words = speaker(guidance, 'en').say
    const html = await reporters.html(reportIn('en'), {
      words,
      editions: [
        { report: reportIn('en'), words },
        { report: reportIn('zh'), words: speaker(guidance, 'zh').say },
      ],
    })
    const { page, seen } = await open(browser, saved(html))
    expect(await page.locator('.doc.in-en .card h3').first().textContent()).toBe(hostile)
    expect(await page.locator('img').count()).toBe(0)
    expect(await page.locator('style').count()).toBe(1)
    expect(seen).toEqual([])
    await page.context().close()
  })

  test('the watch sees what it is there to see', async () => {
    const html = (await daicha(['audit', 'fixtures/sample/input', '-q', '-f', 'html'])).stdout
    const broken = html.replace('</main>', '<img src="http://127.0.0.1:9/x.png"><script>alert(1)</script></main>')
    const { page, seen } = await open(browser, saved(broken))
    expect(seen.join('\n')).toMatch(/Content Security Policy/)
    await page.context().close()
  })
})

async function batch(first: Side): Promise<string> {
  const reportsIn = async (side: Side) => {
    const phones: { input: string; report: Report }[] = []
    for (const name of Object.values(fixtures))
      phones.push({
        input: name,
        report: (await audited([`fixtures/${name}/input`, '--lang', sides[side]])).report,
      })
    return { phones, words: speaker(guidance, side).say }
  }
  return htmlBatch([await reportsIn(first), await reportsIn(first === 'zh' ? 'en' : 'zh')], [])
}
