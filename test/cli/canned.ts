import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import type { Io } from '../../src/cli/io.ts'
import type { Connect } from '../../src/cli/phone/choose.ts'
import type { DeviceTransport, ListedDevice } from '../../src/internal.ts'
import { daicha, type Ran, root } from '../daicha.ts'

export interface Canned extends Partial<ListedDevice> {
  /** The fixture whose files are its answers. */
  fixture?: string
  /** The phone of test/phones whose recorded answers it gives. */
  recorded?: string
  send?: DeviceTransport['send']
}

/** An adb server with phones that answer from a fixture, what they were asked, and what changes their state. */
export function phones(...canned: Canned[]): { connect: Connect; sent: string[]; turn: (...states: string[]) => void } {
  const sent: string[] = []
  let onTurn = () => {}
  let listed = canned.map(({ fixture: _, recorded: __, send: ___, ...device }, at): ListedDevice => {
    return { serial: `SERIAL${at + 1}`, state: 'device', model: 'Example A1', ...device }
  })
  const connect: Connect = async () => ({
    version: 41,
    devices: async () => listed,
    wireless: async () => ({
      services: async () => [],
      pair: async () => 'none',
      connect: async () => {},
    }),
    watch: (look, signal) =>
      new Promise((found, fail) => {
        onTurn = () => {
          try {
            const it = look(listed)
            if (it !== undefined) found(it)
          } catch (error) {
            fail(error)
          }
        }
        signal?.addEventListener('abort', () => fail(signal.reason))
        onTurn()
      }),
    async open({ serial }) {
      const {
        fixture = 'sample',
        recorded,
        send = recorded === undefined ? answersOf(fixture) : recordingsIn(join(root, 'test/phones', recorded, 'data')),
      } = canned[listed.findIndex((device) => device.serial === serial)] ?? {}
      return {
        serial,
        send(argv, options) {
          sent.push(argv.join(' '))
          return send(argv, options)
        },
      }
    },
  })
  const all = listed
  const turn = (...states: string[]) => {
    listed = all.slice(0, states.length).map((phone, at) => ({ ...phone, state: states[at] ?? '' }))
    onTurn()
  }
  return { connect, sent, turn }
}

/** What a phone prints for each command; of some it knows nothing, as old ones do. */
function answersOf(fixture: string): DeviceTransport['send'] {
  const input = join(root, 'fixtures', fixture, 'input')
  const none = { stdout: Buffer.alloc(0), stderr: 'not found', exitCode: 127 }
  const print = (stdout: Buffer) => ({ stdout, stderr: '', exitCode: 0 })
  const file = (name: string) => (existsSync(join(input, name)) ? print(readFileSync(join(input, name))) : none)
  return async ([program, ...args]) => {
    const asked = args.filter((word) => !/^-t$|^\d+$/.test(word)).join(' ')
    if (program === 'sh') return print(readFileSync(join(root, 'fixtures/sample/input/getprop.txt')))
    if (program === 'date') return print(Buffer.from('2026-11-24T14:20:03+0800\n'))
    if (program === 'dumpsys' && asked === 'package') return file('package.txt')
    if (program === 'dumpsys' && asked === 'appops') return file('appops.txt')
    if (program === 'dumpsys' && asked === 'device_policy')
      return print(Buffer.from('Current Device Policy Manager state:\n'))
    if (program === 'settings') return print(Buffer.from('null\n'))
    if (program === 'cmd') return print(Buffer.alloc(0))
    return none
  }
}

/** What a recorded phone answered, as the replay script of the bench finds it. */
export function recordingsIn(folder: string): DeviceTransport['send'] {
  const answer = (argv: string[]) => {
    const path = join(folder, argv.join('+').replaceAll('/', '@').replaceAll(' ', '_'))
    const read = (ending: string) => (existsSync(path + ending) ? readFileSync(path + ending) : Buffer.alloc(0))
    return { stdout: read('.out'), stderr: read('.err').toString(), exitCode: Number(read('.rc').toString()) }
  }
  return async (argv) => {
    const properties = /for k in ([^;]+);/.exec(argv[2] ?? '')?.[1]?.split(' ')
    if (properties === undefined) return answer(argv)
    const lines = properties.map((key) => `[${key}]: [${answer(['getprop', key]).stdout.toString().trim()}]\n`)
    return { stdout: Buffer.from(lines.join('')), stderr: '', exitCode: 0 }
  }
}

/** A computer without adb: nothing answers, and there is nothing to start. */
export const withoutAdb = { DAICHA_ADB: '/nowhere/adb', ANDROID_ADB_SERVER_PORT: '1' }

/** Runs the command line with these phones, and nobody at the terminal. */
export const daichaWith = (connect: Connect | undefined, argv: string[], io: Partial<Io> = {}): Promise<Ran> =>
  daicha(argv, { stdin: new PassThrough(), ...io }, connect)

/**
 * Runs the command line on a terminal. Each time a question stands there the next answer is typed; a function is
 * called, and what it returns is typed. When the answers are used up the terminal is closed.
 */
export async function atTerminal(
  connect: Connect | undefined,
  answers: (string | (() => string | undefined))[],
  { argv = [], ...io }: Partial<Io> & { argv?: string[] } = {},
): Promise<Ran> {
  const stdin = Object.assign(new PassThrough(), { isTTY: true })
  const left = [...answers]
  const said = { stdout: '', stderr: '' }
  const typeNext = () => {
    if (left.length === 0) return void stdin.end()
    const answer = left.shift()
    const line = typeof answer === 'function' ? answer() : answer
    if (line !== undefined) stdin.write(`${line}\n`)
  }
  const atScreen = {
    stdout: {
      isTTY: true,
      columns: 80,
      write(text: string) {
        said.stdout += text
        // A question is what ends without a new line.
        if (/(\] ?(: |：)?|means no: )$/.test(text)) setImmediate(typeNext)
      },
    },
    stderr: { isTTY: true, columns: 80, write: (text: string) => (said.stderr += text) },
    env: { NO_COLOR: '1' },
  }
  return { ...(await daicha(argv, { ...atScreen, stdin, ...io }, connect)), ...said }
}
