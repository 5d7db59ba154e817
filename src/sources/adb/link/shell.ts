import { copyOf, joined, latin1In, textIn } from '#platform/bytes.ts'
import { AuditError } from '../../../errors.ts'
import { sizeOf } from '../../limits.ts'
import { Broken, type Conversation, Refused } from './conversation.ts'
import type { CommandResult, DeviceTransport, SendOptions } from './transport.ts'
import type { Limits } from './within.ts'

/** Bytes of an answer: more than any phone prints. */
const MAX_ANSWER = 512 * 1024 ** 2
/** Bytes of it; what a program complains of is short. */
const LONGEST_STDERR = 1024 ** 2
class TooLarge extends Error {}

/** A conversation with a phone, ended when it takes too long, or is aborted. */
type ConversePhone = <T>(limits: Limits, talk: (phone: Conversation) => Promise<T>, late: () => Error) => Promise<T>

/**
 * How commands are sent to a phone, with a conversation each: by shell v2 where it has that.
 *
 * @throws AuditError E209, Refused, Broken, and what `converse` throws
 */
export function sendingTo(converse: ConversePhone, hasShellV2: boolean): DeviceTransport['send'] {
  return async (argv, { timeoutMs, signal, onBytes, onPart }) => {
    const command = quoted(argv)
    const late = () => new AuditError('E209', { what: 'answer', seconds: String(Math.ceil(timeoutMs / 1000)) })
    const conversing = (talk: (phone: Conversation) => Promise<CommandResult>) =>
      converse({ timeoutMs, signal }, talk, late).catch((error) => {
        if (error instanceof TooLarge) throw new AuditError('E209', { what: 'answer', limit: sizeOf(MAX_ANSWER) })
        throw error
      })
    if (hasShellV2) return conversing((phone) => runShellV2(phone, command, onBytes, onPart))
    return conversing((phone) => runShell(phone, 'exec', command, onBytes)).catch((error) => {
      if (!isUnknownService(error)) throw error
      return conversing((phone) => runShell(phone, 'shell', command, onBytes))
    })
  }
}

/** One command line for the phone's `sh`, in which every argument arrives as it is. */
export function quoted(argv: string[]): string {
  if (argv.length === 0 || argv.some((arg) => /[\0\n]/.test(arg)))
    throw new Error('an argument holds NUL or a line end')
  return argv.map((arg) => `'${arg.replaceAll("'", "'\\''")}'`).join(' ')
}

const STDOUT = 1
const STDERR = 2
const EXIT = 3

/**
 * Runs a command with shell v2: frames of an id, four bytes of length and the payload, the last with one byte of exit
 * code. A last frame of another length says nothing of how the command ended.
 *
 * @throws Refused, Broken, TooLarge
 */
export async function runShellV2(
  phone: Conversation,
  command: string,
  onBytes?: SendOptions['onBytes'],
  onPart?: SendOptions['onPart'],
): Promise<CommandResult> {
  await phone.ask(`shell,v2,raw:${command}`)
  const [stdout, stderr] = [gathered(onPart), gathered()]
  const count = counting(onBytes)
  for (;;) {
    const head = await phone.exactly(5)
    const id = head[0]
    const length = new DataView(head.buffer, head.byteOffset).getUint32(1, true)
    if (id === EXIT) {
      if (length !== 1) throw new Broken('no exit code')
      const [exitCode = 0] = await phone.exactly(length)
      return { stdout: stdout.bytes(), stderr: textIn(stderr.bytes().subarray(0, LONGEST_STDERR)), exitCode }
    }
    for (let missing = length; missing > 0; ) {
      const part = await phone.some(missing)
      if (part === undefined) throw new Broken('end')
      missing -= part.length
      count(part)
      if (id === STDOUT) stdout.add(part)
      if (id === STDERR) stderr.add(part)
    }
  }
}

/** How an answer ends whose end mark has come: the exit code, and the line end that the phone makes. */
const END = /:(\d{1,3})(\r?\n)$/

/**
 * Runs a command on a phone without shell v2 (Android 6 and older): one stream for stdout and stderr, and an end mark
 * of our own, which carries the exit code and proves that nothing is missing. `exec:` is clean of a terminal; where the
 * phone does not have it, `shell:` may turn every LF into CRLF, and the end mark shows whether it did.
 *
 * @throws Refused, Broken, TooLarge
 */
async function runShell(
  phone: Conversation,
  service: 'exec' | 'shell',
  command: string,
  onBytes?: SendOptions['onBytes'],
): Promise<CommandResult> {
  const mark = crypto.randomUUID()
  await phone.ask(`${service}:${command}; echo "${mark}:$?"`)
  const parts = gathered()
  const count = counting(onBytes)
  for (let part = await phone.some(Infinity); part !== undefined; part = await phone.some(Infinity)) {
    count(part)
    parts.add(part)
  }
  const all = parts.bytes()
  const [end = '', code, line] = END.exec(latin1In(all, all.length - ':255\r\n'.length, all.length)) ?? []
  const at = all.length - end.length - mark.length
  if (code === undefined || latin1In(all, at, at + mark.length) !== mark) throw new Broken('no end mark')
  const stdout = all.subarray(0, at)
  return { stdout: line === '\r\n' ? undoubled(stdout) : stdout, stderr: '', exitCode: Number(code) }
}

/** Whether a phone refuses a service that it does not know. */
const isUnknownService = (error: unknown) => error instanceof Refused && /^closed|unknown/.test(error.said)

const [LF, CR] = [0x0a, 0x0d]

/** Takes the CR away that a terminal put before each LF. */
function undoubled(bytes: Uint8Array): Uint8Array {
  const out = copyOf(bytes)
  let length = 0
  for (let at = 0; at < bytes.length; at++)
    if (bytes[at] !== CR || bytes[at + 1] !== LF) out[length++] = bytes[at] as number
  return out.subarray(0, length)
}

/** Smaller parts are put together as they come: a phone may send a byte at a time. */
const SMALL = 4096

/** What came in parts of any size, in one piece; each byte is copied once, and few objects are made. */
function gathered(onPart?: SendOptions['onPart']) {
  const parts: Uint8Array[] = []
  const room = new Uint8Array(SMALL)
  let length = 0
  const put = (part: Uint8Array) => {
    parts.push(part)
    onPart?.(part)
  }
  const keep = () => {
    if (length > 0) put(copyOf(room.subarray(0, length)))
    length = 0
  }
  return {
    add(part: Uint8Array) {
      if (length + part.length > SMALL) keep()
      if (part.length > SMALL) put(part)
      else {
        room.set(part, length)
        length += part.length
      }
    },
    bytes() {
      keep()
      return joined(parts)
    },
  }
}

function counting(onBytes?: SendOptions['onBytes']): (part: Uint8Array) => void {
  let total = 0
  return ({ length }) => {
    total += length
    if (total > MAX_ANSWER) throw new TooLarge()
    onBytes?.(length)
  }
}
