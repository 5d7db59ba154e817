import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DeviceTransport } from '../../src/internal.ts'
import { root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { phones, recordingsIn } from './canned.ts'

const script = join(root, 'test/adb/device/memory.js')
const { write, answer } = (await import(script)) as {
  write: (folder: string, state: object) => void
  answer: (folder: string, argv: string[]) => { stdout: string; stderr: string; exitCode: number }
}

const CHANGES = ['pm revoke', 'pm grant', 'pm set-permission-flags', 'pm clear-permission-flags', 'appops set', 'am ']
const PROPERTIES = {
  'ro.build.version.release': '14',
  'ro.build.fingerprint': 'example/a1/a1:14/EXAMPLE.34/1:user/release-keys',
  'ro.product.brand': 'Example',
  'ro.product.model': 'A1',
  'persist.sys.timezone': 'Asia/Shanghai',
}
const held = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, { granted: true, flags: ['USER_SET'] }]))
const app = (name: string, appId: number, ...asks: string[]) => ({
  name,
  appId,
  target: 34,
  asks,
  users: { 0: { permissions: held(...asks) } },
})

type Answer = Awaited<ReturnType<DeviceTransport['send']>>

/**
 * A phone with a lender that reads contacts, which remembers what is changed, and its clock.
 *
 * @param target the Android that the lender is built for
 * @param maker of Google no manager of permissions is waited for
 * @param fixed what it holds besides, which an administrator has fixed
 * @param once whether contacts were allowed for this time only
 * @param odd what it answers in another way than phones do
 */
export function remembering({
  sdk = 34,
  target = 34,
  maker = 'Example',
  fixed = [] as string[],
  once = false,
  odd = (_: string): Answer | undefined => undefined,
} = {}) {
  const folder = newFolder()
  let time = Date.parse('2026-11-24T06:20:03Z')
  const lender = app('com.example.kuaijie', 10075, 'READ_CONTACTS', 'WRITE_CONTACTS', ...fixed)
  for (const name of fixed) lender.users[0].permissions[name] = { granted: true, flags: ['POLICY_FIXED'] }
  if (once)
    for (const state of Object.values(lender.users[0].permissions))
      Object.assign(state, { flags: ['USER_SET', 'ONE_TIME'] })
  write(folder, {
    sdk,
    apps: [{ ...lender, target }, app('com.example.notes', 10076, 'CAMERA')],
  })
  for (const [key, value] of Object.entries({
    ...PROPERTIES,
    'ro.product.manufacturer': maker,
    'ro.build.version.sdk': String(sdk),
  }))
    writeFileSync(join(folder, `getprop+${key}.out`), `${value}\n`)
  const recorded = recordingsIn(folder)
  const send: DeviceTransport['send'] = async (argv, options) => {
    const oddly = odd(argv.join(' '))
    if (oddly) return oddly
    if (argv[0] === 'date') {
      const local = new Date(time + 8 * 3_600_000).toISOString().replace(/[-:]|\.\d+Z/g, '')
      return { stdout: Buffer.from(`${local}+0800\n`), stderr: '', exitCode: 0 }
    }
    if (!CHANGES.some((call) => argv.join(' ').startsWith(call))) return recorded(argv, options)
    const { stdout, ...rest } = answer(folder, argv)
    return { stdout: Buffer.from(stdout), ...rest }
  }
  const { connect, sent } = phones({ send, serial: '0A1B2C3D', model: 'A1' })
  return {
    connect,
    /** Every command that was sent to it. */
    sent,
    now: () => new Date(time).toISOString(),
    /** Ten minutes go by. */
    wait() {
      time += 600_000
    },
  }
}
