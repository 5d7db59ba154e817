import { type AdbConnection, Refused } from './client.ts'
import type { CommandResult } from './transport.ts'

/** The answer ended before the phone said how the command ended. */
export class Cut extends Error {}

/** More than any phone prints. */
export const MAX_ANSWER_MIB = 512
/** Bytes of it; what a program complains of is short. */
const LONGEST_STDERR = 1024 ** 2
export class TooLarge extends Error {}

/** One command line for the phone's `sh`, in which every argument arrives as it is. */
export function quoted(argv: string[]): string {
  if (argv.length === 0 || argv.some((arg) => /[\0\n]/.test(arg)))
    throw new Error('an argument holds a NUL or a line end')
  return argv.map((arg) => `'${arg.replaceAll("'", "'\\''")}'`).join(' ')
}

const STDOUT = 1
const STDERR = 2
const EXIT = 3

/**
 * Runs a command with shell v2: frames of an id, four bytes of length and the payload, the last with one byte of exit
 * code. A last frame of another length says nothing of how the command ended.
 *
 * @throws Refused, Broken, Cut, TooLarge
 */
export async function runShellV2(
  connection: AdbConnection,
  command: string,
  onBytes?: (total: number) => void,
): Promise<CommandResult> {
  await connection.ask(`shell,v2,raw:${command}`)
  const [stdout, stderr] = [gathered(), gathered()]
  const count = counting(onBytes)
  for (;;) {
    const head = await whole(connection, 5)
    const id = head.readUInt8(0)
    const length = head.readUInt32LE(1)
    if (id === EXIT) {
      if (length !== 1) throw new Cut()
      const exitCode = (await whole(connection, length)).readUInt8(0)
      return { stdout: stdout.bytes(), stderr: stderr.bytes().toString('utf8', 0, LONGEST_STDERR), exitCode }
    }
    for (let missing = length; missing > 0; ) {
      const part = await connection.some(missing)
      if (part === undefined) throw new Cut()
      missing -= part.length
      count(part)
      if (id === STDOUT) stdout.add(part)
      if (id === STDERR) stderr.add(part)
    }
  }
}

/**
 * Runs a command on a phone without shell v2 (Android 6 and older): one stream for stdout and stderr, and an end mark of
 * our own, which carries the exit code and proves that nothing is missing. `exec:` is clean of a terminal; where the
 * phone does not have it, `shell:` may turn every LF into CRLF, and the end mark shows whether it did.
 *
 * @throws Refused, Broken, Cut, TooLarge
 */
export async function runShell(
  connection: AdbConnection,
  service: 'exec' | 'shell',
  command: string,
  onBytes?: (total: number) => void,
): Promise<CommandResult> {
  const mark = crypto.randomUUID()
  await connection.ask(`${service}:${command}; echo "${mark}:$?"`)
  const parts = gathered()
  const count = counting(onBytes)
  for (let part = await connection.some(Infinity); part !== undefined; part = await connection.some(Infinity)) {
    count(part)
    parts.add(part)
  }
  const all = parts.bytes()
  const at = all.lastIndexOf(mark)
  const [, code, end] =
    at < 0 ? [] : (/^:(\d{1,3})(\r?\n)$/.exec(all.toString('latin1', at + mark.length, at + mark.length + 8)) ?? [])
  if (code === undefined) throw new Cut()
  const stdout = all.subarray(0, at)
  return { stdout: end === '\r\n' ? undoubled(stdout) : stdout, stderr: '', exitCode: Number(code) }
}

/** Whether a phone refuses a service that it does not know. */
export const isUnknownService = (error: unknown) => error instanceof Refused && /^closed|unknown/.test(error.said)

/** Takes the CR away that a terminal put before each LF. */
function undoubled(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length)
  let length = 0
  let from = 0
  for (let at = bytes.indexOf('\r\n'); at >= 0; at = bytes.indexOf('\r\n', from)) {
    length += bytes.copy(out, length, from, at)
    from = at + 1
    // The LF itself goes with what follows it.
  }
  length += bytes.copy(out, length, from)
  return out.subarray(0, length)
}

async function whole(connection: AdbConnection, length: number): Promise<Buffer> {
  return connection.exactly(length).catch((cause) => {
    throw new Cut('', { cause })
  })
}

/** What came in parts of any size, in one buffer: a phone may send a byte at a time. */
function gathered() {
  let room = Buffer.alloc(0)
  let length = 0
  return {
    add(part: Buffer) {
      if (length + part.length > room.length) {
        const larger = Buffer.allocUnsafe(Math.max(2 * room.length, length + part.length))
        room.copy(larger, 0, 0, length)
        room = larger
      }
      length += part.copy(room, length)
    },
    bytes: () => room.subarray(0, length),
  }
}

function counting(onBytes?: (total: number) => void): (part: Buffer) => void {
  let total = 0
  return ({ length }) => {
    total += length
    if (total > MAX_ANSWER_MIB * 1024 ** 2) throw new TooLarge()
    onBytes?.(total)
  }
}
