import type { AuditError } from '../../errors.ts'
import type { Failure } from '../../model/dump.ts'
import type { DumpCommand } from '../../model/phone/phone-command.ts'
import type { User } from '../../model/phone/snapshot.ts'
import { compareTexts } from '../../model/text/order.ts'
import { type Answer, answerReader, type Clock, dumpCommands, readAnswer } from '../../parse/index.ts'
import { askClock } from '../../parse/sections/date.ts'
import { askPackages, askPackagesAgain } from '../../parse/sections/dumpsys-package.ts'
import { askUsers } from '../../parse/sections/dumpsys-user.ts'
import { askProperties } from '../../parse/sections/getprop.ts'
import { askPackageList } from '../../parse/sections/pm-list.ts'
import { answerOf, isGap } from './asking/answer.ts'
import { CAPTURE_FORMAT, type CapturedFile, isCut } from './asking/captured-file.ts'
import { type Request, request } from './asking/catalogue.ts'
import { turns } from './asking/in-turns.ts'
import type { DeviceTransport } from './link/transport.ts'
import { wayOf } from './link/ways.ts'
import { apksOf } from './names/apks.ts'
import type { Names } from './names/name-choices.ts'
import { namesFrom } from './names/names.ts'
import { type AgainOptions, isOfOneMoment, namesIn, onceMore } from './once-more.ts'

/** Everything that was read from a phone in one go. An audit of a phone is an audit of this. */
export interface Capture {
  format: typeof CAPTURE_FORMAT
  tool: string
  device: { model?: string; androidVersion?: string; sdk?: number; connection: 'usb' | 'tcp' }
  /** Clock of the phone minus clock of this computer. */
  clockOffsetMs: number | null
  startedAt: string
  finishedAt: string
  files: CapturedFile[]
}

export interface CaptureOptions extends AgainOptions {
  tool: string
  /** Packages whose own list of requests is worth a command each. */
  isCandidate: (packageName: string) => boolean
  /** Packages whose name says everything, so that their APK need not be read. */
  isKnown: (packageName: string) => boolean
  names: Names
  /** Told what there is when only names are missing. */
  onAnswers?: (files: CapturedFile[]) => Promise<void>
  /** Told how many of the names are there. */
  onName?: (n: number, of: number) => void
}

/** From 13 the package manager dumps a copy of itself (AOSP `DumpHelper`); before, others wait for its end. */
const LEAST_SDK_WITH_SNAPSHOTS = 33

/** What other commands depend on, which is asked first. */
const first = [askClock, askProperties, askUsers, askPackages, askPackagesAgain, askPackageList]

/**
 * Reads what an audit needs, with commands of the catalogue only.
 *
 * @throws AuditError when the phone goes away, or when the list of packages cannot be read
 */
export async function capture(phone: DeviceTransport, options: CaptureOptions): Promise<Capture> {
  const { now } = options
  const startedAt = now()
  const asking = askingOf(phone, options)
  const { files, read, readAll, together } = asking

  const [clock, system] = await together([read(request(askClock, 0)), read(request(askProperties, 0))])
  const offset = offsetOf(clock, readAnswer(clock).clock)
  if (offset !== null && Math.abs(offset) > FAR_OFF_MS) clock.failure = farOff(offset)
  const { properties } = readAnswer(system)
  const sdk = sdkIn(properties)
  const toldUsers = read(request(askUsers, sdk))
  const wholeDump = readPackages(asking, sdk)
  // The dump takes longest; the rest is asked beside it, where it need not wait for it.
  const isReady = sdk < LEAST_SDK_WITH_SNAPSHOTS ? wholeDump : Promise.resolve()
  const knownUsers = together([toldUsers, isReady]).then(async ([file]) => {
    const { users } = readAnswer(file)
    return users.length > 0 && !isCut(file) ? users : usersIn(users, await wholeDump)
  })
  const listsOf = async (users: User[]) => {
    const listed = await readAll(users.map(({ userId }) => request(askPackageList, sdk, String(userId))))
    for (const [at, user] of users.entries()) tellClosed(user, listed[at])
    return listed
  }
  const readUsers = async (users: User[]) => {
    const listed = await listsOf(users)
    // A profile that refuses its list refuses the rest as well; `dumpsys` prints its state all the same.
    const open = users.filter((_, at) => listed[at]?.failure?.code !== 'E217')
    await readAll(open.flatMap(({ userId }) => requestsPer('user', sdk, String(userId))))
    return listed
  }
  const wholes = isReady.then(() => readAll(requestsPer('phone', sdk)))
  const lists = knownUsers.then(readUsers)
  const [dump, told, listedFirst] = await together([wholeDump, knownUsers, lists, wholes])
  // The list of users may have been cut, and nothing said of it.
  const users = usersIn(told, dump)
  const listed = [...listedFirst, ...(await readUsers(users.slice(told.length)))]
  const readOwn = (dump: Answer, listed: CapturedFile[]) =>
    readAll(
      namesIn([dump, ...listed.map(readAnswer)])
        .filter(options.isCandidate)
        .flatMap((name) => requestsPer('app', sdk, name)),
    )
  const own = await readOwn(dump, listed)
  // A store may install something at any moment, and somebody decide anew: once more, so that it is of one moment.
  const { installed } = isOfOneMoment(files, dump, listed, own)
    ? dump
    : await onceMore(files, options, dump, async () => {
        const dump = await readPackages(asking, sdk)
        const [listed] = await together([listsOf(users), readAll(requestsPer('phone', sdk))])
        const again = await readOwn(dump, listed)
        // Of an app that is gone by now nothing stays.
        for (const file of own) if (files.get(file.name) === file) files.delete(file.name)
        return isOfOneMoment(files, dump, listed, again) ? dump : undefined
      })
  const { names, isCandidate, isKnown } = options
  const apks = names === 'none' ? [] : apksOf(installed, (name) => names === 'all' || isCandidate(name))
  const unknown = apks.filter(({ packageName }) => !isKnown(packageName))
  if (unknown.length > 0) await options.onAnswers?.([...files.values()])
  for (const file of await namesFrom(phone, unknown, sdk, options)) files.set(file.name, file)
  return {
    format: CAPTURE_FORMAT,
    tool: options.tool,
    device: { ...deviceIn(properties), ...(sdk > 0 && { sdk }), connection: wayOf(phone.serial) },
    clockOffsetMs: offset,
    startedAt,
    finishedAt: now(),
    // In the order of their names, so that a saved capture is read in the order of a live one.
    files: [...files.values()].sort((a, b) => compareTexts(a.name, b.name)),
  }
}

