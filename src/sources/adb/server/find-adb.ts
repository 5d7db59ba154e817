import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { AuditError } from '../../../errors.ts'
import { systemHome } from '../../home.ts'
import { within } from '../link/within.ts'

/**
 * The adb program: the one that was named, by itself or by its folder, or the first on the PATH, or that of an Android
 * SDK.
 *
 * @throws AuditError E201
 */
export function findAdb({ env, adbPath }: { env: NodeJS.ProcessEnv; adbPath?: string | undefined }): string {
  const named = adbPath || env['DAICHA_ADB']
  const program = process.platform === 'win32' ? 'adb.exe' : 'adb'
  if (named) {
    const found = [named, `${named}.exe`, join(named, program)].find(isProgram)
    if (found !== undefined) return found
    throw noAdb(named)
  }
  const found = [...onPath(env), ...sdks(env).map((sdk) => join(sdk, 'platform-tools'))]
    .map((folder) => join(folder, program))
    .find(isProgram)
  if (found === undefined) throw noAdb()
  return found
}

/** There is no adb here, or what is called so, or was named, is none; what it said may tell why. */
export const noAdb = (path?: string, said?: string) => new AuditError('E201', { path, said, ...system() })

/** The version of an adb program, the last part of the 1.0.41 that it prints; it asks no server for that. */
export async function adbVersion(path: string): Promise<number | undefined> {
  const { stdout = '' } = await printedBy(path, ['version'], { timeoutMs: 5000 }).catch(() => ({ stdout: '' }))
  const version = /version 1\.0\.(\d+)/.exec(stdout)?.[1]
  return version === undefined ? undefined : Number(version)
}

/** After its time a program is ended; one that it left behind may hold on to what it was to print to, for ever. */
const GRACE = 500

/** What an adb program prints. @throws Error where it fails, or takes longer than its time */
export async function printedBy(
  path: string,
  args: string[],
  { timeoutMs, ...options }: { timeoutMs: number; env?: NodeJS.ProcessEnv; extendEnv?: false; stdout?: 'ignore' },
): Promise<{ stdout?: string | undefined; stderr?: string | undefined }> {
  const { execa } = await import('execa')
  return within(
    { timeoutMs: timeoutMs + GRACE },
    () => new Error(''),
    () => execa(path, args, { ...options, stdin: 'ignore', timeout: timeoutMs }),
  )
}

/** Empty parts of a PATH mean the working folder, which is nobody's tool box. */
const onPath = (env: NodeJS.ProcessEnv) => (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter(Boolean)

/** Where Android SDKs are said to be, then where Android Studio and Debian put them. */
function sdks(env: NodeJS.ProcessEnv): string[] {
  const home = env['HOME'] || env['USERPROFILE'] || systemHome()
  const inHome = (...names: string[]) => (home === undefined ? [] : [join(home, ...names)])
  const local = env['LOCALAPPDATA'] ? [env['LOCALAPPDATA']] : inHome('AppData', 'Local')
  const usual: Partial<Record<NodeJS.Platform, string[]>> = {
    linux: [...inHome('Android', 'Sdk'), '/usr/lib/android-sdk', '/opt/android-sdk'],
    darwin: [...inHome('Library', 'Android', 'sdk'), '/opt/homebrew/share/android-commandlinetools'],
    win32: local.map((folder) => join(folder, 'Android', 'Sdk')),
  }
  const said = [env['ANDROID_HOME'], env['ANDROID_SDK_ROOT']].flatMap((folder) => folder || [])
  return [...said, ...(usual[process.platform] ?? [])]
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** The place in E201 that holds how this system gets adb; the lines of the others are left out. */
export function system(): Record<string, string> {
  if (process.platform === 'win32') return { windows: 'Windows' }
  if (process.platform === 'darwin') return { mac: 'macOS' }
  if (process.platform === 'android') return { termux: 'Termux' }
  return existsSync('/usr/bin/apt') ? { debian: 'Linux' } : { linux: 'Linux' }
}
