import { latin1In, ofText, placeOf } from '#platform/bytes.ts'
import type { PhoneCommand } from '../../../model/phone/phone-command.ts'
import type { ReadRange } from '../../archive/apk.ts'
import { isGap } from '../asking/answer.ts'
import { askApkBlocks, BLOCK, LEAST_SDK_FOR_APKS, request } from '../asking/catalogue.ts'
import { sent } from '../asking/guard.ts'
import type { DeviceTransport, SendOptions } from '../link/transport.ts'

/** The phone has no such program; so says the exit code of its shell. */
export class NoProgram extends Error {}
const NO_PROGRAM = 127

type Stoppable = Pick<SendOptions, 'signal'>

/** What a command prints. @throws NoProgram, and what `send` throws */
export async function printedBy(phone: DeviceTransport, command: PhoneCommand, args: string[], { signal }: Stoppable) {
  const { stdout, exitCode } = await sent(phone, request(command, LEAST_SDK_FOR_APKS, ...args), { signal })
  if (exitCode === NO_PROGRAM) throw new NoProgram()
  return stdout
}

/** Commands at once. They take only the link of a phone, and one alone waits for each packet to be acknowledged. */
const AT_ONCE = 4
/** Bytes that one command asks for, beyond its first range. */
const MOST_BYTES = 4 * 1024 ** 2
/** Ranges that one command asks for; a request to a phone has at most 65535 bytes. */
const MOST_RANGES = 100

/** Blocks that somebody waits for. */
interface Wanted {
  path: string
  skip: number
  count: number
  /** Bytes that they are. */
  length: number
  /** Lower is sooner: a file that was begun is finished before another is. */
  turn: number
  /** Something went wrong when it was asked for with others. */
  alone?: true
  done: (bytes: Uint8Array) => void
  failed: (error: unknown) => void
}

/**
 * Reads ranges of files on a phone. What several readers want at a time is asked for in one command: a command takes
 * longer than its bytes do. One that goes wrong costs nobody else anything: the others are asked for again, each alone.
 *
 * @returns a reader for a file of this size, which gives no bytes where the phone gives too few or too many of them,
 * and throws NoProgram, and what `send` throws
 */
export function rangesOf(phone: DeviceTransport, options: Stoppable) {
  const wanted: Wanted[] = []
  let [sending, turns, isDue] = [0, 0, false]

  const send = async (batch: Wanted[]) => {
    const mark = crypto.randomUUID()
    const blocks = batch.flatMap(({ path, skip, count }) => [path, String(skip), String(count)])
    try {
      const frames = framesIn(await printedBy(phone, askApkBlocks, [mark, ...blocks], options), mark, batch)
      for (const [at, one] of batch.entries()) give(one, frames[at], batch.length > 1)
    } catch (error) {
      const isWorthAgain = batch.length > 1 && isGap(error)
      for (const one of batch) {
        if (isWorthAgain) wanted.push({ ...one, alone: true })
        else one.failed(error)
      }
    }
    sending--
    sendSoon()
  }
  const give = (one: Wanted, frame: Frame | undefined, hadOthers: boolean) => {
    if (frame?.exitCode === NO_PROGRAM) one.failed(new NoProgram())
    else if (frame === undefined && hadOthers) wanted.push({ ...one, alone: true })
    else one.done(frame?.bytes.length === one.length ? frame.bytes : new Uint8Array())
  }
  /** Those whose turn it is, shared among the commands that may be under way. */
  const next = (): Wanted[] => {
    wanted.sort((a, b) => a.turn - b.turn)
    const share = wanted.reduce((sum, { length }) => sum + length, 0) / (AT_ONCE - sending)
    let bytes = 0
    const isLast = ({ length, alone }: Wanted, at: number) => {
      bytes += length
      return at > 0 && (alone || wanted[0]?.alone || at >= MOST_RANGES || bytes > Math.min(MOST_BYTES, share))
    }
    const end = wanted.findIndex(isLast)
    return wanted.splice(0, end < 0 ? wanted.length : end)
  }
  /** Once all that can ask now has asked. */
  const sendSoon = () => {
    if (isDue) return
    isDue = true
    setTimeout(() => {
      isDue = false
      while (sending < AT_ONCE && wanted.length > 0) {
        const batch = next()
        sending++
        void send(batch)
      }
    })
  }

  return (path: string, size: number): ReadRange => {
    const turn = turns++
    return async (offset, length) => {
      const skip = Math.floor(offset / BLOCK)
      const count = Math.ceil((offset + length) / BLOCK) - skip
      const bytes = await new Promise<Uint8Array>((done, failed) => {
        wanted.push({ path, skip, count, length: Math.min(count * BLOCK, size - skip * BLOCK), turn, done, failed })
        sendSoon()
      })
      const start = offset - skip * BLOCK
      return bytes.subarray(start, start + length)
    }
  }
}

/** What stands between two marks. */
interface Frame {
  bytes: Uint8Array
  exitCode: number
}

/** Each where its length says, or else where the next mark does: no file can hold a mark that was made after it. */
function framesIn(answer: Uint8Array, mark: string, batch: Pick<Wanted, 'length'>[]): Frame[] {
  const sought = ofText(mark)
  const isMark = (at: number) => latin1In(answer, at, at + mark.length) === mark
  const frames: Frame[] = []
  let from = placeOf(answer, ofText(`${mark}\n`))
  from = from < 0 ? answer.length : from + mark.length + 1
  for (const { length } of batch) {
    const end = isMark(from + length) ? from + length : placeOf(answer, sought, from)
    const [after = '', code] =
      (end >= 0 && /^ (\d{1,3})\n/.exec(latin1In(answer, end + mark.length, end + mark.length + 5))) || []
    if (code === undefined) break
    frames.push({ bytes: answer.subarray(from, end), exitCode: Number(code) })
    from = end + mark.length + after.length
  }
  return frames
}
