import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { newFolder } from '../folder.ts'

const program = '/usr/bin/chromium'
/** An extra on a laptop, required where `.ci/run` has installed it. */
export const isMissing = !existsSync(program) && process.env['DAICHA_REQUIRE_BROWSER'] !== '1'
export const why = isMissing ? ` (skipped: ${program} is not there)` : ''

/**
 * What a window does beside its page. Its address bar is two pages of its own and costs more than ours. The list stands
 * in place of Playwright's, so the rest of that which a page on disk needs is here too.
 */
const needless = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'AimEnabled',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
]

export const start = (): Promise<Browser> =>
  chromium.launch({
    executablePath: program,
    args: [
      `--disable-features=${needless.join()}`,
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

const WIDTHS = [390, 1180]

/** How a page is looked at: language, light or dark, and pixels of width; of each, both. */
export const looks: [lang: string, scheme: 'light' | 'dark', width: number][] = [
  ['zh-CN', 'dark', 1180],
  ['en-GB', 'light', 390],
]

/** By how much it runs out at the side, on a phone and on a desk. */
export async function sideways(page: Page): Promise<number[]> {
  const before = page.viewportSize()
  const over: number[] = []
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 844 })
    over.push(Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth')))
  }
  if (before) await page.setViewportSize(before)
  return over
}

/** A page as a file, the way that people open it. @returns its address */
export function saved(html: string): string {
  const file = join(newFolder(), 'page.html')
  writeFileSync(file, html)
  return pathToFileURL(file).href
}

export interface Watched {
  page: Page
  /** What the page asked for besides itself, what its policy refused, and what went wrong. */
  seen: string[]
}

/** Opens a page and takes down everything that a report must not do. */
export async function open(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  prepare: (page: Page) => Promise<unknown> = async () => {},
): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1180, height: 900 }, ...options })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const seen: string[] = []
  page.on('request', (request) => request.url() !== url && seen.push(`request ${request.url()}`))
  page.on('console', (message) => seen.push(`console ${message.text()}`))
  page.on('pageerror', (error) => seen.push(`error ${error.message}`))
  page.on('dialog', (dialog) => {
    seen.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  await prepare(page)
  await page.goto(url)
  return { page, seen }
}
