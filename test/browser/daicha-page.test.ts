import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../../src/internal.ts'
import { daicha, guidance, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { expectedOf, isExpected, names } from '../report/fixtures.ts'
import { zipOf } from '../zip.ts'
import { isMissing, looks, open, sideways, start, why } from './chromium.ts'
import { flipped, listIn, openPart, savePack } from './pack-in-page.ts'

const file = join(root, 'dist/daicha.html')
const url = pathToFileURL(file).href
const inputOf = (name: string) => join(root, 'fixtures', name, 'input')

/** The last of those that are alike: what is made of them is made by the same program, on the command line too. */
const unlike = (all: string[], likeness: (one: string) => unknown) => [
  ...new Map(all.map((one) => [JSON.stringify(likeness(one)), one])).values(),
]

/** What a fixture comes to, and how its bytes come to the page: which files, and how each begins. */
function answerTo(name: string) {
  const files = readdirSync(inputOf(name)).map((path) => [
    path,
    readFileSync(join(inputOf(name), path)).toString('hex', 0, 2),
  ])
  if (!isExpected(name)) return [name]
  const { verdict, problems, findings } = expectedOf(name)
  return [verdict, problems.toSorted(), [...new Set(findings.map(({ ruleId }) => ruleId))].sort(), files]
}

/** Made by others, read in place; required where `.ci/run` has them. */
const shared = join(root, '../shared/dumps')
const captures =
  existsSync(shared) || process.env['DAICHA_REQUIRE_SHARED'] === '1'
    ? readdirSync(shared, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== 'SOURCES.md')
        .map((entry) => join(entry.parentPath, entry.name))
    : []

let browser: Browser
let folder: string

/** The page in Chinese, in China, on a phone, unless asked otherwise. Its own worker is no request. */
async function opened(options: BrowserContextOptions = {}) {
  const { page, seen } = await open(browser, url, {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 390, height: 844 },
    ...options,
  })
  return { page, seen: () => seen.filter((what) => !what.startsWith('request blob:null/')) }
}

/** Puts a folder or files in and waits for what comes of it: whether there is a report. */
async function put(page: Page, paths: string | string[], into: '#folder' | '#choose' = '#folder'): Promise<boolean> {
  await page.setInputFiles(into, paths)
  return outcome(page)
}

async function outcome(page: Page): Promise<boolean> {
  await page.waitForSelector('#result h1, #told:only-child', { timeout: 30_000 })
  return (await page.locator('#result h1').count()) > 0
}

/** Lets files and folders fall on the page, as a file manager does, and waits for what comes of it. */
async function drop(page: Page, ...files: string[]): Promise<boolean> {
  const pointer = await page.context().newCDPSession(page)
  const { x, y } = (await page.locator('#drop, #result').boundingBox()) ?? { x: 0, y: 0 }
  const data = { items: [], files, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await pointer.send('Input.dispatchDragEvent', { type, x: x + 9, y: y + 9, data })
  return outcome(page)
}

/** What a button to save hands to the browser; to write each to disk takes longer than all else. */
const handedOut = (page: Page, format: string) =>
  page.evaluate(`new Promise((done) => {
    const { click } = HTMLAnchorElement.prototype
    const { createObjectURL } = URL
    let blob
    URL.createObjectURL = (made) => createObjectURL((blob = made))
    HTMLAnchorElement.prototype.click = function () {
      HTMLAnchorElement.prototype.click = click
      URL.createObjectURL = createObjectURL
      void blob.text().then((text) => done({ name: this.download, text }))
    }
    document.querySelector('[data-format=${format}]').click()
  })`) as Promise<{ name: string; text: string }>

const jsonOf = async (page: Page) => JSON.parse((await handedOut(page, 'json')).text) as Report
const again = (page: Page) => page.click('[data-do=again]')
/** What is the same of a phone wherever it is checked: where a country is chosen is not. */
const withoutRun = ({ run: _, emergency: { hint, ...emergency }, ...report }: Report) => ({ ...report, emergency })
const problemsOn = (page: Page) => page.locator('#work .gaps li > strong').allTextContents()

async function violations(page: Page): Promise<unknown[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source)
  const { violations: found, passes } = (await page.evaluate('axe.run()')) as axe.AxeResults
  expect(passes.map(({ id }) => id)).toContain('color-contrast')
  return found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}

/** Lies there as the only part of a test that waits for nothing. */
async function byHand(page: Page, maker: string, seen: ['on' | 'off' | 'none', string][]) {
  await page.selectOption('#maker', maker)
  for (const [at, [state, label]] of seen.entries()) {
    if (at > 0) await page.click('[data-do=more]')
    await page.fill(`#app-${at}`, label)
    await page.check(`[data-seen="${at}"][value=${state}]`)
  }
}

