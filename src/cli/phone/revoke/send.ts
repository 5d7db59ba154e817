import { AuditError, revocationLogs, sendChange, stateOf } from '../../../internal.ts'
import { asker, isYes } from '../ask.ts'
import { interruption, stopped } from '../read.ts'
import type { Seen } from './look.ts'
import type { Work } from './work.ts'

/** Shows each call as it is sent, and asks once. @throws AuditError E405 without a yes */
export async function agreed(calls: string[][], { io, words, tell, options }: Work): Promise<void> {
  const { say } = words
  await tell(say('revoke.preview', { n: calls.length }))
  // No word of the catalogue needs quotes.
  for (const call of calls) io.stdout.write(`  adb shell ${call.join(' ')}\n`)
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

/** Sends calls in their order; each is written down before it is sent. The first that is refused by the link ends it. */
export async function send(
  calls: { userId: number; command: string[] }[],
  seen: Seen[],
  folder: string,
  undoes: string | null,
  { phone, io, version }: Work,
) {
  const { newRevocationLog } = await revocationLogs()
  const { path, log, save } = newRevocationLog(folder, phone.serial, {
    tool: `daicha ${version}`,
    startedAt: io.now(),
    package: seen[0]?.app.packageName ?? '',
    undoes,
    users: seen.map((one) => ({ userId: one.user.userId, before: stateOf(one), after: null, proved: null })),
    changes: calls.map((call) => ({ ...call, sentAt: null, exitCode: null, said: '' })),
  })
  const said = new Map<number, string>()
  let cut: AuditError | undefined
  // Half of the calls is worse than all of them: Ctrl-C waits for the rest, which takes seconds.
  const stop = interruption()
  try {
    for (const change of log.changes) {
      change.sentAt = io.now()
      save()
      const { stdout, stderr, exitCode } = await sendChange(phone, change.command)
      change.exitCode = exitCode
      change.said = `${stderr}${stdout}`.slice(0, 2000)
      said.set(change.userId, `${said.get(change.userId) ?? ''}${change.said}\n`)
      save()
    }
  } catch (error) {
    if (!(error instanceof AuditError) || error.code === 'E502') throw error
    cut = error
  } finally {
    stop.off()
  }
  return { path, log, save, said, cut, sentAt: Date.parse(io.now()) }
}
