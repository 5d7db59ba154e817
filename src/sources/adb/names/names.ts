import { AuditError } from '../../../errors.ts'
import type { CapturedFile } from '../asking/captured-file.ts'
import { LEAST_SDK_FOR_APKS } from '../asking/catalogue.ts'
import { turns } from '../asking/in-turns.ts'
import type { DeviceTransport } from '../link/transport.ts'
import { type ApkOptions, apkSizes, apkSummary, type InstalledApk, unread } from './apks.ts'
import type { Names } from './name-choices.ts'
import { NoProgram, rangesOf } from './ranges.ts'

/**
 * Names are worth a wait that is shorter than the rest. Time is what a person feels; the bytes, those of 50 to 100
 * apps, are for a phone that is far away, where they may cost money. None of them are kept.
 */
const MOST_BYTES = 192 * 1024 ** 2
const MOST_MS = 20_000
class Spent extends Error {}
/** Apps that are read at a time: enough to fill a command with what they want. */
const APPS_AT_ONCE = 16

interface NameOptions extends ApkOptions {
  names: Names
  /** Told as each is there. */
  onName?: (n: number, of: number) => void
}

/**
 * The names of apps, which come last: everything that decides is there by then. So a phone that goes away, or a budget
 * that is spent, costs the names that are left and nothing else.
 *
 * @throws the reason of the signal
 */
export async function namesFrom(
  phone: DeviceTransport,
  apks: InstalledApk[],
  sdk: number,
  { names, onName, ...options }: NameOptions,
): Promise<CapturedFile[]> {
  let [bytes, done] = [0, 0]
  // Before Android 6 a phone has no program to read a range.
  let why: 'E220' | 'E221' | 'E222' | undefined = sdk < LEAST_SDK_FOR_APKS ? 'E222' : undefined
  const giveUp = performance.now() + MOST_MS
  const metered: DeviceTransport = {
    serial: phone.serial,
    async send(...sent) {
      if (names === 'near' && (bytes > MOST_BYTES || performance.now() > giveUp)) throw new Spent()
      const result = await phone.send(...sent)
      bytes += result.stdout.length
      return result
    },
  }
  const gone = (error: unknown) => {
    if (error instanceof Spent) why ??= 'E220'
    else if (error instanceof NoProgram) why = 'E222'
    else if (error instanceof AuditError) why = 'E221'
    else throw error
  }
  const isAsked = why === undefined && apks.length > 0
  const sizes = (isAsked && (await apkSizes(metered, apks, options).catch(gone))) || new Map<string, number>()
  const ranges = rangesOf(metered, options)
  const nameOf = async (apk: InstalledApk) => {
    const found = why === undefined ? await apkSummary(ranges, apk, sizes, options).catch(gone) : undefined
    onName?.(++done, apks.length)
    return found ?? unread(apk.packageName, apk.paths[0] ?? '', why ?? 'E319', options.now())
  }
  const { take, together } = turns(APPS_AT_ONCE)
  return together(apks.map((apk) => take(() => nameOf(apk))))
}
