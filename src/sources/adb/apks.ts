import { AuditError } from '../../errors.ts'
import { linesWith, partsWith } from './answer.ts'
import type { CapturedFile } from './captured-file.ts'
import { BLOCK, commands, guard, isAskable, type PhoneCommand } from './commands.ts'
import { isGap } from './errors.ts'
import type { DeviceTransport } from './transport.ts'

/** An app on the phone, and where its APK lies. */
export interface InstalledApk {
  packageName: string
  path: string
}

/** Names are worth a wait, drawings in every density are not. */
const MAX_RESOURCES = 16 * 1024 ** 2

/**
 * The APKs that are worth a look: of apps that came later, that ask for contacts or share an identity with others that
 * may, or that are wanted for their name. What a whole `dumpsys package` prints of an app, read as text: the answer only
 * decides what to fetch.
 */
export function apksIn(dump: Buffer, isWanted: (packageName: string) => boolean): InstalledApk[] {
  return [...partsWith(dump, '  Package [')].flatMap((record) => {
    const packageName = /^ {2}Package \[([\w.]+)\]/.exec(record)?.[1]
    const codePath = /^ {4}codePath=(\/[\w./=~+-]+)\r?$/m.exec(record)?.[1]
    const isSystem = /^ {4}(pkgF|f)lags=\[[^\]\n]*\bSYSTEM\b/m.test(record)
    if (packageName === undefined || !isAskable(packageName) || codePath === undefined || isSystem) return []
    const isNear = /\.(READ_CONTACTS|WRITE_CONTACTS|GET_ACCOUNTS)\b|^ {4}sharedUser=/m.test(record)
    if (!isNear && !isWanted(packageName)) return []
    return [{ packageName, path: codePath.endsWith('.apk') ? codePath : `${codePath}/base.apk` }]
  })
}

/** What is asked of one phone. */
export interface ApkOptions {
  now: () => string
  signal?: AbortSignal
}

/** Paths that one command can ask about, and characters of a path; a request to a phone has at most 65535 bytes. */
const AT_ONCE = 100
const LONGEST_PATH = 500

/**
 * Sizes in bytes by path; without those that the phone does not tell.
 *
 * @throws AuditError when the phone goes away
 */
export async function apkSizes(phone: DeviceTransport, apks: InstalledApk[], options: ApkOptions) {
  const sizes = new Map<string, number>()
  const known = apks.filter(({ path }) => path.length <= LONGEST_PATH)
  for (let at = 0; at < known.length; at += AT_ONCE) {
    const paths = known.slice(at, at + AT_ONCE).map(({ path }) => path)
    const printed = await sent(phone, commands.apkSizes(paths), options).catch(unlessGap)
    for (const line of linesWith(printed, '')) {
      const [, size, path = ''] = /^(\d{1,10}) (\/\S+)$/.exec(line) ?? []
      if (size !== undefined) sizes.set(path, Number(size))
    }
  }
  return sizes
}

/**
 * Reads the manifest and the texts of an APK on the phone, by ranges, never the whole of it.
 *
 * @param size bytes of the APK, where it is known
 * @throws AuditError when the phone goes away
 */
export async function apkFiles(
  phone: DeviceTransport,
  { packageName, path }: InstalledApk,
  size: number | undefined,
  options: ApkOptions,
): Promise<CapturedFile[]> {
  const { now } = options
  const file = { command: ['dd', `if=${path}`], startedAt: now(), exitCode: 0, stderr: '' }
  try {
    if (!size) throw new AuditError('E311', { file: path })
    const read = async (offset: number, length: number) => {
      const skip = Math.floor(offset / BLOCK)
      const command = commands.apkBlocks(path, skip, Math.ceil((offset + length) / BLOCK) - skip)
      // Without shell v2 what dd says of itself comes behind the bytes.
      const start = offset - skip * BLOCK
      return (await sent(phone, command, options)).subarray(start, Math.min(start + length, size - skip * BLOCK))
    }
    const { readApk } = await import('../apk.ts')
    const apk = await readApk(read, size, path, MAX_RESOURCES)
    return Object.entries(apk).map(([name, bytes]) => ({
      ...file,
      name: `apk-${packageName}-${name}`,
      finishedAt: now(),
      bytes,
    }))
  } catch (error) {
    unlessGap(error)
    const failure = { code: 'E319', params: { n: '1' }, incomplete: false }
    const name = `apk-${packageName}-AndroidManifest.xml`
    return [{ ...file, name, finishedAt: now(), exitCode: null, bytes: Buffer.alloc(0), failure }]
  }
}

const sent = async (phone: DeviceTransport, { argv, timeoutMs }: PhoneCommand, { signal }: ApkOptions) =>
  (await phone.send(guard(argv), { timeoutMs, ...(signal && { signal }) })).stdout

/** Nothing, for an answer that is late or refused. */
function unlessGap(error: unknown): Buffer {
  if (error instanceof AuditError && isGap(error)) return Buffer.alloc(0)
  throw error
}
