import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs'
import { constants as system } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { AuditError, causeOf } from '../errors.ts'
import { isNoNameOnWindows } from './pack/layout.ts'

/** A place on the disk. */
export interface Place {
  path: string
  /** As it was named. */
  shown: string
}

/** A place as a person typed it. */
export const placeAt = (shown: string, cwd: string): Place => ({ path: resolve(cwd, shown), shown })

/** Where a run writes: a file that comes to be whole or not, or a pipe or device that takes it piece by piece. */
export interface Output {
  /** Whether a file comes to be, and not something that a pipe or device takes. */
  isFile: boolean
  write: (text: string | Uint8Array) => void
  commit: () => void
  /** Removes what was not committed. */
  discard: () => void
}

/**
 * Opens an output, links followed. What is no ordinary file (a pipe, a device, an open file of this process as
 * `/dev/stdout` names it) is written into as it is.
 *
 * @throws AuditError E502, here and in its methods; a pipe that its reader closed is thrown as the system says it
 */
export function openOutput({ path, shown }: Place): Output {
  const orSay = <T>(action: () => T): T => {
    try {
      return action()
    } catch (cause) {
      if (causeOf(cause) === 'EPIPE') throw cause
      throw unwritable({ path, shown }, cause)
    }
  }
  const { isFile, write, commit, discard } = orSay(() => opened(path))
  return { isFile, write: (text) => orSay(() => write(text)), commit: () => orSay(commit), discard }
}

/** Why nothing can be written to a path: what the system says, and what it leaves open. */
export function unwritable({ path, shown }: Place, cause: unknown): AuditError {
  if (cause instanceof AuditError) return cause
  const code = causeOf(cause)
  const isFolderMissing = code === 'ENOENT' && !existsSync(dirname(path))
  // The folder took what was to be renamed.
  const isHeld =
    code === 'EPERM' && process.platform === 'win32' && (cause as NodeJS.ErrnoException).syscall === 'rename'
  const detail = isFolderMissing ? 'ENOENT.folder' : isHeld ? 'EPERM.rename' : code
  return new AuditError('E502', { path: shown, detail }, { cause })
}

/** Windows makes of some names another file, or one that nobody can remove again. */
function refuseNoName(path: string): void {
  if (process.platform === 'win32' && isNoNameOnWindows(basename(path)))
    throw Object.assign(new Error(path), { code: 'ERR_INVALID_ARG_VALUE' })
}

/**
 * For what never takes the place of anything, a link to nowhere too.
 *
 * @throws AuditError E501 where something lies there, E502 where nothing can
 */
export function refuseTaken({ path, shown }: Place): void {
  try {
    refuseNoName(path)
    const isTaken = lstatSync(path, { throwIfNoEntry: false }) !== undefined
    accessSync(dirname(path), constants.W_OK)
    if (isTaken) throw new AuditError('E501', { path: shown })
  } catch (cause) {
    throw unwritable({ path, shown }, cause)
  }
}

/** Writes a whole text. @returns whether it is a file now, not gone into a pipe or device @throws AuditError E502 */
export function writeOutput(place: Place, text: string | Uint8Array): boolean {
  const output = openOutput(place)
  try {
    output.write(text)
    output.commit()
    return output.isFile
  } finally {
    output.discard()
  }
}

/**
 * Before there is anything to write: what took long to find out must not be lost.
 *
 * @throws AuditError E502 where no file can come to be
 */
export function refuseUnwritable(place: Place): void {
  try {
    const { path, descriptor, stats } = takerAt(place.path)
    if (descriptor === undefined && (stats?.isFile() ?? true)) accessSync(dirname(path), constants.W_OK)
  } catch (cause) {
    throw unwritable(place, cause)
  }
}

/** What takes what is written to a place, and what lies there now. */
function takerAt(named: string): ReturnType<typeof placeOf> & { stats?: Stats | undefined } {
  const place = placeOf(named)
  if (place.descriptor !== undefined) return place
  refuseNoName(place.path)
  const stats = statSync(place.path, { throwIfNoEntry: false })
  if (stats?.isDirectory()) throw Object.assign(new Error(named), { code: 'EISDIR' })
  return { ...place, stats }
}

