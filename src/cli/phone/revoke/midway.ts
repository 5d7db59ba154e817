import * as Exit from '../../../model/exit.ts'
import { problemIn, type Record } from './record.ts'
import { tellProblem } from './tell.ts'
import type { Work } from './work.ts'

/** Says that nobody knows what a change came to that ended midway, and what tells. @returns the exit code */
export async function endMidway(
  error: unknown,
  signal: AbortSignal,
  record: Record,
  command: string,
  work: Work,
): Promise<number> {
  const { say } = work.words
  const { changes } = record
  if (signal.aborted) {
    await record.end('interrupted')
    const sent = changes.filter(({ sentAt }) => sentAt !== null).length
    await work.tell(say('revoke.interrupted', { sent, n: changes.length, command }))
    return Exit.interrupted
  }
  const { code, params } = problemIn(error)
  await record.end('disconnected')
  await tellProblem(code, params, work)
  await work.tell(say('revoke.unknownNow', { command }))
  return Exit.unchanged
}
