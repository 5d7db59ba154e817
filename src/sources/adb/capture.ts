import { AuditError, type ProblemCode } from '../../errors.ts'
import type { Failure } from '../../model/dump.ts'
import { userIdIn } from '../../model/user-id.ts'
import { linesWith } from './answer.ts'
import { apkFiles, apkSizes, apksIn } from './apks.ts'
import type { CapturedFile } from './captured-file.ts'
import { commands, guard, isAskable, type PhoneCommand, ROLES, SECURE_SETTINGS, shownCommand } from './commands.ts'
import { isGap } from './errors.ts'
import type { DeviceTransport } from './transport.ts'

/** Everything that was read from a phone in one go. An audit of a phone is an audit of this. */
export interface Capture {
  format: 'daicha-capture/1'
  tool: string
  device: { model?: string; androidVersion?: string; sdk?: number; connection: 'usb' | 'tcp' }
  /** Clock of the phone minus clock of this computer. */
  clockOffsetMs: number | null
  startedAt: string
  finishedAt: string
  files: CapturedFile[]
}

export interface CaptureOptions {
  tool: string
  /** RFC 3339 with offset. */
  now: () => string
  /** Packages whose own list of requests is worth a command each. */
  isCandidate: (packageName: string) => boolean
  /** Packages whose name says everything, so that their APK need not be read. */
  isKnown: (packageName: string) => boolean
  signal?: AbortSignal
  onStep?: (step: { name: string; state: 'started' | 'done' | 'failed'; bytes: number }) => void
}

