import type { Failure } from '../../model/dump.ts'

/** The answer of one command, byte for byte; or why there is none. */
export interface CapturedFile {
  name: string
  command: string[]
  startedAt: string
  finishedAt: string
  exitCode: number | null
  stderr: string
  bytes: Buffer
  failure?: Failure
}
