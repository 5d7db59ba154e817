/**
 * Takes the pictures of the HTML report and of daicha.html that README and docs show. Needs Debian's chromium and
 * fonts-noto-cjk.
 *
 *     node scripts/page-pictures.js
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { audit, render, tell } from '../dist/index.cjs'
import { root } from './freshness.js'

const pictures = [
  { file: 'page.zh-CN.webp', lang: 'zh', colorScheme: 'light', width: 1180, height: 1460 },
  { file: 'page.en.webp', lang: 'en', colorScheme: 'light', width: 1180, height: 1460 },
]

/** The page on a phone and on a desk, as it opens, with the menus of a maker. */
const webPictures = [
  { file: 'web-phone.zh-CN.webp', locale: 'zh-CN', width: 390, height: 1070 },
  { file: 'web-phone.en.webp', locale: 'en-GB', width: 390, height: 1070 },
  { file: 'web-desk.zh-CN.webp', locale: 'zh-CN', width: 1180, height: 1200 },
  { file: 'web-desk.en.webp', locale: 'en-GB', width: 1180, height: 1200 },
]

process.chdir(root)
const report = await audit('fixtures/sample/input', { policy: 'borrower', now: () => '2026-11-24T06:20:03.000Z' })

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
for (const { file, lang, colorScheme, width, height } of pictures) {
  const html = await render(tell(report, lang), 'html')
  const page = await browser.newPage({ viewport: { width, height }, colorScheme })
  await page.setContent(html)
  writeFileSync(join(root, 'docs', file), await webp(await page.screenshot()))
  await page.close()
}
for (const { file, locale, width, height } of webPictures) {
  const page = await browser.newPage({ viewport: { width, height }, locale, timezoneId: 'Asia/Shanghai' })
  await page.goto(pathToFileURL(join(root, 'dist/daicha.html')).href)
  await page.selectOption('#maker', 'maker.xiaomi')
  writeFileSync(join(root, 'docs', file), await webp(await page.screenshot()))
  await page.close()
}
await browser.close()

/** The browser itself makes the small file. */
async function webp(png) {
  const page = await browser.newPage()
  const url = await page.evaluate(
    async (source) => {
      const picture = new Image()
      picture.src = source
      await picture.decode()
      const canvas = document.createElement('canvas')
      canvas.width = picture.width
      canvas.height = picture.height
      canvas.getContext('2d').drawImage(picture, 0, 0)
      return canvas.toDataURL('image/webp', 0.8)
    },
    `data:image/png;base64,${png.toString('base64')}`,
  )
  await page.close()
  return Buffer.from(url.split(',')[1], 'base64')
}