/** More than two commands at once make a phone slower, not faster. */
const AT_ONCE = 2
/** More than any phone has; each costs ten commands. */
const MOST_USERS = 100
/** What a service says instead of its dump, at the start of an answer that ends well all the same. */
const REFUSALS =
  /^\s*(Can't find service|Permission Denial|Security exception|java\.lang\.SecurityException|Exception occurred|Error: java)/

/**
 * Reads what an audit needs, with commands of the catalogue only.
 *
 * @throws AuditError when the phone goes away, or when the list of packages cannot be read
 */
export async function capture(phone: DeviceTransport, options: CaptureOptions): Promise<Capture> {
  const { now } = options
  const startedAt = now()
  const files: CapturedFile[] = []
  const read = async (command: PhoneCommand) => {
    const file = await answerOf(phone, command, options)
    files.push(file)
    return file
  }

  const clock = await read(commands.clock())
  const properties = propertiesIn(await read(commands.properties()))
  const sdk = Number(/^\d{1,5}$/.exec(properties.get('ro.build.version.sdk') ?? '')?.[0] ?? 0)
  const [users, packages] = await both(read(commands.users(sdk)), read(commands.packages(sdk)))
  const userIds = usersIn(users, packages)

  const lists = await inTurns(
    [commands.appOps(sdk), ...userIds.map((userId) => commands.listPackages(sdk, userId)), commands.devicePolicy(sdk)],
    read,
  )
  // A profile that refuses its list refuses the rest as well; `dumpsys` prints its state all the same.
  const open = userIds.filter(
    (userId) => !lists.some(({ command, failure }) => failure && command.at(-1) === String(userId)),
  )
  const candidates = namesIn(packages, lists).filter(options.isCandidate)
  await inTurns(
    [
      ...candidates.map((name) => commands.package(sdk, name)),
      ...open.flatMap((userId) => SECURE_SETTINGS.map((key) => commands.setting(userId, key))),
      ...open.flatMap((userId) =>
        ROLES.filter(({ minSdk }) => sdk >= minSdk).map(({ role }) => commands.roleHolders(userId, role)),
      ),
    ],
    read,
  )
  const apks = apksIn(packages.bytes, options.isCandidate)
  const unknown = apks.filter(({ packageName }) => !options.isKnown(packageName))
  // Before Android 6 a phone has no program to read a range: then it is said that the names were not read.
  const sizes = sdk >= 23 ? await apkSizes(phone, unknown, options) : new Map<string, number>()
  const names = await inTurns(unknown, async (apk) => {
    const step = { name: `apk-${apk.packageName}`, bytes: 0 }
    options.onStep?.({ ...step, state: 'started' })
    const found = await apkFiles(phone, apk, sizes.get(apk.path), options)
    const failed = found.some(({ failure }) => failure !== undefined)
    options.onStep?.({ ...step, state: failed ? 'failed' : 'done' })
    return found
  })
  files.push(...names.flat())
  const text = (key: string) => properties.get(key) || undefined
  const [model, androidVersion] = [text('ro.product.model'), text('ro.build.version.release')]
  return {
    format: 'daicha-capture/1',
    tool: options.tool,
    device: {
      ...(model !== undefined && { model }),
      ...(androidVersion !== undefined && { androidVersion }),
      ...(sdk > 0 && { sdk }),
      connection: /:\d+$/.test(phone.serial) ? 'tcp' : 'usb',
    },
    clockOffsetMs: offsetOf(clock),
    startedAt,
    finishedAt: now(),
    // In the order of their names, so that a saved capture is read in the order of a live one.
    files: files.sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

async function answerOf(phone: DeviceTransport, command: PhoneCommand, options: CaptureOptions): Promise<CapturedFile> {
  const { name, argv, timeoutMs, required = false } = command
  const { now, signal, onStep } = options
  const file = {
    name,
    command: argv,
    startedAt: now(),
    finishedAt: '',
    exitCode: null,
    stderr: '',
    bytes: Buffer.alloc(0),
  }
  onStep?.({ name, state: 'started', bytes: 0 })
  let answer: CapturedFile
  try {
    const result = await phone.send(guard(argv), { timeoutMs, ...(signal && { signal }) })
    const { stdout: bytes, stderr, exitCode } = result
    const refused = REFUSALS.test(bytes.toString('latin1', 0, 300)) || (exitCode !== 0 && bytes.length === 0)
    const failure = refused ? failureOf('E210', argv) : undefined
    if (failure && required) throw new AuditError('E210', failure.params)
    answer = { ...file, finishedAt: now(), exitCode, stderr, bytes, ...(failure && { failure }) }
  } catch (error) {
    const optional = error instanceof AuditError && !required && isGap(error)
    if (!optional) throw error
    answer = { ...file, finishedAt: now(), failure: { code: error.code, params: error.params, incomplete: false } }
  }
  onStep?.({ name, state: answer.failure ? 'failed' : 'done', bytes: answer.bytes.length })
  return answer
}

const failureOf = (code: ProblemCode, argv: string[]): Failure => ({
  code,
  params: { detail: shownCommand(argv) },
  incomplete: false,
})

const propertiesIn = ({ bytes }: CapturedFile) =>
  new Map(
    [...linesWith(bytes, '[')].flatMap((line): [string, string][] => {
      const [, key, value] = /^\[([\w.]+)\]: \[(.*)\]$/.exec(line) ?? []
      return key === undefined || value === undefined ? [] : [[key, Buffer.from(value, 'latin1').toString()]]
    }),
  )

/** From the list of users; from the package dump where that is refused. */
function usersIn(users: CapturedFile, packages: CapturedFile): number[] {
  const idsIn = ({ bytes }: CapturedFile, start: string, id: RegExp) =>
    [...linesWith(bytes, start)].flatMap((line) => userIdIn(id.exec(line)?.[1]) ?? [])
  const listed = idsIn(users, '', /^\s*UserInfo\{(\d+):/)
  const ids = new Set(listed.length > 0 ? listed : idsIn(packages, '    User ', /^ {4}User (\d+):/))
  return ids.size > 0 ? [...ids].sort((a, b) => a - b).slice(0, MOST_USERS) : [0]
}

function namesIn(packages: CapturedFile, lists: CapturedFile[]): string[] {
  const nameIn = (name: RegExp) => (line: string) => name.exec(line)?.[1] ?? []
  const headers = [...linesWith(packages.bytes, '  Package [')].flatMap(nameIn(/^ {2}Package \[([\w.]+)\]/))
  const listed = lists.flatMap(({ bytes }) => [...linesWith(bytes, 'package:')].flatMap(nameIn(/^package:([\w.]+)/)))
  return [...new Set([...headers, ...listed])].filter(isAskable).sort()
}

function offsetOf({ bytes, startedAt, finishedAt }: CapturedFile): number | null {
  const [, y, mo, d, h, mi, s, zone, zoneMinutes] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)([+-]\d\d)(\d\d)\s*$/.exec(bytes.toString('latin1', 0, 64)) ?? []
  const [from, to, phone] = [startedAt, finishedAt, `${y}-${mo}-${d}T${h}:${mi}:${s}${zone}:${zoneMinutes}`].map(
    (time) => Date.parse(time),
  )
  if (from === undefined || to === undefined || phone === undefined || Number.isNaN(phone)) return null
  return Math.round(phone - (from + to) / 2)
}

/** Both, or the error of the one that failed, after the other has ended too. */
async function both<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  const [first, second] = await Promise.allSettled([a, b])
  if (first.status === 'rejected') throw first.reason
  if (second.status === 'rejected') throw second.reason
  return [first.value, second.value]
}

/** Runs through a list with two at a time, and stops at the first error. */
async function inTurns<Item, Result>(items: Item[], run: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  let failed = false
  const worker = async () => {
    while (next < items.length && !failed) {
      const at = next++
      const item = items[at] as Item
      results[at] = await run(item).catch((error) => {
        failed = true
        throw error
      })
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  return results
}
