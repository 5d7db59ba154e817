import { AuditError } from '../../../errors.ts'

/** Where the adb server listens. */
export interface Address {
  host: string
  port: number
  /** As a person reads it. */
  shown: string
}

/**
 * The address that adb itself would use, as long as it is on this computer: what a phone prints goes nowhere else.
 *
 * @throws AuditError E212
 */
export function addressIn(env: NodeJS.ProcessEnv): Address {
  const socket = env['ADB_SERVER_SOCKET']
  const named = env['ANDROID_ADB_SERVER_ADDRESS'] || undefined
  const [, host = 'localhost', port] = socket
    ? (/^tcp:(?:(.+):)?(\d+)$/.exec(socket) ?? [])
    : ['', named, env['ANDROID_ADB_SERVER_PORT'] || '5037']
  const number = Number(port)
  if (!Number.isInteger(number) || number < 1 || number > 65535 || !isLoopback(host)) {
    throw new AuditError('E212', { refused: socket || (isLoopback(host) ? String(port) : host) })
  }
  const bare = host === 'localhost' ? '127.0.0.1' : host.replace(/^\[|\]$/g, '')
  return { host: bare, port: number, shown: `${host}:${number}` }
}

const isLoopback = (host: string) =>
  host === 'localhost' || host === '[::1]' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
