import { latin1In } from '#platform/bytes.ts'
import type { Failure } from '../../../model/dump.ts'

/** Of captures, as their manifest says it. */
export const CAPTURE_FORMAT = 'daicha-capture/1'

/** The answer of one command, byte for byte; or why there is none. */
export interface CapturedFile {
  name: string
  command: string[]
  startedAt: string
  finishedAt: string
  exitCode: number | null
  stderr: string
  bytes: Uint8Array
  failure?: Failure
}

/** Whether the answer says what it was asked for. A clock that is far off does. */
export const isRead = ({ failure }: { failure?: Failure | undefined }) =>
  failure === undefined || failure.code === 'E219'

/**
 * How a dump ends whose service was too slow, failed or died (AOSP `Binder.java`, `dumpsys.cpp`; to Android 7 `Error
 * dumping`, in one stream with the dump to 6, and so in the middle of a line); what came stands.
 */
const CUT =
  /^(\*\*\* SERVICE .*DUMP TIMEOUT|Exception occurred while dumping:|Security exception:)|Error (with|dumping) service /m
/** Characters of the end of a dump; a stack trace is long. */
const END_OF_DUMP = 8192

export const endOf = (bytes: Uint8Array) => latin1In(bytes, bytes.length - END_OF_DUMP, bytes.length)

export type Answered = Pick<CapturedFile, 'bytes' | 'exitCode' | 'stderr'>

/** Whether a dump ended before all was printed. That it was killed, or its service died, stands beside it. */
export const isCut = ({ bytes, exitCode, stderr }: Answered) =>
  (exitCode ?? 0) > 128 || CUT.test(`${stderr}\n${endOf(bytes)}`)
