import { dirname, resolve } from 'node:path'
import {
  type DeviceTransport,
  isSameState,
  planUndo,
  revocationLogs,
  shellWord,
  stateOf,
  visible,
} from '../../../internal.ts'
import * as Exit from '../../../model/exit.ts'
import type { Session } from '../choose.ts'
import { lookAgain, seenIn } from './look.ts'
import { agreed, send } from './send.ts'
import { shown, tellProblem } from './tell.ts'
import { type Options, type Rules, teller } from './work.ts'

/** Puts back what a record says was changed, and proves that it is as it was before. */
export async function undo(
  phone: DeviceTransport,
  given: string,
  rules: Rules,
  options: Options,
  session: Session,
): Promise<number> {
  const work = { ...session, phone, rules, options, tell: teller(session) }
  const { io, words, tell } = work
  const { say } = words
  const path = resolve(io.cwd, given)
  const { loadRevocation } = await revocationLogs()
  const revocation = loadRevocation(path, given, phone.serial)
  const name = revocation.package
  const before = seenIn(await lookAgain(name, work), name)
  const changed = before.filter((seen) => planUndo(revocation, seen).length > 0)
  if (changed.length === 0) {
    await tell(say('revoke.nothingToUndo'))
    return Exit.clean
  }
  for (const { reported } of changed) await tell(say('revoke.willRead', { app: shown(reported), user: reported.user }))
  const calls = changed.flatMap((seen) =>
    planUndo(revocation, seen).map((command) => ({ userId: seen.user.userId, command })),
  )
  await agreed(
    calls.map(({ command }) => command),
    work,
  )
  const sent = await send(calls, changed, dirname(path), given, work)
  await tell(say('revoke.logOnly', { path: visible(sent.path) }))
  if (sent.cut) {
    await tellProblem(sent.cut.code, sent.cut.params, work)
    await tell(say('revoke.unknownNow', { command: `daicha revoke --undo ${shellWord(given) ?? visible(given)}` }))
    return Exit.unchanged
  }
  const look = await lookAgain(name, work)
  let isSame = true
  for (const { userId, before: was } of revocation.users) {
    const now = seenIn(look, name).find(({ user }) => user.userId === userId)
    const same = now !== undefined && isSameState(was, stateOf(now))
    const entry = sent.log.users.find((user) => user.userId === userId)
    if (entry) Object.assign(entry, { after: now ? stateOf(now) : null, proved: same })
    isSame &&= same
  }
  sent.save()
  await tell(say(isSame ? 'revoke.undone' : 'revoke.notUndone'))
  return isSame ? Exit.clean : Exit.unchanged
}
