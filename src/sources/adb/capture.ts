import { AuditError, type ProblemCode } from '../../errors.ts'
import type { Failure } from '../../model/dump.ts'
import { type DumpCommand, isAskable, type PhoneCommand } from '../../model/phone-command.ts'
import { type Answer, type Clock, dumpCommands, readAnswer } from '../../parse/index.ts'
import { askClock } from '../../parse/sections/date.ts'
import { askPackages } from '../../parse/sections/dumpsys-package.ts'
import { askUsers } from '../../parse/sections/dumpsys-user.ts'
import { askProperties } from '../../parse/sections/getprop.ts'
import { askPackageList } from '../../parse/sections/pm-list.ts'
import { apkFiles, apkSizes, apksOf } from './apks.ts'
import type { CapturedFile } from './captured-file.ts'
import { askApkBlocks, LEAST_SDK_FOR_APKS, type Request, request, shownCommand } from './catalogue.ts'
import { isGap } from './errors.ts'
import { guard } from './guard.ts'
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
  onStep?: (step: {
    name: string
    step: PhoneCommand['step']
    state: 'started' | 'done' | 'failed'
    bytes: number
  }) => void
}

/** More than two commands at once make a phone slower, not faster. */
const AT_ONCE = 2
/** What other commands depend on, which is asked first. */
const first = [askClock, askProperties, askUsers, askPackages, askPackageList]
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
  const read = async (asked: Request) => {
    const file = await answerOf(phone, asked, options)
    files.push(file)
    return file
  }

  const clock = await read(request(askClock, 0))
  const { properties } = readAnswer(await read(request(askProperties, 0)))
  const sdk = Number(/^\d{1,5}$/.exec(properties.get('ro.build.version.sdk') ?? '')?.[0] ?? 0)
  const [users, packages] = await both(read(request(askUsers, sdk)), read(request(askPackages, sdk)))
  const dump = readAnswer(packages)
  const userIds = usersIn(readAnswer(users), dump)

  const wholes = requestsPer('phone', sdk)
  const lists = userIds.map((userId) => request(askPackageList, sdk, String(userId)))
  const listed = (await inTurns([...wholes, ...lists], read)).slice(wholes.length)
  // A profile that refuses its list refuses the rest as well; `dumpsys` prints its state all the same.
  const open = userIds.filter((_, at) => listed[at]?.failure === undefined)
  const candidates = namesIn([dump, ...listed.map(readAnswer)]).filter(options.isCandidate)
  await inTurns(
    [
      ...candidates.flatMap((name) => requestsPer('app', sdk, name)),
      ...open.flatMap((userId) => requestsPer('user', sdk, String(userId))),
    ],
    read,
  )
  const apks = apksOf(dump.installed, options.isCandidate)
  const unknown = apks.filter(({ packageName }) => !options.isKnown(packageName))
  // Before Android 6 a phone has no program to read a range: then it is said that the names were not read.
  const sizes = sdk >= LEAST_SDK_FOR_APKS ? await apkSizes(phone, unknown, options) : new Map<string, number>()
  const names = await inTurns(unknown, async (apk) => {
    const step = { name: `apk-${apk.packageName}`, step: askApkBlocks.step, bytes: 0 }
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
    clockOffsetMs: offsetOf(clock, readAnswer(clock).clock),
    startedAt,
    finishedAt: now(),
    // In the order of their names, so that a saved capture is read in the order of a live one.
    files: files.sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

/** All other commands that are asked once of a phone, of one of its users, or of one app. */
const requestsPer = (per: DumpCommand['per'], sdk: number, ...args: string[]): Request[] =>
  dumpCommands
    .filter((command) => command.per === per && !first.includes(command))
    .flatMap((command) => {
      const each = command.about ? command.about(sdk).map((one) => [...args, one]) : [args]
      return each.map((all) => request(command, sdk, ...all))
    })

async function answerOf(phone: DeviceTransport, asked: Request, options: CaptureOptions): Promise<CapturedFile> {
  const { name, argv, timeoutMs, required = false, step } = asked
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
  onStep?.({ name, step, state: 'started', bytes: 0 })
  let answer: CapturedFile
  try {
    const result = await phone.send(guard(argv), { timeoutMs, ...(signal && { signal }) })
    const { stdout: bytes, stderr, exitCode } = result
    const refused = REFUSALS.test(bytes.toString('latin1', 0, 300)) || (exitCode !== 0 && bytes.length === 0)
    const failure = refused ? failureOf('E210', argv) : undefined
    if (failure && required) throw new AuditError('E210', { detail: shownCommand(argv) })
    answer = { ...file, finishedAt: now(), exitCode, stderr, bytes, ...(failure && { failure }) }
  } catch (error) {
    const optional = error instanceof AuditError && !required && isGap(error)
    if (!optional) throw error
    answer = { ...file, finishedAt: now(), failure: { code: error.code, params: error.params, incomplete: false } }
  }
  onStep?.({ name, step, state: answer.failure ? 'failed' : 'done', bytes: answer.bytes.length })
  return answer
}

const failureOf = (code: ProblemCode, argv: string[]): Failure => ({
  code,
  params: { detail: shownCommand(argv) },
  incomplete: false,
})

/** From the list of users; from the package dump where that is refused. */
function usersIn(users: Answer, packages: Answer): number[] {
  const known = [users, packages].find(({ userIds }) => userIds.length > 0)
  return known?.userIds ?? [0]
}

const namesIn = (answers: Answer[]) =>
  [...new Set(answers.flatMap(({ packageNames }) => packageNames))].filter(isAskable).sort()

/** Clock of the phone minus clock of this computer, in the middle of the time that the answer took. */
function offsetOf({ startedAt, finishedAt }: CapturedFile, clock: Clock | undefined): number | null {
  const phone = Date.parse(`${clock?.local.replace(' ', 'T')}${clock?.offset}`)
  return Number.isNaN(phone) ? null : Math.round(phone - (Date.parse(startedAt) + Date.parse(finishedAt)) / 2)
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