describe.skipIf(isMissing)(`daicha.html${why}`, { timeout: 120_000 }, () => {
  beforeAll(async () => {
    browser = await start()
    folder = newFolder()
  })
  afterAll(() => browser?.close())

  test('is one file, small enough to be sent', () => {
    expect(statSync(file).size).toBeLessThanOrEqual(900_000)
    expect(gzipSync(readFileSync(file), { level: 9 }).length).toBeLessThanOrEqual(250_000)
  })

  test('each answer to a fixture is the report of the command line, but for the run', async () => {
    const { page, seen } = await opened()
    const told: unknown[] = []
    const wanted: unknown[] = []
    const different = unlike(names, answerTo)
    expect(different.length).toBeGreaterThan(25)
    for (const name of different) {
      const argv = ['audit', 'input', '-f', 'json', '--lang', 'zh-CN']
      const { stdout } = await daicha(argv, { cwd: join(inputOf(name), '..') })
      const report = JSON.parse(stdout) as Report
      if (await put(page, inputOf(name))) {
        told.push([name, withoutRun(await jsonOf(page))])
        wanted.push([name, withoutRun(report)])
        await again(page)
      } else {
        told.push([name, 3, await problemsOn(page)])
        wanted.push([name, report.exit.code, report.problems.map(({ message }) => message)])
      }
    }
    expect(told).toEqual(wanted)
    expect(seen()).toEqual([])
  }, 600_000)

  test.skipIf(captures.length === 0)(
    'so is that to a capture of a real phone, of each kind',
    async () => {
      const { page, seen } = await opened({ locale: 'en-GB' })
      for (const path of unlike(captures, (path) => [dirname(path), basename(path).replace(/^[^.]*/, '')])) {
        const argv = ['audit', basename(path), '-f', 'json', '--lang', 'en']
        const report = JSON.parse((await daicha(argv, { cwd: dirname(path) })).stdout) as Report
        if (await put(page, path, '#choose')) {
          expect(withoutRun(await jsonOf(page)), path).toEqual(withoutRun(report))
          await again(page)
        } else {
          expect([path, await problemsOn(page)]).toEqual([path, report.problems.map(({ message }) => message)])
          expect(report.exit.code).toBe(3)
        }
      }
      expect(seen()).toEqual([])
    },
    600_000,
  )

  describe('without a file', () => {
    test('a maker leads to its menus, what was seen to steps, numbers of the country and a letter', async () => {
      const { page, seen } = await opened()
      expect(await page.locator('#numbers').textContent()).toContain('110')
      await byHand(page, 'maker.xiaomi', [
        ['on', '示例快借'],
        ['off', '演示钱包'],
      ])
      const menu = guidance.paths.find(({ id }) => id === 'path.hyperos')?.menu.zh.slice(1) ?? []
      const way = menu.join(' > ').replace('{label}', '示例快借')
      const answer = page.locator('#answer')
      expect(await answer.textContent()).toContain(way)
      expect(await page.locator('#seen').textContent()).toMatch(
        /示例快借 现在能读取你的通讯录.*演示钱包 现在不能用这项权限/s,
      )
      expect(await answer.locator('a[href="tel:12378"]').count()).toBe(1)
      for (const step of ['先截图', '关掉通讯录权限', '也看看 示例快借 的通话记录', '选「不允许」', '发信要求停止读取'])
        expect(await answer.textContent()).toContain(step)
      for (const step of [
        '怕亲友、同事被找，可以先说一声',
        '先找平台客服',
        '打 12321',
        '打 12315',
        '报警，打 110',
        '不用一个人扛',
      ])
        expect(await answer.textContent()).toContain(step)
      expect(await answer.locator('.letter').count()).toBe(1)
      expect(await answer.locator('.letter').textContent()).toContain('使用贵司的 App「示例快借」')
      // Nothing was read that there is a report of.
      expect(await page.locator('#page').textContent()).not.toMatch(/这份报告|附上检查报告/)
      expect(seen()).toEqual([])
    })

    test('a phone that is chosen last leads to its menus as well, and so does its system', async () => {
      const { page } = await opened({ locale: 'en-GB' })
      const way = () => page.locator('#answer').textContent()
      await page.check('[data-seen="0"][value=on]')
      expect(await way()).toContain('Choose the make of the phone above')
      await page.selectOption('#maker', 'maker.xiaomi')
      expect(await way()).not.toContain('Choose the make')
      const first = await way()
      await page.selectOption('#system', { index: 2 })
      expect(await way()).not.toBe(first)
    })

    test('a browser of a language that the page does not speak gets the page all the same', async () => {
      const { page, seen } = await opened({ locale: 'fr-FR', timezoneId: 'Europe/Paris' })
      expect(await page.locator('h1').textContent()).toBe('Which loan apps can read your contacts?')
      expect(seen()).toEqual([])
    })

    test('what was typed into the letter stays when a row is added, and nowhere else', async () => {
      const { page } = await opened({ locale: 'en-GB' })
      await byHand(page, 'maker.samsung', [['on', 'Example']])
      await page.getByRole('textbox', { name: 'name', exact: true }).fill('Zhang San')
      await page.click('[data-do=more]')
      expect(await page.isChecked('[data-seen="0"][value=on]')).toBe(true)
      // Nothing is said of it yet, which leaves what was said of the other.
      await page.fill('#app-1', 'Second')
      await page.fill('#app-1', '')
      expect(await page.locator('#seen').textContent()).toContain('Example: allowed')
      await page.check('[data-seen="1"][value=on]')
      expect(await page.locator('.letter').allTextContents()).toEqual([
        expect.stringContaining('I am Zhang San and use your app Example'),
        expect.stringContaining('I am (name) and use your app (name and version of the app)'),
      ])
      expect(await page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]')).toEqual([0, 0, ''])
    })

    test('what was typed into the letter to one app never comes to stand in that to another', async () => {
      const { page } = await opened({ locale: 'en-GB' })
      await byHand(page, 'maker.samsung', [
        ['on', 'First'],
        ['on', 'Second'],
      ])
      const accounts = page.getByRole('textbox', { name: 'number, or "none"', exact: true })
      await accounts.nth(0).fill('A-1')
      await accounts.nth(1).fill('B-2')
      await page.check('[data-seen="0"][value=off]')
      expect(await accounts.allTextContents()).toEqual(['B-2'])
      await page.check('[data-seen="0"][value=on]')
      expect(await accounts.allTextContents()).toEqual(['A-1', 'B-2'])
      // What nobody has filled in is as the letter has it.
      expect(await page.locator('#answer .fill').first().innerHTML()).toMatch(/^<bdi>.*<\/bdi>$/)
      await page.click('[data-do=fewer][data-at="0"]')
      expect(await page.locator('.letter').allTextContents()).toEqual([expect.stringMatching(/app Second.*B-2/s)])
    })

    test('what was typed into a letter stays in another language, and is not in that of the next file', async () => {
      const { page } = await opened({ locale: 'en-GB' })
      const sample = join(inputOf('sample'), 'package.txt')
      expect(await put(page, sample, '#choose')).toBe(true)
      const name = () => page.locator('#result .fill').nth(1)
      await name().fill('Zhang San')
      await page.check('#l-zh')
      expect(await name().textContent()).toBe('Zhang San')
      expect(await page.locator('.letter').first().textContent()).toContain('本人 Zhang San，使用贵司的 App')
      await again(page)
      expect(await put(page, sample, '#choose')).toBe(true)
      expect(await name().textContent()).toBe('（姓名）')
    })

    test('an iPhone has its own menu, and no route that only Android has', async () => {
      const { page } = await opened({ locale: 'en-US', timezoneId: 'Asia/Manila' })
      await byHand(page, 'maker.iphone', [['on', '']])
      expect(await page.locator('#paths').textContent()).toContain('Settings > Privacy & Security > Contacts')
      expect(await page.locator('#paths .small').count()).toBe(0)
      expect(await page.locator('#seen').textContent()).toContain('this app: allowed')
      expect(await page.locator('#answer').textContent()).not.toContain('notification access')
    })

    test('a number is shown of the country chosen alone', async () => {
      const { page } = await opened({ timezoneId: 'Europe/Berlin' })
      const calls = () => page.locator('#numbers a').allTextContents()
      expect(await calls()).toEqual([])
      await page.selectOption('#country', 'cn')
      expect(await calls()).toEqual(['110', '12356'])
      await page.check('[data-seen="0"][value=on]')
      const inSteps = page.locator('#answer a[href="tel:12378"]')
      expect(await inSteps.count()).toBe(1)
      await page.selectOption('#country', '')
      expect([await calls(), await inSteps.count()]).toEqual([[], 0])
      await page.selectOption('#country', 'in')
      expect(await put(page, inputOf('sample'))).toBe(true)
      expect((await jsonOf(page)).emergency.country?.id).toBe('in')
    })
  })

  describe('with a file', () => {
    test('where no number can be shown, it says how there would be one', async () => {
      const { page } = await opened({ locale: 'en-GB' })
      expect(await put(page, inputOf('lender-by-its-name-alone'))).toBe(true)
      const danger = await page.locator('#result .danger').first().textContent()
      expect(danger).not.toMatch(/\d/)
      expect(danger).toMatch(/Choose on the page where you are.*local emergency number/)
      expect((await handedOut(page, 'html')).text).not.toContain('--country')
    })

    test('the report of the command line can be saved, in each format', async () => {
      const { page, seen } = await opened({ locale: 'en-GB' })
      expect(await put(page, inputOf('sample'))).toBe(true)
      const html = await handedOut(page, 'html')
      expect(html.name).toMatch(/^daicha-\d{4}-\d\d-\d\d\.html$/)
      const told = (text: string) =>
        text.replace(
          /20\d\d-\d\d-\d\d[T ][\d:.]+(Z| ?[+-]\d\d:\d\d| UTC)|\d+ [A-Z][a-z]+ 20\d\d, \d\d:\d\d( UTC)?|DC-\d+-\w+|20\d\d-\d\d-\d\d/g,
          '',
        )
      const cli = await daicha(['audit', 'input', '-q', '-f', 'html', '--lang', 'en'], {
        cwd: join(inputOf('sample'), '..'),
      })
      const body = (text: string) => told(text).match(/<article class="sheet">.*?<\/article><\/div>/s)?.[0]
      expect(body(html.text)).toBe(body(cli.stdout))
      expect((await handedOut(page, 'csv')).text).toContain('com.example.kuaijie')
      const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-format=json]')])
      expect(JSON.parse(readFileSync(await download.path(), 'utf8')).type).toBe('report')
      expect(seen()).toEqual([])
    })

    test('files and folders can be dropped, and text pasted', async () => {
      const { page, seen } = await opened({ locale: 'en-GB', viewport: { width: 1180, height: 2400 } })
      const wanted = async (...argv: string[]) =>
        withoutRun(JSON.parse((await daicha(['audit', ...argv, '-f', 'json', '--lang', 'en'], { cwd: folder })).stdout))
      const many = join(folder, 'many')
      cpSync(inputOf('sample'), join(many, 'z/below'), { recursive: true })
      writeFileSync(join(many, 'note.txt'), 'Dear diary')
      expect(await drop(page, many)).toBe(true)
      expect(withoutRun(await jsonOf(page))).toEqual(await wanted('many'))
      await again(page)
      expect(await put(page, many, '#folder')).toBe(true)
      expect(withoutRun(await jsonOf(page))).toEqual(await wanted('many'))
      await again(page)

      cpSync(inputOf('sample'), folder, { recursive: true })
      expect(await drop(page, join(folder, 'package.txt'), join(folder, 'appops.txt'))).toBe(true)
      expect(withoutRun(await jsonOf(page))).toEqual(await wanted('package.txt', 'appops.txt'))
      await again(page)

      mkdirSync(join(folder, 'nothing'))
      expect(await drop(page, join(folder, 'package.txt'))).toBe(true)
      await drop(page, join(folder, 'nothing'))
      await page.waitForSelector('#told')
      expect(await page.locator('#told').textContent()).toBe('There is no file in it.')
      expect((await jsonOf(page)).sources.map(({ path }) => path)).toEqual(['package.txt'])
      await again(page)
      expect(await page.locator('#told').count()).toBe(0)

      expect(await drop(page, join(folder, 'nothing'))).toBe(false)
      expect(await page.locator('#told').textContent()).toBe('There is no file in it.')

      // Some file managers hand over where a file lies, too.
      await page.evaluate(`(() => {
        const dataTransfer = new DataTransfer()
        dataTransfer.setData('text', '/home/me/package.txt')
        dataTransfer.items.add(new File([${JSON.stringify(readFileSync(join(folder, 'package.txt'), 'utf8'))}], 'package.txt'))
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }))
      })()`)
      expect(await outcome(page)).toBe(true)
      expect((await jsonOf(page)).sources.map(({ path }) => path)).toEqual(['package.txt'])
      await again(page)

      const paste = (place: string, text: string) =>
        page.evaluate(`(() => {
          const clipboardData = new DataTransfer()
          clipboardData.setData('text', ${JSON.stringify(text)})
          document.querySelector('${place}').dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
        })()`)
      // Where somebody writes it is what they write.
      await paste('#app-0', 'Example Loan')
      await page.waitForTimeout(200)
      expect(await page.locator('#told').count()).toBe(0)
      await paste('body', readFileSync(join(folder, 'package.txt'), 'utf8'))
      expect(await outcome(page)).toBe(true)
      const { findings } = await wanted('package.txt')
      expect((await jsonOf(page)).findings.map(({ id }) => id)).toEqual(findings.map(({ id }) => id))
      // Nor does it take away what is shown.
      await paste('body', 'Example Loan')
      await page.waitForTimeout(200)
      expect(await page.locator('#result h1').count()).toBe(1)
      expect(seen()).toEqual([])
    })

    test('where a browser has no handles a folder is read entry by entry, and what cannot be read is said', async () => {
      const { page } = await opened({ locale: 'en-GB', viewport: { width: 1180, height: 2400 } })
      await page.evaluate('delete DataTransferItem.prototype.getAsFileSystemHandle')
      // Of a page that is a file, chromium opens none of its entries.
      expect(await drop(page, inputOf('sample'))).toBe(false)
      expect(await page.locator('#told').textContent()).toContain('Use a button above.')
      await page.evaluate(`(() => {
        const file = (fullPath, text) => ({ isFile: true, fullPath, file: (done) => done(new File([text], 'x')) })
        const folder = (fullPath, ...parts) => ({ isDirectory: true, fullPath, createReader: () => ({ readEntries: (done) => done(parts.shift() ?? []) }) })
        const text = ${JSON.stringify(readFileSync(join(inputOf('sample'), 'package.txt'), 'utf8'))}
        const note = (n) => file('/input/' + n, 'Dear diary')
        DataTransferItem.prototype.webkitGetAsEntry = () =>
          folder('/input', [note(1), note(2)], [folder('/input/below', [file('/input/below/package.txt', text)])])
      })()`)
      expect(await drop(page, inputOf('sample'))).toBe(true)
      expect((await jsonOf(page)).sources.map(({ path }) => path)).toEqual(['input/below/package.txt'])
    })

    test('what another program laid out anew is read as it stands, and proves nothing', async () => {
      const { page } = await opened({ locale: 'en-GB' })
      const clear = join(inputOf('clear-phone'), 'package.txt')
      const dump = (path: string) => readFileSync(path, 'utf8').replaceAll('&', '&amp;').replaceAll('<', '&lt;')
      const granted = dump(join(inputOf('sample'), 'package.txt'))
      const rows = (text: string) => `<table>${text.replace(/^.*$/gm, '<tr><td>$&</td></tr>')}</table>`
      const lines = (text: string) => `${text.replaceAll('  ', '&nbsp; ').replaceAll('\n', '<br>\n')}`
      const broken = (text: string) => `<pre>${text.replaceAll('.', '<wbr>.')}</pre>`
      const coded = (text: string) => `<p>${text.replaceAll('.', '&#46;').replaceAll('\n', '</p>\n<p>')}</p>`
      const mail = (text: string) =>
        `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n${text}\n--b--\n`
      const told: unknown[] = []
      const tell = async (...files: string[]) => {
        expect(await put(page, files, '#choose')).toBe(true)
        const { verdict, problems } = await jsonOf(page)
        told.push([verdict, problems.map(({ code }) => code)])
        await again(page)
      }
      const other = join(folder, 'other.html')
      for (const body of [rows, lines, broken, coded]
        .map((made) => (text: string) => `<html><body>${made(text)}`)
        .concat(mail)) {
        writeFileSync(other, body(granted))
        await tell(clear, other)
        writeFileSync(other, body(dump(clear)))
        await tell(other)
      }
      const each = [
        ['act', ['E325', 'E330']],
        ['incomplete', ['E325']],
      ]
      expect(told).toEqual([...each, ...each, ...each, ...each, ...each])
      told.length = 0
      writeFileSync(other, `<html><body><pre>${dump(clear)}</pre></body></html>`)
      await tell(other)
      writeFileSync(other, '<html><body>Dear diary</body></html>')
      const beside = join(folder, 'beside')
      cpSync(clear, join(beside, 'package.txt'))
      cpSync(other, join(beside, 'diary.html'))
      expect(await put(page, beside)).toBe(true)
      told.push((await jsonOf(page)).verdict)
      expect(told).toEqual([['clear', []], 'clear'])
    })

    test('what was attached to a mail is read as the command line reads it', async () => {
      const { page, seen } = await opened({ locale: 'en-GB' })
      const attached = (name: string) =>
        `--b\nContent-Type: text/plain; name="${name}"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment\n\n${readFileSync(join(inputOf('sample'), name)).toString('base64')}\n`
      const mail = `Subject: dump\nContent-Type: multipart/mixed; boundary=b\n\n${attached('package.txt')}${attached('appops.txt')}--b--\n`
      for (const [name, text] of Object.entries({ 'mail.eml': mail, 'cut.eml': mail.slice(0, -6) })) {
        writeFileSync(join(folder, name), text)
        expect(await put(page, join(folder, name), '#choose')).toBe(true)
        const { stdout } = await daicha(['audit', name, '-f', 'json', '--lang', 'en'], { cwd: folder })
        expect(withoutRun(await jsonOf(page)), name).toEqual(withoutRun(JSON.parse(stdout)))
        await again(page)
      }
      expect(seen()).toEqual([])
    })

    test('what still stands in a zip that was cut is read as the command line reads it', async () => {
      const { page, seen } = await opened({ locale: 'en-GB' })
      const [dump, appops] = ['package.txt', 'appops.txt'].map((name) => readFileSync(join(inputOf('sample'), name)))
      const zip = zipOf(new Map([...Object.entries({ 'appops.txt': appops as Buffer, 'package.txt': dump as Buffer })]))
      for (const length of [zip.length - 30, zip.length * 0.8]) {
        writeFileSync(join(folder, 'cut.zip'), zip.subarray(0, length))
        expect(await put(page, join(folder, 'cut.zip'), '#choose')).toBe(true)
        const { stdout } = await daicha(['audit', 'cut.zip', '-f', 'json', '--lang', 'en'], { cwd: folder })
        const report = withoutRun(await jsonOf(page))
        expect(report).toEqual(withoutRun(JSON.parse(stdout)))
        expect([report.complete, report.problems[0]?.code]).toEqual([false, 'E340'])
        await again(page)
      }
      expect(seen()).toEqual([])
    })

    test('a document of an office program is not read, and how to hand over what is in it is told', async () => {
      const { page } = await opened({ locale: 'en-GB' })
      const dump = readFileSync(join(inputOf('sample'), 'package.txt'), 'utf8')
      const document = join(folder, 'pasted.fodt')
      const body = dump.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replace(/^.*$/gm, '<text:p>$&</text:p>')
      const office = 'urn:oasis:names:tc:opendocument:xmlns:office:1.0'
      writeFileSync(document, `<office:document xmlns:office="${office}">${body}</office:document>`)
      expect(await put(page, [document, join(inputOf('clear-phone'), 'package.txt')], '#choose')).toBe(true)
      const { verdict, problems } = await jsonOf(page)
      expect([verdict, problems.map(({ code }) => code)]).toEqual(['incomplete', ['E335']])
      expect(await page.locator('#result').textContent()).toContain('plain text (.txt)')
    })

    test.for([
      ['alone', 'package.txt', '#choose'],
      ['as a zip', 'dump.zip', '#choose'],
      ['as a saved report', 'report.json', '#choose'],
      ['beside others in a folder', 'dump/photo.jpg', '#folder'],
    ] as const)('a file that is changed before it was read says so, and no bug: %s', async ([, name, into]) => {
      const { page, seen } = await opened({ locale: 'en-GB' })
      const home = newFolder()
      cpSync(inputOf('clear-phone'), join(home, 'dump'), { recursive: true })
      writeFileSync(join(home, name), name.endsWith('zip') ? 'PK\x03\x04' : '{')
      // Chromium compares whole seconds.
      utimesSync(join(home, name), 1e9, 1e9)
      await page.evaluate(
        `document.querySelector('${into}').addEventListener('change', (event) => event.stopPropagation(), { capture: true, once: true })`,
      )
      await page.setInputFiles(into, join(home, into === '#folder' ? 'dump' : name))
      // Chromium looks at a file's time after it was chosen, and before its first byte.
      await page.evaluate(
        `Promise.all([...document.querySelector('${into}').files].map((file) => file.slice(0, 1).arrayBuffer()))`,
      )
      writeFileSync(join(home, name), 'another one')
      await page.dispatchEvent(into, 'change')
      const hasReport = await outcome(page)
      expect(hasReport).toBe(into === '#folder')
      expect(await page.locator('.gaps .tag').allTextContents()).toEqual(['E510'])
      expect(await page.locator('.gaps').textContent()).toContain('choose it again and start over')
      if (hasReport) expect((await jsonOf(page)).verdict).toBe('incomplete')
      expect(seen()).toEqual([])
    })

    test('the file that comes last is the one that is answered for', async () => {
      const { page, seen } = await opened({ locale: 'en-GB', viewport: { width: 1180, height: 2400 } })
      const paths = async () => (await jsonOf(page)).sources.map(({ path }) => path)
      const long = join(folder, 'long-one.txt')
      writeFileSync(long, 'nothing of this is about a phone, and it goes on for long\n'.repeat(2_000_000))
      await page.setInputFiles('#choose', long)
      await page.waitForSelector('#percent')
      expect(await put(page, join(inputOf('sample'), 'package.txt'), '#choose')).toBe(true)
      expect(await page.locator('#result h1').textContent()).toContain('1 loan app can read')
      await page.evaluate(`(() => {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text', 'Dear diary')
        document.querySelector('h1').dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
      })()`)
      expect(await paths()).toEqual(['package.txt'])
      const other = join(folder, 'clear.txt')
      cpSync(join(inputOf('clear-phone'), 'package.txt'), other)
      await drop(page, other)
      await page.waitForFunction("document.querySelector('#result h1')?.textContent.startsWith('Found no')")
      expect(await paths()).toEqual(['clear.txt'])
      expect(seen()).toEqual([])
    })

    test('what is read is told for the country that was chosen, before or meanwhile', async () => {
      const { page } = await opened({ locale: 'en-GB' })
      const long = join(folder, 'long-two.txt')
      writeFileSync(long, 'nothing of this is about a phone, and it goes on for long\n'.repeat(400_000))
      const dump = join(inputOf('sample'), 'package.txt')
      const lawsOf = async () => [
        (await jsonOf(page)).emergency.country?.id,
        (await page.locator('#result').textContent())?.includes('RBI'),
      ]
      expect(await put(page, dump, '#choose')).toBe(true)
      expect(await lawsOf()).toEqual(['cn', false])
      await again(page)
      await page.setInputFiles('#choose', [long, dump])
      await page.waitForSelector('#percent')
      await page.selectOption('#country', 'in')
      expect(await outcome(page)).toBe(true)
      expect(await lawsOf()).toEqual(['in', true])
    })

    test('a saved report is shown again, in the other language too', async () => {
      const { page, seen } = await opened({ locale: 'en-GB' })
      for (const format of ['json', 'html']) {
        const { stdout } = await daicha(['audit', inputOf('sample'), '-q', '-f', format, '--lang', 'en'])
        const path = join(folder, `saved.${format}`)
        writeFileSync(path, stdout)
        expect(await put(page, path, '#choose')).toBe(true)
        expect(await page.locator('#result h1').textContent()).toContain('1 loan app can read')
        await page.locator('label[for=l-zh]').click()
        expect(await page.locator('#result h1').textContent()).toContain('1 个网贷 App')
        await page.locator('label[for=l-en]').click()
        await again(page)
      }
      writeFileSync(join(folder, 'odd.json'), '{"type":"report","schemaVersion":"2.1","apps":3}')
      expect(await put(page, join(folder, 'odd.json'), '#choose')).toBe(false)
      expect(await page.locator('#work .tag').textContent()).toBe('E331')
      expect(seen()).toEqual([])
    })

    test('a stream that was saved has an answer for each input, and says which could not be read', async () => {
      const { page, seen } = await opened({ locale: 'en-GB' })
      const stdin = `${inputOf('sample')}\n${inputOf('empty-file')}\n`
      const { stdout } = await daicha(['audit', '--files-from', '-', '-f', 'ndjson'], { stdin })
      writeFileSync(join(folder, 'all.ndjson'), stdout)
      expect(await put(page, join(folder, 'all.ndjson'), '#choose')).toBe(true)
      expect(await page.locator('.phones label').allTextContents()).toEqual([
        expect.stringContaining('sample/input: 1 loan app can read'),
        expect.stringContaining('empty-file/input: Not everything could be read'),
      ])
      await page.locator('.phones input').last().check()
      expect(await page.locator('#result').textContent()).toContain('is empty')
      expect(seen()).toEqual([])
    })

    test('a pack of evidence says what it says to the command line', async () => {
      const { page, seen } = await opened({ locale: 'en-GB' })
      const pack = join(folder, 'pack.zip')
      expect((await daicha(['evidence', 'pack', inputOf('sample'), '-o', pack])).code).toBe(0)
      expect(await put(page, pack, '#choose')).toBe(true)
      const { stdout } = await daicha(['audit', 'pack.zip', '-f', 'json', '--lang', 'en'], { cwd: folder })
      expect(withoutRun(await jsonOf(page))).toEqual(withoutRun(JSON.parse(stdout) as Report))
      expect(seen()).toEqual([])
    })

    test('two phones in one input have an answer each', async () => {
      const { page } = await opened({ locale: 'en-GB' })
      const text = readFileSync(join(inputOf('bugreport-text'), 'bugreport.txt'), 'utf8')
      writeFileSync(join(folder, 'one.txt'), text)
      writeFileSync(join(folder, 'other.txt'), text.replaceAll('example/sample/', 'example/other/'))
      expect(await put(page, [join(folder, 'one.txt'), join(folder, 'other.txt')], '#choose')).toBe(true)
      expect(await page.locator('.phones label').count()).toBe(2)
      expect((await jsonOf(page)).sources.map(({ path }) => path)).toEqual(['one.txt'])
      const shown = () => page.locator('#result').textContent()
      expect(await shown()).not.toContain('other.txt')
      await page.locator('.phones input').last().check()
      expect(await shown()).toContain('other.txt')
      expect((await jsonOf(page)).sources.map(({ path }) => path)).toEqual(['other.txt'])
      expect(await page.locator('#result .hash').first().isVisible()).toBe(true)
    })

    describe('saved as a pack of evidence', () => {
      const verify = (path: string, number: string) => daicha(['evidence', 'verify', path, '--expect', number])
      const audited = async (cwd: string, name: string) => {
        const { stdout } = await daicha(['audit', name, '-f', 'json', '--lang', 'en'], { cwd })
        const { sources, ...report } = withoutRun(JSON.parse(stdout) as Report)
        return { ...report, sources: sources.map(({ path, kinds }) => ({ path, kinds })) }
      }

      test.for<[what: string, files: () => string[]]>([
        ['a folder', () => [inputOf('sample')]],
        ['a bug report', () => [join(inputOf('bugreport-zip'), 'bugreport.zip')]],
        ['files of one phone', () => ['package.txt', 'appops.txt'].map((name) => join(inputOf('sample'), name))],
        [
          'what has odd names',
          () => {
            const odd = join(folder, 'odd/中文 名')
            cpSync(inputOf('sample'), join(odd, 'con'), { recursive: true })
            mkdirSync(join(odd, '.git'))
            writeFileSync(join(odd, '.git/HEAD'), 'ref')
            writeFileSync(join(odd, '屏幕?.txt'), 'Dear diary')
            return [odd]
          },
        ],
      ])('%s: as the command line makes it, and it verifies and reads it', async ([what, filesOf], { expect }) => {
        const files = filesOf()
        const isFolder = statSync(files[0] ?? '').isDirectory()
        const { page, seen } = await opened({ locale: 'en-GB' })
        expect(await put(page, isFolder ? (files[0] ?? '') : files, isFolder ? '#folder' : '#choose')).toBe(true)
        await openPart(page)
        expect(await page.locator('details.pack').textContent()).toContain('list every app of the phone')
        const [ours, theirs] = [join(folder, what, 'page'), join(folder, what, 'program')]
        const pack = join(ours, 'e.zip')
        const { name, number } = await savePack(page, pack)
        expect(name).toMatch(/^daicha-\d{4}-\d\d-\d\d-evidence\.zip$/)
        expect(await page.evaluate('document.activeElement.id')).toBe('packed')
        expect((await verify(pack, number)).code).toBe(0)

        mkdirSync(theirs)
        const cwd = dirname(files[0] ?? '')
        const made = ['evidence', 'pack', ...files.map((path) => basename(path)), '-o', join(theirs, 'e.zip')]
        expect((await daicha(made, { cwd })).code).toBe(0)
        const list = listIn(pack)
        const { times, ...wanted } = listIn(join(theirs, 'e.zip'))
        expect(list).toEqual({ ...wanted, times: times.map((time) => expect.closeTo(time, 2)) })
        expect(await audited(ours, 'e.zip')).toEqual(await audited(theirs, 'e.zip'))

        const raw = list.listed.find(({ role }) => role === 'raw')?.path ?? ''
        const changed = await daicha(['evidence', 'verify', flipped(pack, raw)])
        expect([changed.code, changed.stdout]).toEqual([1, expect.stringContaining(`changed: ${raw}`)])
        expect(seen()).toEqual([])
      })

      test('saved twice, or in the other language, it is the same pack with the same number', async () => {
        const { page } = await opened()
        await put(page, inputOf('sample'))
        await openPart(page)
        const [one, other] = [join(folder, 'one.zip'), join(folder, 'other.zip')]
        const { number } = await savePack(page, one)
        await page.locator('label[for=l-en]').click()
        expect(await savePack(page, other)).toMatchObject({ number })
        expect(readFileSync(other).equals(readFileSync(one))).toBe(true)
      })

      test('a file that changed since it was read is not packed', async () => {
        const { page, seen } = await opened({ locale: 'en-GB' })
        const path = join(folder, 'package.txt')
        cpSync(join(inputOf('sample'), 'package.txt'), path)
        await put(page, path, '#choose')
        writeFileSync(path, 'another one')
        await openPart(page)
        await page.click('#pack')
        await page.waitForSelector('#packing .gaps')
        expect(await page.locator('#packing .tag').textContent()).toBe('E510')
        const told = await page.locator('#packing').textContent()
        expect(told).toContain('package.txt changed while it was being read')
        expect(told).toContain('choose it again and start over')
        expect(seen()).toEqual([])
      })

      test('where there is none to be made the page says why', async () => {
        const { page } = await opened({ locale: 'en-GB' })
        const said = async () => [
          await page.locator('details.pack p').last().textContent(),
          await page.locator('#pack').count(),
        ]
        const { stdout } = await daicha(['audit', inputOf('sample'), '-q', '-f', 'json'])
        writeFileSync(join(folder, 'report.json'), stdout)
        await put(page, join(folder, 'report.json'), '#choose')
        expect(await said()).toEqual([expect.stringContaining('Not from a saved report'), 0])
        await again(page)
        const text = readFileSync(join(inputOf('bugreport-text'), 'bugreport.txt'), 'utf8')
        const paths = ['sample', 'other'].map((name) => join(folder, `${name}.txt`))
        for (const path of paths)
          writeFileSync(path, text.replaceAll('example/sample/', `example/${basename(path, '.txt')}/`))
        await put(page, paths, '#choose')
        expect(await said()).toEqual([expect.stringContaining('A pack is of one phone'), 0])
      })
    })

    test('what cannot be read says the same as the command line, with what to do', async () => {
      const { page, seen } = await opened()
      writeFileSync(join(folder, 'note.txt'), 'Dear diary')
      expect(await put(page, join(folder, 'note.txt'), '#choose')).toBe(false)
      const bare = (text: string) => text.replace(/\s/g, '')
      const isAsOnCommandLine = async (lang: string) => {
        const { stderr } = await daicha(['audit', 'note.txt', '--lang', lang], { cwd: folder })
        const [problem = 'none'] = await problemsOn(page)
        return bare(stderr).toLowerCase().includes(bare(problem).toLowerCase())
      }
      expect(await isAsOnCommandLine('zh-CN')).toBe(true)
      // Nobody asked for a phone.
      expect(await page.locator('#said').count()).toBe(0)
      expect(await page.locator('#work .gaps li li').count()).toBeGreaterThan(0)
      expect(await page.locator('#told > p').textContent()).toBe('也可以自己在手机上看：本页第 1 部分写着在哪里。')
      expect(await page.evaluate('document.activeElement.id')).toBe('told')
      await page.check('#l-en')
      expect(await isAsOnCommandLine('en')).toBe(true)
      expect(seen()).toEqual([])
    })

    test('a run can be stopped, and another begun', async () => {
      const { page, seen } = await opened()
      const line = 'nothing of this is about a phone, and it goes on for long\n'
      writeFileSync(join(folder, 'long.txt'), line.repeat(2_000_000))
      await page.setInputFiles('#choose', join(folder, 'long.txt'))
      await page.click('[data-do=stop]')
      expect(await page.locator('#told').textContent()).toBe('已停止，什么都没有留下。')
      // As a hand does it: a browser tells of a file only where it is another than before.
      const hand = await page.context().newCDPSession(page)
      for (const text of ['Dear diary', readFileSync(join(inputOf('sample'), 'package.txt'))]) {
        writeFileSync(join(folder, 'again.txt'), text)
        const { result } = await hand.send('Runtime.evaluate', { expression: 'document.querySelector("#choose")' })
        await hand.send('DOM.setFileInputFiles', {
          files: [join(folder, 'again.txt')],
          objectId: result.objectId ?? '',
        })
        expect(await outcome(page)).toBe(text !== 'Dear diary')
      }
      await again(page)
      expect(await put(page, inputOf('sample'))).toBe(true)
      expect(seen()).toEqual([])
    })

    test('text of a stranger does nothing but show', async () => {
      const { page, seen } = await opened()
      const hostile = '<img src=x onerror=alert(1)><script>alert(2)</script>'
      await byHand(page, 'maker.oppo', [['on', hostile]])
      expect(await page.locator('.letter').textContent()).toContain(hostile)
      const report = JSON.parse((await daicha(['audit', inputOf('sample'), '-f', 'json'])).stdout) as Report
      for (const app of report.apps) app.label = hostile
      writeFileSync(join(folder, 'hostile.json'), JSON.stringify(report))
      expect(await put(page, join(folder, 'hostile.json'), '#choose')).toBe(true)
      expect(await page.locator('.card h3').first().textContent()).toContain('<img')
      expect(await page.locator('#result :is(img, script)').count()).toBe(0)
      expect(seen()).toEqual([])
    })
  })

  test.for(looks)(
    '%s, %s, %i wide: axe finds nothing, and nothing runs out at the side',
    async ([locale, colorScheme, width]) => {
      // The policy would refuse axe itself.
      const { page } = await opened({ locale, colorScheme, viewport: { width, height: 844 }, bypassCSP: true })
      await byHand(page, 'maker.huawei', [
        ['on', '示例快借'],
        ['none', ''],
      ])
      expect([await violations(page), await sideways(page)]).toEqual([[], [0, 0]])
      await put(page, inputOf('empty-file'))
      expect([await violations(page), await sideways(page)]).toEqual([[], [0, 0]])
      await put(page, inputOf('sample'))
      expect([await violations(page), await sideways(page)]).toEqual([[], [0, 0]])
      await openPart(page)
      await savePack(page, join(folder, 'axe.zip'))
      expect([await violations(page), await sideways(page)]).toEqual([[], [0, 0]])
    },
  )

  describe('read aloud', () => {
    /** What takes the focus, and what comes to stand in parts that are read out when they change. */
    const listen = (page: Page) =>
      page.evaluate(`{
        globalThis.heard = []
        addEventListener('focusin', ({ target }) => target.tabIndex < 0 && heard.push(target.textContent))
        new MutationObserver((changes) => {
          for (const { target, addedNodes } of changes)
            if (target.closest('[aria-live]')?.ariaLive === 'polite')
              for (const node of addedNodes)
                if (node.ariaLive !== 'off' && node.textContent.trim() !== '') heard.push(node.textContent)
        }).observe(document.body, { subtree: true, childList: true })
      }`)
    const heard = (page: Page) => page.evaluate('heard') as Promise<string[]>

    test('of what was seen by hand a sentence is, and not the letter at each key', async () => {
      const { page } = await opened({ locale: 'en-GB' })
      await byHand(page, 'maker.xiaomi', [['on', '']])
      await listen(page)
      await page.locator('#app-0').pressSequentially('Cash')
      const said = await heard(page)
      expect(said).toHaveLength(4)
      expect(said.at(-1)).toBe(
        'Cash: allowed to read your contacts now. That does not prove that anything was read or uploaded.',
      )
      expect(await page.locator('#answer').textContent()).toContain('Cash')
    })

    test('the file that is checked is, and not each percent of it', async () => {
      const { page } = await opened({ locale: 'en-GB' })
      await listen(page)
      const file = join(folder, 'large.txt')
      writeFileSync(file, 'no export\n'.repeat(2_000_000))
      await put(page, file, '#choose')
      const said = await heard(page)
      expect(said).toEqual([
        'Checking large.txt',
        expect.stringContaining('large.txt does not look like a permission export'),
      ])
    })

    test('what can be opened is called by what it belongs to, and what to do first can be jumped to', async () => {
      const { page } = await opened({ locale: 'en-GB' })
      await put(page, inputOf('sample'))
      const called = await page
        .locator('#result summary')
        .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? one.textContent))
      expect(called).toContain('How, and what to know 1')
      expect(called).toContain('Evidence, with line numbers: 示例快借')
      expect(new Set(called).size).toBe(called.length)
      const headings = await page.getByRole('heading').allTextContents()
      expect(headings.slice(1, 3)).toEqual(['Do these things first', '1  What you can do'])
      expect(await page.locator('.skip').first().getAttribute('href')).toBe('#result')
    })
  })

  test('works by keyboard alone', async () => {
    const { page } = await opened({ locale: 'en-GB' })
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content')
    await page.locator('#l-en').focus()
    await page.keyboard.press('ArrowLeft')
    expect(await page.locator('h1').textContent()).toBe('哪些网贷 App 能读你的通讯录？')
    expect(await page.evaluate('document.activeElement.id')).toBe('l-zh')
    await page.locator('#maker').focus()
    await page.keyboard.press('ArrowDown')
    expect(await page.locator('#paths li').count()).toBe(2)
    expect(await page.evaluate('document.activeElement.id')).toBe('maker')
    await put(page, inputOf('sample'))
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1')
  })

  test('a browser that lacks something is told so in a plain word, and the rest works', async () => {
    const lacking = async (what: string) => {
      const context = await browser.newContext({ locale: 'en-GB' })
      await context.addInitScript(`delete globalThis.${what}`)
      const old = await context.newPage()
      await old.goto(url)
      const said = await old.locator('#file .gaps').textContent()
      await old.selectOption('#maker', 'maker.honor')
      const ways = await old.locator('#paths li').count()
      const canChoose = await old.locator('#choose').count()
      await context.close()
      return [said, ways, canChoose]
    }
    expect(await lacking('Worker')).toEqual([expect.stringContaining('Open this page in Chrome'), 2, 0])
  })

  test('a browser that cannot run the script says so', async () => {
    const { page } = await open(browser, url, {}, (old) => old.addInitScript('delete globalThis.CSSStyleSheet'))
    expect(await page.locator('#page main p').allTextContents()).toEqual([
      expect.stringContaining('太旧'),
      expect.stringContaining('is too old'),
    ])
  })

  test('a saved report that was changed brings no markup of its own', async () => {
    const { page } = await opened({ locale: 'en-GB' })
    const { stdout } = await daicha(['audit', inputOf('sample'), '-f', 'json'])
    const changed = {
      ...JSON.parse(stdout),
      headline: { markup: '<a id="out" href="https://example.com/">All is well</a>' },
    }
    const path = join(folder, 'changed.json')
    writeFileSync(path, JSON.stringify(changed))
    expect(await put(page, path, '#choose')).toBe(true)
    expect(await page.locator('#out, #page a[href^=http]').count()).toBe(0)
  })

  test('printing what was seen by hand gives the answer and the letter, and nothing else', async () => {
    const { page } = await opened({ locale: 'en-GB' })
    await byHand(page, 'maker.vivo', [['on', 'Example']])
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.letter').isVisible()).toBe(true)
    for (const other of ['#file', '#rows', '#make', '.top']) expect(await page.locator(other).isVisible()).toBe(false)
  })

  test('the watch sees what it is there to see', async () => {
    const { page, seen } = await opened()
    await page.evaluate("fetch('http://127.0.0.1:9/').catch(() => {})")
    expect(seen().join('\n')).toMatch(/Content Security Policy/)
  })
})
