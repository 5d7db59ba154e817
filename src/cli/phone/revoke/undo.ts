import { dirname, resolve } from 'node:path'
import {
  type DeviceTransport,
  identityOf,
  isSameState,
  planUndo,
  revocationLogs,
  shellWord,
  stateOf,
  visible,
} from '../../../internal.ts'
import * as Exit from '../../../model/exit.ts'
import { teller } from '../../output/teller.ts'
import type { Session } from '../choose.ts'
import { agreed, sendAll } from './agree.ts'
import { findAgain, lookAgain, type Seen, seenIn } from './look.ts'
import { newRecord, unlessCut } from './record.ts'
import { groupWords, shown, tellProblem } from './tell.ts'
import type { Options, Rules } from './work.ts'

/** Puts back what a record says was changed, and proves that it is as it was before. */
export async function undo(
  phone: DeviceTransport,
  given: string,
  rules: Rules,
  options: Options,
  session: Session,
): Promise<number> {
  const work = { ...session, phone, rules, options, tell: teller(session.io) }
  const { io, words, tell } = work
  const { say } = words
  const path = resolve(io.cwd, given)
  const { loadRevocation } = await revocationLogs()
  const revocation = loadRevocation(path, given, await identityOf(phone))
  if (revocation.byHand) {
    await tell(say('revoke.wasByHand'))
    return Exit.clean
  }
  const { package: name, groups } = revocation
  const before = await lookAgain(name, work)
  const changed = seenIn(before, name).filter((seen) => planUndo(revocation, seen).length > 0)
  if (changed.length === 0) {
    await tell(say('revoke.nothingToUndo'))
    return Exit.clean
  }
  const what = groupWords(groups, say)
  for (const { reported } of changed)
    await tell(say('revoke.willRead', { app: shown(reported), user: reported.user, what }))
  const calls = changed.flatMap((seen) =>
    planUndo(revocation, seen).map((command) => ({ userId: seen.user.userId, command })),
  )
  await agreed(
    calls.map(({ command }) => command),
    work,
  )
  const record = await newRecord(changed, groups, calls, { folder: dirname(path), byHand: false, undoes: given }, work)
  await tell(say('revoke.logOnly', { path: visible(record.path) }))
  try {
    await sendAll(record.changes, record.send)
    const look = await lookAgain(name, work)
    const isSame = (seen: Seen) => {
      const now = findAgain(look, seen)
      const was = revocation.users.find(({ userId }) => userId === seen.user.userId)?.before
      return typeof now === 'object' && was !== undefined && isSameState(was, stateOf(now, groups))
    }
    record.end('checked', look, isSame)
    const isUndone = changed.every(isSame)
    await tell(say(isUndone ? 'revoke.undone' : 'revoke.notUndone'))
    return isUndone ? Exit.clean : Exit.unchanged
  } catch (error) {
    const { code, params } = unlessCut(error)
    record.end('disconnected')
    await tellProblem(code, params, work)
    await tell(say('revoke.unknownNow', { command: `daicha revoke --undo ${shellWord(given) ?? visible(given)}` }))
    return Exit.unchanged
  }
}
