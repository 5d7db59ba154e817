import { latin1In, ofText } from '#platform/bytes.ts'
import type { Failure } from '../../../model/dump.ts'
import { isAskable } from '../../../model/phone/phone-command.ts'
import { type Installed, nearness, summaryFile, UnreadableError } from '../../../parse/index.ts'
import type { ReadRange } from '../../archive/apk.ts'
import { isGap } from '../asking/answer.ts'
import type { CapturedFile } from '../asking/captured-file.ts'
import { askApkSizes, isApkPath } from '../asking/catalogue.ts'
import type { DeviceTransport } from '../link/transport.ts'
import { printedBy } from './ranges.ts'

/** An app on the phone, and where its APK may lie; nowhere, where it may not be asked about. */
export type InstalledApk = Pick<Installed, 'packageName' | 'paths'>

/**
 * The APKs that are worth a look: of apps that are near contacts, or that are wanted for their name. Those that hold
 * contacts come first, so that they are the last whose names a phone that goes away, or a budget, could cost.
 *
 * @param installed of a whole `dumpsys package`
 */
export function apksOf(installed: Installed[], isWanted: (packageName: string) => boolean): InstalledApk[] {
  return installed
    .filter(({ packageName, near }) => isAskable(packageName) && (near !== 'far' || isWanted(packageName)))
    .sort((a, b) => nearness.indexOf(a.near) - nearness.indexOf(b.near))
    .map(({ packageName, paths }) => ({
      packageName,
      paths: paths.filter((path) => isApkPath(path) && path.length <= LONGEST_PATH),
    }))
}

/** What is asked of one phone. */
export interface ApkOptions {
  now: () => string
  signal?: AbortSignal
}

/** Paths that one command can ask about, and characters of a path; a request to a phone has at most 65535 bytes. */
const AT_ONCE = 100
const LONGEST_PATH = 500
/** Characters of an answer about that many. */
const LONGEST_SIZES = AT_ONCE * (LONGEST_PATH + 20)

/**
 * Sizes in bytes by path; without those that the phone does not tell.
 *
 * @throws AuditError when the phone goes away, NoProgram
 */
export async function apkSizes(phone: DeviceTransport, apks: InstalledApk[], options: ApkOptions) {
  const sizes = new Map<string, number>()
  const all = apks.flatMap(({ paths }) => paths)
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const paths = all.slice(at, at + AT_ONCE)
    const printed = await printedBy(phone, askApkSizes, paths, options).catch(unlessGap)
    for (const line of latin1In(printed, 0, LONGEST_SIZES).split('\n')) {
      const [, size, path = ''] = /^(\d{1,10}) (\/\S+)\s*$/.exec(line) ?? []
      if (size !== undefined) sizes.set(path, Number(size))
    }
  }
  return sizes
}

/**
 * Reads the manifest of an APK on the phone and what the app is called, by ranges, never the whole of it, and keeps
 * what they say with hashes of what was read for it: tables of resources are large, and nothing else in them is of
 * interest.
 *
 * @param sizes bytes of the APKs that are there, by path
 * @throws AuditError when the phone goes away, and what the ranges throw
 */
export async function apkSummary(
  rangesOf: (path: string, size: number) => ReadRange,
  { packageName, paths }: InstalledApk,
  sizes: ReadonlyMap<string, number>,
  { now }: Pick<ApkOptions, 'now'>,
): Promise<CapturedFile> {
  const startedAt = now()
  const path = paths.find((one) => sizes.has(one)) ?? paths[0] ?? ''
  const size = sizes.get(path)
  try {
    if (!size) throw new UnreadableError(path)
    const { summaryOf } = await import('./apk-summary.ts')
    const text = await summaryOf(rangesOf(path, size), size, { packageName, path })
    return { ...about(packageName, path, startedAt), finishedAt: now(), exitCode: 0, bytes: ofText(text) }
  } catch (error) {
    if (!(error instanceof UnreadableError || isGap(error))) throw error
    return unread(packageName, path, 'E319', startedAt)
  }
}

const about = (packageName: string, path: string, startedAt: string) => ({
  name: summaryFile(packageName),
  command: ['dd', `if=${path}`],
  startedAt,
  stderr: '',
})

/** An app whose name was not read, and why. */
export const unread = (packageName: string, path: string, code: Failure['code'], at: string): CapturedFile => ({
  ...about(packageName, path, at),
  finishedAt: at,
  exitCode: null,
  bytes: ofText(''),
  failure: { code, params: { n: '1' }, incomplete: false },
})

/** Nothing, for an answer that is late. */
function unlessGap(error: unknown): Uint8Array {
  if (isGap(error)) return ofText('')
  throw error
}
