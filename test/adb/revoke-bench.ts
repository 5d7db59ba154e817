import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { beforeEach, expect, onTestFinished, vi } from 'vitest'
import { quoted } from '../../src/sources/adb/link/shell.ts'
import { isChange } from '../../src/sources/adb/revocation/changes.ts'
import { audited, daicha } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import type { Phone, PhoneOptions } from './bench.ts'
import { ownBench } from './on-bench.ts'

export interface Permission {
  granted: boolean
  flags: string[]
}
export interface Held {
  permissions: Record<string, Permission>
  uidModes?: Record<string, string>
  packageModes?: Record<string, string>
  readAgo?: number
  /** By whoever manages the phone. */
  hidden?: true
  /** Settings and roles that give it more than permissions. */
  access?: string[]
}
export interface MemoryApp {
  name: string
  appId: number
  target: number
  asks: string[]
  sharedUser?: string
  /** As its maker calls it, who may call it anything. */
  version?: string
  users: Record<string, Held>
}
export interface Memory {
  sdk: number
  apps: MemoryApp[]
  refuses?: 'maker' | 'flags' | string[]
  silent?: string[]
  owner?: string[]
  opens?: string[]
  front?: string[]
  forgets?: boolean
  rereads?: number
  readOp?: string
}
const memory: string = './device/memory.js'
export const { write } = (await import(memory)) as { write: (folder: string, state: Memory) => void }

export const LENDER = 'com.example.kuaijie'
export const PERMISSIONS_PAGE = `am start --user 0 --activity-clear-task -a android.intent.action.MANAGE_APP_PERMISSIONS --es android.intent.extra.PACKAGE_NAME ${LENDER}`
export const APP_PAGE = `am start --user 0 -a android.settings.APPLICATION_DETAILS_SETTINGS -d package:${LENDER}`
export const GROUP = ['READ_CONTACTS', 'WRITE_CONTACTS', 'GET_ACCOUNTS']
export const on = (...flags: string[]): Permission => ({
  granted: true,
  flags: flags.length > 0 ? flags : ['USER_SET'],
})
export const off = (...flags: string[]): Permission => ({ granted: false, flags })
export const app = (more: Partial<MemoryApp> = {}): MemoryApp => ({
  name: LENDER,
  appId: 10075,
  target: 34,
  asks: ['READ_CONTACTS', 'WRITE_CONTACTS'],
  users: { 0: { permissions: { READ_CONTACTS: on(), WRITE_CONTACTS: on() } } },
  ...more,
})
export const legacy = (held: Partial<Held> = {}) =>
  app({ target: 22, asks: ['READ_CONTACTS'], users: { 0: { permissions: { READ_CONTACTS: on() }, ...held } } })

/** A bench and a working folder for each test, and what a test asks of them. Called where tests are described. */
export function revokeBench() {
  // Each change starts a program of the phone, and the phone is read again after it.
  vi.setConfig({ testTimeout: 120_000 })
  const bench = ownBench()
  let cwd: string
  beforeEach(() => {
    cwd = newFolder()
  })

  const phoneWith = async (state: Memory, properties: Record<string, string> = {}, options: PhoneOptions = {}) => {
    const phone = await bench().device({ sdk: state.sdk, ...options })
    onTestFinished(phone.kill)
    // Of a maker that adds no manager of its own: others are read once more, later.
    const plain = { 'ro.build.version.release': '14', 'ro.product.manufacturer': 'Google' }
    for (const [key, out] of Object.entries({ ...plain, ...properties }))
      await phone.record(`getprop ${key}`, { out: `${out}\n` })
    write(phone.data, state)
    return phone
  }
  /** What it says, without the breaks of its lines; `when` is done once something was said. */
  const run = async (
    phone: Phone,
    argv: string[],
    { when, ...io }: Parameters<typeof daicha>[1] & { when?: [said: string, action: () => unknown] } = {},
  ) => {
    const said = { stdout: '', stderr: '' }
    let isDue = when !== undefined
    const { code } = await daicha(['revoke', '-s', phone.serial, '--quiet', ...argv], {
      cwd,
      env: { ...bench().env },
      now: () => new Date().toISOString(),
      stdout: {
        isTTY: (io.stdin as { isTTY?: boolean } | undefined)?.isTTY === true,
        write(text) {
          said.stdout += text.replace(/\s+/g, ' ')
          if (!isDue || when === undefined || !said.stdout.includes(when[0])) return
          isDue = false
          when[1]()
        },
      },
      stderr: {
        write(text) {
          said.stderr += text.replace(/\s+/g, ' ')
        },
      },
      ...io,
    })
    return { code, ...said }
  }
  const sent = async (phone: Phone) =>
    (await phone.argvs()).filter((argv) => isChange(argv)).map((argv) => argv.join(' '))
  const stateOn = (phone: Phone) => JSON.parse(readFileSync(join(phone.data, 'state.json'), 'utf8')) as Memory
  const heldOn = (phone: Phone, user = '0') => stateOn(phone).apps[0]?.users[user]
  const folderOf = () =>
    join(cwd, readdirSync(cwd).find((name) => name.startsWith('daicha-')) ?? expect.fail('no folder'))
  const logOf = (name = 'revoke.json') => JSON.parse(readFileSync(join(folderOf(), name), 'utf8'))
  const verdictOn = async (phone: Phone, user = 0) => {
    const { report } = await audited(['--device', '-s', phone.serial], {
      cwd,
      env: { ...bench().env },
    })
    const found = report.apps.find((one) => one.package === LENDER && one.user === user)
    return [found?.contacts.verdict, found?.contacts.reason]
  }

  /** A phone whose cable can be pulled: at the next byte of an answer to what begins like this. */
  const phoneOnCable = async (state: Memory) => {
    const passed = new Map<string, number>()
    const pull = { service: '', afterBytes: 0 }
    const phone = await phoneWith(state, {}, { gate: { kind: 'meter', passed, pull } })
    const pullAt = (command: string) => {
      pull.service = `shell,v2,raw:${quoted(command.split(' '))}`
      pull.afterBytes = passed.get(pull.service) ?? 0
    }
    return { phone, pullAt, passed }
  }

  return {
    bench,
    phoneOnCable,
    cwd: () => cwd,
    phoneWith,
    run,
    sent,
    stateOn,
    heldOn,
    folderOf,
    logOf,
    verdictOn,
  }
}

/** A person who types at a terminal, after `before` is done. */
export function terminal(typed: string, before: () => unknown = () => {}): Readable {
  const input = new Readable({
    read() {
      // What was typed before the question stood there is no answer.
      setTimeout(async () => {
        await before()
        if (typed !== '') input.push(typed)
        input.push(null)
      }, 20)
    },
  })
  return Object.assign(input, { isTTY: true })
}