function opened(named: string): Output {
  const { path, descriptor, stats } = takerAt(named)
  if (descriptor !== undefined)
    return { isFile: false, write: (text) => writeAll(descriptor, text), commit() {}, discard() {} }
  const part = stats && !stats.isFile() ? undefined : partBeside(path)
  let fd: number | undefined
  const close = () => {
    if (fd !== undefined) closeSync(fd)
    fd = undefined
  }
  const discard = () => {
    close()
    if (part !== undefined) abandon(part)
  }
  try {
    // What nobody else may read stays so when it is written anew.
    fd = openSync(part ?? path, part === undefined ? 'a' : 'wx', stats && stats.mode & 0o777)
  } catch (cause) {
    discard()
    throw cause
  }
  return {
    isFile: part !== undefined,
    write: (text) => fd !== undefined && writeAll(fd, text),
    commit() {
      close()
      if (part !== undefined) complete(part, path)
    },
    discard,
  }
}

/** More links than this lead nowhere. */
const MAX_LINKS = 40

/** What a path stands for once its links are followed: a file, or an open file of this process. */
export function placeOf(named: string): { path: string; descriptor?: number } {
  let path = named
  for (let links = 0; links < MAX_LINKS; links++) {
    const folder = realpathSync(dirname(path))
    path = join(folder, basename(path))
    const [isOpenFile, owner = process.pid] = /^\/(?:proc\/(\d+)\/fd|dev\/fd)$/.exec(folder) ?? []
    if (isOpenFile && Number(owner) === process.pid) return { path, descriptor: Number(basename(path)) }
    if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return { path }
    path = resolve(folder, readlinkSync(path))
  }
  throw Object.assign(new Error(named), { code: 'ELOOP' })
}

function writeAll(fd: number, text: string | Uint8Array): void {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(fd, bytes, at)
    } catch (error) {
      // A full pipe that does not block: its reader is slower than we are.
      if (causeOf(error) !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}

const unfinished = new Set<string>()
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** An unused name beside a path, for what is renamed to it when it is whole; an interruption removes it. */
function partBeside(path: string): string {
  const part = join(dirname(path), `.daicha-${crypto.randomUUID()}.part`)
  if (unfinished.size === 0) {
    process.on('exit', abandonAll)
    for (const signal of SIGNALS) process.on(signal, interrupted)
  }
  unfinished.add(part)
  return part
}

/**
 * Makes something beside a place and renames it, so that a half one is never left.
 *
 * @param may asked at the very end, when it is whole: throws where it may not take that name
 * @throws AuditError E502 where it cannot be written, and what is no error of the system
 */
export async function putWhole(
  place: Place,
  make: (part: string) => void | Promise<void>,
  may = () => refuseTaken(place),
): Promise<void> {
  const part = partBeside(place.path)
  try {
    await make(part)
    may()
    complete(part, place.path)
  } catch (cause) {
    throw unwritable(place, cause)
  } finally {
    abandon(part)
  }
}

function complete(part: string, path: string): void {
  renameSync(part, path)
  forget(part)
}

function abandon(part: string): void {
  if (!unfinished.has(part)) return
  forget(part)
  rmSync(part, { recursive: true, force: true })
}

function forget(part: string): void {
  unfinished.delete(part)
  if (unfinished.size > 0) return
  process.off('exit', abandonAll)
  for (const signal of SIGNALS) process.off(signal, interrupted)
}

const abandonAll = () => unfinished.forEach(abandon)

function interrupted(signal: NodeJS.Signals): void {
  abandonAll()
  endBy(signal)
}

/** Ends the process as a signal would have; Windows would do so with the exit code of a finding. */
export function endBy(signal: NodeJS.Signals): void {
  if (process.platform === 'win32') process.exit(128 + system.signals[signal])
  process.kill(process.pid, signal)
}
