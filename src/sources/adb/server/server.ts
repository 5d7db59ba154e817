import type { AdbServer, ListedDevice } from './adb-server.ts'
import { type Address, addressIn } from './address.ts'
import { Unreachable } from './client.ts'
import { listDevices } from './devices.ts'
import { adbVersion, findAdb, noAdb, printedBy } from './find-adb.ts'
import { folded } from './folded.ts'
import { problemOfStart } from './said.ts'
import { serverVersion } from './version.ts'

export interface ServerOptions {
  env: NodeJS.ProcessEnv
  /** The adb program to start a server with. */
  adbPath?: string | undefined
  /** How long the server may take to answer, in milliseconds. */
  timeoutMs?: number
  /** Told before a server is started, and with which program. */
  onStart?: (path: string) => void
}

/**
 * Talks to the adb server of this computer, and starts one where none runs. A running one is left as it is.
 *
 * @throws AuditError E201 (no adb program, or none that runs), E202 (two versions), E212 (no server that answers)
 */
export async function connectServer({ env, adbPath, timeoutMs = 10_000, onStart }: ServerOptions): Promise<AdbServer> {
  const address = addressIn(env)
  let version: number
  try {
    version = await serverVersion(address, timeoutMs)
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    const path = findAdb({ env, adbPath })
    onStart?.(path)
    const said = await start(path, address, env, timeoutMs)
    try {
      version = await serverVersion(address, timeoutMs)
    } catch (error) {
      const problem = problemOfStart(said, address, error)
      throw problem.code === 'E212' && (await adbVersion(path)) === undefined
        ? noAdb(path, problem.params['said'])
        : problem
    }
  }
  // To list phones takes none of what speaks to one.
  const open = async (device: ListedDevice) =>
    (await import('./device.ts')).openDevice({ address, version, timeoutMs }, device)
  const told = new Map<string, Promise<string | undefined>>()
  /** Once for each connection: who waits for a phone lists them every second. */
  const serialOf = (device: ListedDevice) => {
    const key = `${device.transportId} ${device.serial}`
    const telling = told.get(key) ?? open(device).then(async (phone) => (await import('../serial.ts')).serialOf(phone))
    told.set(key, telling)
    return telling.catch(() => undefined)
  }
  const devices = async () => folded(await listDevices(address, timeoutMs), serialOf)
  return {
    version,
    devices,
    watch: async (look, signal) =>
      (await import('./track.ts')).watchDevices({ address, timeoutMs }, devices, look, signal),
    open,
    wireless: async () => (await import('./wireless.ts')).wireless(address, timeoutMs),
  }
}

/** What adb said, which matters only when the server does not answer afterwards. */
async function start(path: string, { port }: Address, env: NodeJS.ProcessEnv, timeoutMs: number): Promise<string> {
  const args = ['-P', String(port), 'start-server']
  const ran = printedBy(path, args, { timeoutMs, env: { ...env, LC_ALL: 'C' }, extendEnv: false, stdout: 'ignore' })
  const { stderr = '' } = await ran.catch((error: { stderr?: string }) => error)
  return stderr
}