type Asking = ReturnType<typeof askingOf>

/** Asks a phone in turns, and keeps its answers by the names of their files. */
function askingOf(phone: DeviceTransport, options: CaptureOptions) {
  const files = new Map<string, CapturedFile>()
  const { take, together } = turns()
  /** What is read again replaces what was read before. */
  const read = (asked: Request, onPart?: (part: Uint8Array) => void) =>
    take(async () => {
      const file = await answerOf(phone, asked, { ...options, ...(onPart && { onPart }) })
      files.set(file.name, file)
      return file
    })
  return {
    files,
    read,
    readAll: (asked: Request[]) => together(asked.map((one) => read(one))),
    together,
    isAwake: async () => (await answerOf(phone, request(askClock, 0), options)).failure === undefined,
  }
}

/** The dump of all packages; a second way is tried where it breaks off or comes too late. */
async function readPackages({ files, read, isAwake }: Asking, sdk: number): Promise<Answer> {
  let late: unknown
  const asked = request(askPackages, sdk)
  // It is long, and so is reading it: that is done while it comes, as far as it is told.
  const reader = answerReader(asked.name, asked.argv)
  let told = 0
  const whole = await read(asked, (part) => {
    told += part.length
    reader.write(part)
  }).catch(async (error) => {
    // A phone that does not tell the time either has stopped: a second try would only take longer.
    if (!isLate(error) || !(await isAwake())) throw error
    late = error
    return undefined
  })
  if (whole) reader.write(whole.bytes.subarray(told))
  const first = whole && reader.end()
  if (whole && first && !isCut(whole)) return first
  const again = await read(request(askPackagesAgain, sdk))
  const second = readAnswer(again)
  const isLess = second.packageNames.length < (first?.packageNames.length ?? 0)
  if (!again.failure && !isLess) return second
  if (whole === undefined || first === undefined) throw late
  files.set(whole.name, whole)
  return first
}

type Properties = Answer['properties']

/** 0 where the phone does not say it. */
const sdkIn = (properties: Properties) =>
  Number(/^\d{1,5}$/.exec(properties.get('ro.build.version.sdk') ?? '')?.[0] ?? 0)

function deviceIn(properties: Properties): Pick<Capture['device'], 'model' | 'androidVersion'> {
  const model = properties.get('ro.product.model')
  const androidVersion = properties.get('ro.build.version.release')
  return { ...(model && { model }), ...(androidVersion && { androidVersion }) }
}

/** Of the profile of a user that refuses its list, which is told as what it is. */
function tellClosed({ userId, kind }: User, listed: CapturedFile | undefined) {
  if (listed?.failure?.code !== 'E210' || kind === 'owner') return
  listed.failure.code = 'E217'
  listed.failure.params = { profile: kind, user: String(userId) }
}

/** All other commands that are asked once of a phone, of one of its users, or of one app. */
const requestsPer = (per: DumpCommand['per'], sdk: number, ...args: string[]): Request[] =>
  dumpCommands
    .filter((command) => command.per === per && !first.includes(command))
    .flatMap((command) => {
      const each = command.about ? command.about(sdk).map((one) => [...args, one]) : [args]
      return each.map((all) => request(command, sdk, ...all))
    })

/** With those of the package dump, where the list of users is refused or was cut. */
function usersIn(told: User[], { users }: Answer): User[] {
  const all = [...told, ...users.filter(({ userId }) => told.every((one) => one.userId !== userId))]
  return all.length > 0 ? all : [{ userId: 0, kind: 'owner' }]
}

/** Whether our own time limit passed; what is too large would be so again. */
const isLate = (error: unknown): error is AuditError => isGap(error) && error.params['limit'] === undefined

/** A clock that is set by a network is seconds off, and a battery that was empty sets it back by years. */
const FAR_OFF_MS = 24 * 3600_000
const farOff = (offset: number): Failure => ({
  code: 'E219',
  params: { days: String(Math.round(Math.abs(offset) / FAR_OFF_MS)) },
  incomplete: false,
})

/** Clock of the phone minus clock of this computer, in the middle of the time that the answer took. */
function offsetOf({ startedAt, finishedAt }: CapturedFile, clock: Clock | undefined): number | null {
  const phone = Date.parse(`${clock?.local.replace(' ', 'T')}${clock?.offset}`)
  return Number.isNaN(phone) ? null : Math.round(phone - (Date.parse(startedAt) + Date.parse(finishedAt)) / 2)
}
