import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../daicha.ts'
import { isMissing, startWebKit, type WebKitPage, why } from './webkit.ts'

const inputOf = (name: string, file: string) => join(root, 'fixtures', name, 'input', file)

/** There no worker reads a file where the page itself is one. */
describe.skipIf(isMissing)(`daicha.html as a file in WebKit${why}`, () => {
  let page: WebKitPage
  beforeAll(async () => {
    page = await startWebKit()
  })
  afterAll(() => page?.close())

  test('files are answered for, and a pack is made of them', async () => {
    await page.open(pathToFileURL(join(root, 'dist/daicha.html')).href)
    await page.choose('#choose', inputOf('sample', 'package.txt'), inputOf('sample', 'appops.txt'))
    expect(await page.textOf('#result h1')).toBe("1 loan app can read this phone's contacts right now")
    await page.click('details.pack summary')
    await page.click('#pack')
    expect(await page.textOf('#packing .number')).toMatch(/^[\da-f\s]+$/)
  })

  test('so is a zip, after another check', async () => {
    await page.click('[data-do=again]')
    await page.choose('#choose', inputOf('bugreport-zip', 'bugreport.zip'))
    expect(await page.textOf('#result h1')).toContain('can read')
  })
})
