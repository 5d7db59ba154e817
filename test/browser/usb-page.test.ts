import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../../src/internal.ts'
import { guard } from '../../src/sources/adb/asking/guard.ts'
import { AdbBench, type Phone, type PhoneOptions, until } from '../adb/bench.ts'
import type { GateMode } from '../adb/gate.ts'
import { describeOnBench } from '../adb/on-bench.ts'
import { daicha, guidance, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { isMissing, looks, open, sideways, start, why } from './chromium.ts'
import { flipped, listIn, openPart, savePack } from './pack-in-page.ts'
import { type Obstacle, plugIn } from './usb-stand-in.ts'

const url = pathToFileURL(join(root, 'dist/daicha.html')).href
const phones = join(root, 'test/phones')
const data = (name: string) => join(phones, name, 'data')
/** Each is asked for something else, or in another way; how all of them are judged `adb/phones.test.ts` looks at. */
const names = [
  'android-5.1',
  'android-8.1',
  'android-17',
  'chinese',
  'list-names-more',
  'miui-hyperos',
  'refused-profile',
]
const aboutOf = (name: string) =>
  JSON.parse(readFileSync(join(phones, name, 'about.json'), 'utf8')) as { sdk: number; features: 'shell_v2' | 'none' }
const optionsOf = (name: string): PhoneOptions => {
  const { sdk, features } = aboutOf(name)
  return { sdk, data: data(name), ...(features === 'none' && { gate: { kind: 'old', without: ['shell,v2'] } }) }
}

/** With an app that nobody knows and that holds contacts: its name is worth a look. */
function withStranger(dump: string): string {
  const [record = ''] = /^ {2}Package \[com\.example\.notes\][\s\S]*?(?=^ {2}Package \[)/m.exec(dump) ?? []
  const held = `${record}      runtime permissions:\n        android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET]\n`
  return dump.replace(
    record,
    held.replaceAll('com.example.notes', 'com.example.stranger').replace('10081', '10082') + record,
  )
}
const appsOf = (name: string) => readFileSync(join(data(name), 'dumpsys+-t+60+package.out'), 'utf8')

/** All but what depends on when and how the phone was read: of a step, the page leaves out the command. */
const findingsIn = ({ run: _, sources: __, problems, ...report }: Report) => ({
  ...report,
  problems: problems.map(({ remedy: _, ...problem }) => problem),
})

/** Takes away, in the page and its worker, what Chrome has only since 99. */
const newer = `{
  const leave = (of, ...names) => names.forEach((name) => { delete of[name] })
  leave(AbortSignal, 'timeout', 'any')
  leave(AbortSignal.prototype, 'throwIfAborted')
  leave(ReadableStream, 'from')
  leave(ReadableStream.prototype, Symbol.asyncIterator, 'values')
  leave(Array, 'fromAsync')
  for (const { prototype } of [Array, Uint8Array]) leave(prototype, 'toSorted', 'toReversed', 'toSpliced', 'with')
  leave(Promise, 'withResolvers', 'try')
  for (const kind of [Object, Map]) leave(kind, 'groupBy')
  leave(Set.prototype, 'union', 'intersection', 'difference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom')
  leave(Uint8Array, 'fromBase64', 'fromHex')
  leave(Uint8Array.prototype, 'toBase64', 'toHex')
  leave(Blob.prototype, 'bytes')
  leave(Iterator.prototype, 'map', 'filter', 'take', 'drop', 'flatMap', 'reduce', 'toArray', 'forEach', 'some', 'every')
}`
const ofChrome98 = `${newer}
globalThis.Blob = class extends Blob {
  constructor(parts, options) {
    super(options?.type === 'text/javascript' ? [${JSON.stringify(newer)}, ...parts] : parts, options)
  }
}`

let browser: Browser

/** The page with a phone on a cable. Nothing but its own worker may be asked for. */
async function opened(
  serial: string,
  {
    obstacle,
    clock,
    before = '',
    ...options
  }: BrowserContextOptions & { obstacle?: Obstacle; clock?: boolean; before?: string } = {},
) {
  let cable = { unplug: () => {}, isHeld: () => false }
  const { page, seen } = await open(
    browser,
    url,
    { locale: 'en-GB', timezoneId: 'Asia/Shanghai', viewport: { width: 390, height: 844 }, ...options },
    async (page) => {
      if (clock) await page.clock.install()
      cable = await plugIn(page, serial, obstacle)
      await page.addInitScript(before)
    },
  )
  return { page, ...cable, seen: () => seen.filter((what) => !what.startsWith('request blob:null/')) }
}

const connect = (page: Page) => page.click('#connect')
const result = (page: Page) => page.waitForSelector('#result h1', { timeout: 30_000 })
/** The line that says what goes on, once it says this. */
const says = (page: Page, text: string) => page.locator('#said', { hasText: text }).waitFor()

/** What the page tells of a problem: its title, and the steps. */
async function problemOn(page: Page): Promise<{ title: string; steps: string[] }> {
  await page.waitForSelector('#cabled .gaps')
  const title = (await page.locator('#cabled .gaps li > strong').textContent()) ?? ''
  return { title: title.toLowerCase(), steps: await page.locator('#cabled .gaps li li').allTextContents() }
}
/** Its title up to the first place. */
const titled = (code: string) =>
  expect.stringContaining((guidance.problems[code]?.title.en ?? code).replace(/\{.*/, '').toLowerCase())

async function violations(page: Page): Promise<unknown[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source)
  const { violations: found } = (await page.evaluate('axe.run()')) as axe.AxeResults
  return found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}

const jsonOf = async (page: Page) =>
  JSON.parse(
    (await page.evaluate(`new Promise((done) => {
      const { createObjectURL } = URL
      URL.createObjectURL = (made) => {
        URL.createObjectURL = createObjectURL
        void made.text().then(done)
        return createObjectURL(made)
      }
      document.querySelector('[data-format=json]').click()
    })`)) as string,
  ) as Report

describeOnBench(`a phone on a cable, in daicha.html${why}`, () => {
  describe.skipIf(isMissing)('in chromium', () => {
    let bench: AdbBench
    beforeAll(async () => {
      browser = await start()
      bench = await AdbBench.start()
    })
    afterAll(async () => {
      await browser?.close()
      await bench?.close()
    })

    const byProgram = async (phone: Phone, lang: string) => {
      const argv = ['audit', '--device', '-s', phone.serial, '-f', 'json', '--quiet', '--lang', lang]
      const { stdout } = await daicha(argv, {
        env: { ...bench.env },
        now: () => new Date().toISOString(),
      })
      return JSON.parse(stdout || '{}') as Report
    }

    test.for(names)('%s gives the report of the command line, by commands that only read', async (name, { expect }) => {
      const phone = await bench.device(optionsOf(name))
      const { page, isHeld, seen } = await opened(phone.serial)
      await connect(page)
      await result(page)
      // What else wants it need not wait.
      await until(async () => !isHeld())
      const asked = await phone.argvs()
      const told = await jsonOf(page)
      const wanted = await byProgram(phone, 'en')
      expect(findingsIn(told)).toEqual(findingsIn(wanted))
      const byBoth = (await phone.argvs()).slice(asked.length).map((argv) => argv.join(' '))
      // It asks once more, whether the phone has started.
      expect(asked.map((argv) => argv.join(' ')).sort()).toEqual([...byBoth, 'dumpsys user'].sort())
      for (const argv of asked) if (argv.join(' ') !== 'getprop') expect(() => guard(argv)).not.toThrow()
      expect(seen()).toEqual([])
    })

    test('the oldest browser for a cable (docs/browser.md) reads a phone, and a file', async ({ expect }) => {
      const phone = await bench.device({ name: 'Phone', ...optionsOf('android-17') })
      const { page, seen } = await opened(phone.serial, { before: ofChrome98 })
      await connect(page)
      await result(page)
      expect((await jsonOf(page)).verdict).toBe((await byProgram(phone, 'en')).verdict)
      await page.click('[data-do=again]')
      await page.setInputFiles('#folder', join(root, 'fixtures/sample/input'))
      await result(page)
      expect(seen()).toEqual([])
    })

    test('what was read can be saved as a pack, which holds it as `daicha capture` saves it', async () => {
      const folder = newFolder()
      const phone = await bench.device(optionsOf('android-14'))
      const { page, seen } = await opened(phone.serial)
      await connect(page)
      await result(page)
      const told = await jsonOf(page)
      await openPart(page)
      const pack = join(folder, 'e.zip')
      const { number } = await savePack(page, pack)
      expect((await daicha(['evidence', 'verify', pack, '--expect', number])).code).toBe(0)
      const read = JSON.parse((await daicha(['audit', 'e.zip', '-f', 'json', '--lang', 'en'], { cwd: folder })).stdout)
      const fingerprints = ({ findings }: Report) => findings.map(({ fingerprint }) => fingerprint)
      expect([read.verdict, fingerprints(read)]).toEqual([told.verdict, fingerprints(told)])
      expect(told.verdict).toBe('act')

      const env = { ...bench.env }
      const argv = ['evidence', 'pack', '--device', '-s', phone.serial, '--quiet', '-o', 'other.zip']
      const now = () => new Date().toISOString()
      expect((await daicha(argv, { cwd: folder, env, now })).code).toBe(0)
      // The folder is called by the minute, and its manifest holds the time.
      const paths = (path: string) => listIn(path).listed.map((file) => file.path.replace(/daicha-\d+/, 'daicha'))
      expect(paths(pack)).toEqual(paths(join(folder, 'other.zip')))
      const raw = listIn(pack).listed.find((file) => file.path.endsWith('/getprop.txt'))?.path ?? ''
      expect((await daicha(['evidence', 'verify', flipped(pack, raw)])).code).toBe(1)
      expect(seen()).toEqual([])
    })

    describe('what can come between', () => {
      const usual = { sdk: 34, data: data('android-14') }
      const headline = "2 loan apps can read this phone's contacts right now"
      const APPS = 'dumpsys -t 60 package'
      const isAsked = (phone: Phone, command: string) => async () =>
        (await phone.commands()).includes(command.replaceAll(' ', '+'))

      test('nothing is asked of a phone before its owner allows it, however late', async () => {
        const phone = await bench.device({ ...usual, gate: { kind: 'ask' } })
        const { page, seen } = await opened(phone.serial)
        await connect(page)
        await says(page, 'Waiting for "Allow" on the phone')
        expect(await page.evaluate('document.activeElement.id')).toBe('said')
        expect(await page.locator('#cabled').textContent()).toContain('Unlock the phone and tap "Allow"')
        await page.waitForTimeout(1500)
        expect(await phone.commands()).toEqual([])
        phone.allow()
        await result(page)
        expect(await page.locator('#result h1').textContent()).toBe(headline)
        expect(seen()).toEqual([])
      })

      test('the key has the name of the program, is one for a visit, and is kept nowhere', async () => {
        const phone = await bench.device({ ...usual, gate: { kind: 'ask' } })
        const { page } = await opened(phone.serial)
        const ours = () => phone.keys.filter((key) => key.endsWith(' daicha'))
        for (const n of [1, 2]) {
          await connect(page)
          await until(async () => ours().length === n)
          await page.click('[data-do=leave]')
          await page.locator('#connect:enabled').waitFor()
        }
        expect(new Set(ours()).size).toBe(1)
        const stored = '[localStorage.length, sessionStorage.length, document.cookie]'
        expect(await page.evaluate(stored)).toEqual([0, 0, ''])
        expect(await page.evaluate('indexedDB.databases()')).toEqual([])
        await page.reload()
        await connect(page)
        await until(async () => ours().length === 3)
        expect(new Set(ours()).size).toBe(2)
      })

      test('one that is never allowed ends with what to do, and can be stopped before', async () => {
        const phone = await bench.device({ ...usual, gate: { kind: 'refuse' } })
        const { page, seen } = await opened(phone.serial, { clock: true })
        await connect(page)
        await says(page, 'Waiting for "Allow" on the phone')
        await page.click('[data-do=leave]')
        await says(page, 'Stopped. The phone was not changed')
        await connect(page)
        await says(page, 'Waiting for "Allow" on the phone')
        await page.clock.fastForward(300_000)
        const { title, steps } = await problemOn(page)
        expect([title, steps[1]]).toEqual([
          titled('E204'),
          expect.stringContaining('Revoke USB debugging authorizations'),
        ])
        expect(await phone.commands()).toEqual([])
        expect(seen()).toEqual([])
      })

      test('one that is stopped while it is being opened is given back, and nothing is left to fail', async () => {
        const phone = await bench.device({ ...usual, gate: { kind: 'ask' } })
        const { page, seen } = await opened(phone.serial)
        for (const ms of [0, 5, 25, 40, 60, 90, 130, 200]) {
          await page.evaluate(`new Promise((done) => {
            document.querySelector('#connect').click()
            setTimeout(() => done(document.querySelector('#leave').click()), ${ms})
          })`)
          await says(page, 'Stopped. The phone was not changed')
          await page.waitForTimeout(300)
        }
        expect(seen()).toEqual([])
      })

      test.for<[how: string, phone: PhoneOptions, code: string, step: string]>([
        ['says nothing', { gate: { kind: 'silent' } }, 'E206', 'Unlock the screen'],
        ['was started for recovery', { ...usual, state: 'recovery' }, 'E206', 'recovery: the phone is in its recovery'],
      ])('one that %s', async ([, options, wanted, step]) => {
        const phone = await bench.device(options)
        const { page } = await opened(phone.serial, { clock: true })
        await connect(page)
        if (options.state === undefined) await page.clock.fastForward(10_000)
        const { title, steps } = await problemOn(page)
        expect([title, steps[0]]).toEqual([titled(wanted), expect.stringContaining(step)])
        expect(await phone.commands()).toEqual([])
      })

      test.for<[Obstacle, code: string, step: string]>([
        ['none chosen', 'E240', 'choose "File transfer" on the phone'],
        ['held', 'E241', 'run `adb kill-server`'],
        ['closed to browsers', 'E242', 'install the USB driver'],
      ])('a browser that meets: %s', async ([obstacle, wanted, step]) => {
        const phone = await bench.device(usual)
        const { page, seen } = await opened(phone.serial, { obstacle })
        await connect(page)
        const { title, steps } = await problemOn(page)
        expect([title, steps.join('\n')]).toEqual([titled(wanted), expect.stringContaining(step.replaceAll('`', ''))])
        expect(await page.evaluate('document.activeElement.id')).toBe('said')
        expect(await page.locator('#connect').isEnabled()).toBe(true)
        expect(seen()).toEqual([])
      })

      test.for([0, 1])('a cable that is pulled at %f of the list of apps: no verdict', async (share) => {
        const sizes = new Map<string, number>()
        const service = "shell,v2,raw:'dumpsys' '-t' '60' 'package'"
        await byProgram(await bench.device({ ...usual, gate: { kind: 'meter', passed: sizes } }), 'en')
        const size = sizes.get(service) ?? 0
        expect(size).toBeGreaterThan(1000)
        const afterBytes = Math.min(Math.floor(size * share), size - 1)
        const phone = await bench.device({
          ...usual,
          gate: { kind: 'meter', passed: new Map(), pull: { service, afterBytes } },
        })
        const { page, seen } = await opened(phone.serial)
        await connect(page)
        const { title, steps } = await problemOn(page)
        expect([title, steps[0]]).toEqual([titled('E208'), expect.stringContaining('leave the cable alone')])
        expect(await page.locator('#result').count()).toBe(0)
        expect(seen()).toEqual([])
      })

      test('a cable that is pulled before anything is answered is noticed at once', async () => {
        const phone = await bench.device({ ...usual, gate: { kind: 'delay', ms: 1500 } })
        const { page, unplug, seen } = await opened(phone.serial)
        await connect(page)
        await says(page, 'Phone and system')
        unplug()
        expect((await problemOn(page)).title).toEqual(titled('E208'))
        expect(seen()).toEqual([])
      })

      test.for<[name: string, verdict: string]>([
        ['android-14', 'act'],
        ['android-17', 'incomplete'],
      ])('a cable that is pulled while names of %s are read costs them alone: %s', async ([name, verdict]) => {
        const strange = async (gate: GateMode) => {
          const phone = await bench.device({ ...optionsOf(name), gate })
          await phone.record(APPS, { out: withStranger(appsOf(name)) })
          return phone
        }
        const passed = new Map<string, number>()
        await byProgram(await strange({ kind: 'meter', passed }), 'en')
        const service = [...passed.keys()].find((one) => one.includes("'stat'")) ?? ''
        expect(service).toContain('com.example.stranger')
        const { serial } = await strange({ kind: 'meter', passed: new Map(), pull: { service, afterBytes: 0 } })
        const { page, seen } = await opened(serial)
        await connect(page)
        await result(page)
        const report = await jsonOf(page)
        const codes = report.problems.map(({ code }) => code)
        expect([report.verdict, codes]).toEqual([verdict, expect.arrayContaining(['E221'])])
        expect(seen()).toEqual([])
      })

      test('a phone that stops in the middle is given up, and there is no half result', async () => {
        const phone = await bench.device(usual)
        await phone.record(APPS, { out: appsOf('android-14'), delay: 30 })
        const { page } = await opened(phone.serial, { clock: true })
        await connect(page)
        await until(isAsked(phone, APPS))
        phone.freeze()
        await until(async () => {
          await page.clock.fastForward(60_000)
          return (await page.locator('#cabled .gaps').count()) > 0
        })
        const { title, steps } = await problemOn(page)
        expect([title, steps.join()]).toEqual([titled('E209'), expect.not.stringContaining('daicha')])
      })

      test.for<[name: string, sure: string | undefined]>([
        ['android-14', headline],
        ['android-17', undefined],
      ])('%s far away takes longer; only what is sure is told before the names: %s', async ([name, sure]) => {
        const phone = await bench.device({ ...optionsOf(name), gate: { kind: 'delay', ms: 60 } })
        await phone.record(APPS, { out: withStranger(appsOf(name)) })
        const { page, seen } = await opened(phone.serial)
        await page.evaluate(`new MutationObserver(() => {
          const { textContent } = document.querySelector('#cabled .first') ?? {}
          if (textContent) globalThis.sure = textContent
        }).observe(document.body, { childList: true, subtree: true })`)
        await connect(page)
        await result(page)
        expect(await page.evaluate('globalThis.sure')).toBe(sure)
        expect(findingsIn(await jsonOf(page))).toEqual(findingsIn(await byProgram(phone, 'en')))
        expect(seen()).toEqual([])
      })

      test('the country that was chosen last counts for a phone as well, before it is read or meanwhile', async () => {
        const phone = await bench.device(usual)
        await phone.record(APPS, { out: appsOf('android-14'), delay: 3 })
        const { page } = await opened(phone.serial)
        await page.selectOption('#country', 'id')
        await connect(page)
        await until(isAsked(phone, APPS))
        await page.selectOption('#country', 'in')
        await result(page)
        expect((await jsonOf(page)).emergency.country?.id).toBe('in')
        expect(await page.locator('#result').textContent()).toContain('RBI')
        expect((await phone.commands()).filter((command) => command === APPS.replaceAll(' ', '+')).length).toBe(1)
      })

      test('a phone that was not unlocked since its start is waited for', async () => {
        const phone = await bench.device(usual)
        const users = readFileSync(join(usual.data, 'dumpsys+-t+30+user.out'), 'utf8')
        const locked = users.replace(/State: \w+/, 'State: RUNNING_LOCKED')
        expect(locked).not.toBe(users)
        await phone.record('dumpsys user', { out: locked })
        const { page } = await opened(phone.serial)
        await connect(page)
        await says(page, 'Waiting for the phone to be unlocked')
        expect(await isAsked(phone, APPS)()).toBe(false)
        await phone.record('dumpsys user', { out: users })
        await result(page)
      })

      test('stopped in the middle it keeps nothing, and reads again when asked', async () => {
        const phone = await bench.device(usual)
        const apps = appsOf('android-14')
        await phone.record(APPS, { out: apps, delay: 30 })
        const { page, seen } = await opened(phone.serial)
        await connect(page)
        await until(isAsked(phone, APPS))
        await says(page, 'Apps and permissions')
        await page.click('[data-do=leave]')
        await says(page, 'Stopped. The phone was not changed, and no partial result was kept.')
        await phone.record(APPS, { out: apps, delay: 0 })
        await connect(page)
        await result(page)
        expect(seen()).toEqual([])
      })

      test('a folder with nothing in it is told as that, and the phone is read on', async () => {
        const phone = await bench.device(usual)
        await phone.record(APPS, { out: appsOf('android-14'), delay: 30 })
        const { page, seen } = await opened(phone.serial)
        await connect(page)
        await until(isAsked(phone, APPS))
        await page.evaluate("dispatchEvent(new DragEvent('drop', { dataTransfer: new DataTransfer() }))")
        await page.locator('#told', { hasText: 'There is no file in it.' }).waitFor()
        await page.click('[data-do=leave]')
        await says(page, 'Stopped. The phone was not changed')
        expect(seen()).toEqual([])
      })

      test('what was asked for last is read: a file, and no longer a phone', async () => {
        const phone = await bench.device(usual)
        await phone.record(APPS, { out: appsOf('android-14'), delay: 30 })
        const { page, seen } = await opened(phone.serial)
        await connect(page)
        await until(isAsked(phone, APPS))
        await page.setInputFiles('#choose', {
          name: 'notes.txt',
          mimeType: 'text/plain',
          buffer: Buffer.from('no phone\n'),
        })
        await page.waitForSelector('#work .gaps')
        await says(page, 'Stopped. The phone was not changed')
        expect(await page.locator('#connect').isEnabled()).toBe(true)
        expect(seen()).toEqual([])
      })
    })

    test('a worker that goes wrong reaches no contacts: the page sends what the guard lets pass alone', async () => {
      const phone = await bench.device(optionsOf('android-14'))
      const { page } = await opened(phone.serial)
      await page.evaluate(`globalThis.Worker = class extends Worker {
        set onmessage(hear) {
          super.onmessage = (event) => {
            const { type, command } = event.data
            if (type === 'command') command.argv = ['content', 'query', '--uri', 'content://com.android.contacts/contacts']
            hear(event)
          }
        }
      }`)
      await connect(page)
      const { steps } = await problemOn(page)
      expect(steps.length).toBeGreaterThan(0)
      expect(await page.locator('#cabled').textContent()).toContain('not a command for a phone')
      expect(await phone.commands()).toEqual([])
    })

    test('what was asked for last is read: a phone, and no longer a file', async () => {
      const phone = await bench.device({ sdk: 34, data: data('android-14') })
      const { page, seen } = await opened(phone.serial)
      const long = join(newFolder(), 'long.txt')
      writeFileSync(long, 'nothing of this is about a phone, and it goes on for long\n'.repeat(2_000_000))
      await page.setInputFiles('#choose', long)
      await page.waitForSelector('#percent')
      await connect(page)
      expect(await page.locator('#percent').count()).toBe(0)
      await result(page)
      expect((await jsonOf(page)).sources.map(({ path }) => path)).not.toContain('long.txt')
      expect(seen()).toEqual([])
    })

    test('a browser without WebUSB is told in one sentence which one can, and has no button', async () => {
      const { page } = await open(browser, url, { locale: 'zh-CN' }, (page) =>
        page.addInitScript('delete Navigator.prototype.usb'),
      )
      expect(await page.locator('#usb p').allTextContents()).toEqual([expect.stringContaining('Chrome 或 Edge')])
      expect(await page.locator('#usb button').count()).toBe(0)
    })

    test.for(looks)(
      '%s, %s, %i wide: axe finds nothing, and nothing runs out at the side',
      async ([locale, colorScheme, width]) => {
        const phone = await bench.device({ sdk: 34, data: data('android-14'), gate: { kind: 'ask' } })
        // The policy would refuse axe itself.
        const options = { locale, colorScheme, viewport: { width, height: 844 }, bypassCSP: true }
        const { page } = await opened(phone.serial, options)
        const wrong = async () => [await violations(page), await sideways(page)]
        await connect(page)
        await page.waitForSelector('#so-far')
        expect(await wrong()).toEqual([[], [0, 0]])
        await page.click('[data-do=leave]')
        expect(await wrong()).toEqual([[], [0, 0]])
        phone.allow()
        await connect(page)
        await result(page)
        expect(await wrong()).toEqual([[], [0, 0]])
        const other = await opened(phone.serial, { ...options, obstacle: 'held' })
        await connect(other.page)
        await other.page.waitForSelector('#cabled .gaps')
        expect([await violations(other.page)]).toEqual([[]])
      },
    )
  })
})
