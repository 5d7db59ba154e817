import { AuditError } from '../../../internal.ts'
import { asker, isYes } from '../../input/ask.ts'
import { hasPerson } from '../../io.ts'
import { problemIn, sayError } from '../../output/problem.ts'
import { progress } from '../../output/progress.ts'
import { tellsPhone } from '../keep-evidence.ts'
import { stopped } from '../read.ts'
import { type Look, lookAgain } from './look.ts'
import type { Work } from './work.ts'

/** A call that changes something for one user of the phone. */
interface Call {
  userId: number
  command: string[]
}

/**
 * Shows each call as it will be sent, and asks once. While a person thinks a phone goes on, or another one takes its
 * place: after a yes it is read once more, and what was agreed to is sent only if it is still what that phone needs.
 *
 * @param names apps of which it matters what they ask for
 * @param again the command that looks at the phone anew
 * @returns the reading that the calls are for; undefined without a yes, and where that is no longer so, which is told
 * @throws AuditError E405 where nobody can be asked
 */
export async function agreed(
  look: Look,
  callsOf: (look: Look) => Call[],
  { names, again }: { names: string[]; again: string },
  work: Work,
): Promise<Look | undefined> {
  const { io, words, tell, options, signal } = work
  const { say, count } = words
  const calls = callsOf(look)
  tell(count('revoke.preview', calls.length))
  // No word of the catalogue needs quotes.
  for (const { command } of calls) io.stdout.write(`  ${['adb', 'shell', ...command].join(' ')}\n`)
  io.stdout.write('\n')
  if (options.yes) return look
  if (!hasPerson(io)) throw new AuditError('E405', {})
  const asking = asker(io, signal)
  const line = progress(io, options.quiet)
  try {
    const answer = await asking.ask(say('revoke.ask'))
    if (answer === undefined || !isYes(answer)) {
      tell(say('revoke.notAgreed', { command: again }))
      return undefined
    }
    line.say(say('revoke.readingAgain'))
    const now = await lookAgain(names, work)
    if (tellsTheSame(look, now) && JSON.stringify(callsOf(now)) === JSON.stringify(calls)) return now
  } catch (error) {
    if (signal.aborted) throw stopped(io, words, 'revoke.notSent')
    line.end()
    sayError(problemIn(error), work)
  } finally {
    line.end()
    asking.close()
  }
  tell(say('revoke.hasChanged', { command: again }))
  return undefined
}

/** What a phone refused is told in words of its own, which may differ each time. */
const tellsTheSame = (a: Look, b: Look) =>
  a.captured.files
    .filter((file) => tellsPhone(file) && file.failure === undefined)
    .every(({ name, bytes }) => {
      const other = b.captured.files.find((file) => file.name === name)
      return other !== undefined && Buffer.compare(other.bytes, bytes) === 0
    })
