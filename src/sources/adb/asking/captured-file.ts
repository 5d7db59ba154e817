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
