import * as Exit from '../../../model/exit.ts'
import { problemIn, sayError } from '../../output/problem.ts'
import { progress } from '../../output/progress.ts'
import { aside } from '../../output/teller.ts'
import { type interruption, stopped } from '../read.ts'
import { type Look, lookAgain } from './look.ts'
import type { OnRecord } from './record.ts'
import type { Work } from './work.ts'

/** Managers that makers add to Android write their list back within seconds. */
const SETTLED = 10_000
/** Whose phones have none; which others do, nobody can list. */
const HAS_NO_MANAGER = /^google$/i

interface Outcome {
  look: Look
  /** When the last call was sent, in milliseconds. */
  sentAt: number
}

/**
 * Sends what somebody has agreed to and has not stopped since, and reads the phone again.
 *
 * @param mayReturn whether what a reading shows may be taken back in a moment: then it is read once more
 * @returns the exit code where it ended midway, which is told
 */
export async function carryOut(
  record: OnRecord,
  work: Work,
  mayReturn: (look: Look) => boolean = () => false,
): Promise<Outcome | number> {
  const { io, words, options } = work
  const { changes, package: name } = record
  if (work.signal.aborted) {
    record.end('interrupted')
    throw stopped(io, words, 'revoke.notSent')
  }
  const stop = lateInterruption(work)
  const line = progress(io, options.quiet)
  try {
    for (const [at, change] of changes.entries()) {
      line.say(words.say('revoke.sending', { n: at + 1, of: changes.length }))
      if ((await record.send(change, stop.signal)) !== undefined) continue
      // What came of it the new reading tells.
      line.clear()
      work.tell(words.say('revoke.noAnswer'))
      break
    }
    const sentAt = Date.parse(io.now())
    line.say(words.say('revoke.readingAgain'))
    let look = await lookAgain([name], work, stop.signal)
    if (!HAS_NO_MANAGER.test(look.report.device.manufacturer ?? '') && mayReturn(look)) {
      line.say(words.say('revoke.settling'))
      await io.wait(SETTLED, stop.signal)
      look = await lookAgain([name], work, stop.signal)
    }
    return { look, sentAt }
  } catch (error) {
    line.end()
    return endMidway(error, stop.signal, record, work)
  } finally {
    line.end()
    stop.off()
  }
}

/** A terminal that is closed, and what ends programs, are no reason to leave a phone half changed either. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Ctrl-C while a phone is changed. Half of the calls is worse than all, and what came of them should be known: the
 * first one is told so, and a second one stops at once.
 */
function lateInterruption({ io, words }: Work): ReturnType<typeof interruption> {
  const controller = new AbortController()
  let isTold = false
  const stop = () => {
    if (isTold) return controller.abort()
    isTold = true
    io.stderr.write('\n')
    aside(io, words.say('revoke.finishing'))
  }
  for (const one of SIGNALS) process.on(one, stop)
  const off = () => {
    for (const one of SIGNALS) process.off(one, stop)
  }
  return { signal: controller.signal, off }
}

/** Says that nobody knows what came of it, and what tells. */
function endMidway(error: unknown, signal: AbortSignal, record: OnRecord, work: Work) {
  const { say } = work.words
  const { changes, again: command } = record
  if (signal.aborted) {
    record.end('interrupted')
    const sent = changes.filter(({ sentAt }) => sentAt !== null).length
    work.tell(say('revoke.interrupted', { sent, n: changes.length, command }))
    return Exit.interrupted
  }
  const problem = problemIn(error)
  record.end('disconnected')
  sayError(problem, work)
  work.tell(say('revoke.unknownNow', { command }))
  return Exit.unchanged
}
