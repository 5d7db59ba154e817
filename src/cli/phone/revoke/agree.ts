import { AuditError } from '../../../internal.ts'
import { asker, isYes } from '../ask.ts'
import { interruption, stopped } from '../read.ts'
import type { Work } from './work.ts'

/** Shows each call as it will be sent, and asks once. @throws AuditError E405 without a yes */
export async function agreed(calls: string[][], { io, words, tell, options }: Work): Promise<void> {
  const { say } = words
  await tell(say('revoke.preview', { n: calls.length }))
  // No word of the catalogue needs quotes.
  for (const call of calls) io.stdout.write(`  ${['adb', 'shell', ...call].join(' ')}\n`)
  io.stdout.write('\n')
  if (options.yes) return
  if (io.stdin.isTTY !== true) throw new AuditError('E405', {})
  const stop = interruption()
  const asking = asker(io, stop.signal)
  try {
    const answer = await asking.ask(say('revoke.ask'))
    if (stop.signal.aborted) throw stopped(io, words)
    if (answer === undefined || !isYes(answer)) throw new AuditError('E405', {})
  } finally {
    asking.close()
    stop.off()
  }
}
