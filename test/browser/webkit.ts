import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../adb/bench.ts'

const programs = ['/usr/bin/WebKitWebDriver', '/usr/bin/xvfb-run']
/** An extra on a laptop, required where `.ci/run` has installed it. */
export const isMissing = !programs.every((path) => existsSync(path)) && process.env['DAICHA_REQUIRE_BROWSER'] !== '1'
export const why = isMissing ? ` (skipped: ${programs.join(' or ')} is not there)` : ''

/** A page in WebKit, the engine of Safari. */
export interface WebKitPage {
  open: (url: string) => Promise<void>
  /** Chooses files, as in the list of the computer. */
  choose: (selector: string, ...paths: string[]) => Promise<void>
  click: (selector: string) => Promise<void>
  /** The text of an element, once it is there. */
  textOf: (selector: string) => Promise<string>
  close: () => Promise<void>
}

/** Names a result where an element stands in it (W3C WebDriver, "element"). */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'
/** Milliseconds for an element to come. */
const PATIENCE = 60_000

/** Starts WebKitGTK's own browser, and talks to it as W3C WebDriver says. */
export async function startWebKit(): Promise<WebKitPage> {
  const port = await freePort()
  const driver = spawn('xvfb-run', ['-a', 'WebKitWebDriver', `--port=${port}`], { stdio: 'ignore', detached: true })
  const ended = once(driver, 'exit')
  const send = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const { value } = (await response.json()) as { value: never }
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(value)}`)
    return value
  }
  while (!(await send('GET', '/status').catch(() => undefined))) await pause(50)
  const { sessionId } = (await send('POST', '/session', { capabilities: {} })) as { sessionId: string }
  const at = `/session/${sessionId}`
  await send('POST', `${at}/timeouts`, { implicit: PATIENCE })
  const element = async (selector: string) => {
    const found = await send('POST', `${at}/element`, { using: 'css selector', value: selector })
    return `${at}/element/${found[ELEMENT]}`
  }
  return {
    open: (url) => send('POST', `${at}/url`, { url }),
    choose: async (selector, ...paths) => send('POST', `${await element(selector)}/value`, { text: paths.join('\n') }),
    // Its driver finds no place to click at in what a page scrolls to by itself.
    async click(selector) {
      const script = 'document.querySelector(arguments[0]).click()'
      await send('POST', `${at}/execute/sync`, { script, args: [selector] })
    },
    textOf: async (selector) => send('GET', `${await element(selector)}/text`),
    async close() {
      await send('DELETE', at)
      process.kill(-(driver.pid as number))
      await ended
    },
  }
}
