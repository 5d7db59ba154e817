import { dirname } from 'node:path'
import {
  AuditError,
  isSameState,
  onceIn,
  placeAt,
  planUndo,
  type Revocation,
  revocationLogs,
  stateOf,
} from '../../../internal.ts'
import * as Exit from '../../../model/exit.ts'
import type { Io } from '../../io.ts'
import { readPhone } from '../read.ts'
import { agreed } from './agree.ts'
import { carryOut } from './carry-out.ts'
import { findAgain, isReadFor, isThere, isWhole, judged, type Look, type Seen, seenIn } from './look.ts'
import { newRecord } from './record.ts'
import { appOf, groupWords, tellNotRead } from './tell.ts'
import { undoFor, type Work } from './work.ts'

/**
 * Puts back what a record says was changed, and proves that it is as it was before. The record is read first: without
 * one no phone is needed.
 *
 * @throws AuditError E301, E407
 */
export async function undoing(given: string, { cwd }: Pick<Io, 'cwd'>): Promise<(work: Work) => Promise<number>> {
  const place = placeAt(given, cwd)
  const { loadRevocation, isOfPhone } = await revocationLogs()
  const revocation = loadRevocation(place)
  return (work) => {
    if (!isOfPhone(revocation, work.identity)) throw new AuditError('E407', { file: given })
    return undo(revocation, { given, folder: dirname(place.path) }, work)
  }
}

async function undo(
  revocation: Revocation,
  { given, folder }: { given: string; folder: string },
  work: Work,
): Promise<number> {
  const { phone, rules, options, words, tell } = work
  const { say } = words
  if (revocation.byHand) {
    tell(say('revoke.wasByHand'))
    return Exit.clean
  }
  const { package: name, groups } = revocation
  const again = undoFor(given, options)
  const isRead = (seen: Seen) => isReadFor(seen, revocation)
  const before = await judged(await readPhone(phone, rules, { ...options, names: 'none' }, work), work)
  const present = seenIn(before, name).filter(isThere)
  const isPresent = (userId: number) => present.some(({ user }) => user.userId === userId)
  const touched = new Set(revocation.changes.flatMap(({ userId, sentAt }) => (sentAt === null ? [] : [userId])))
  const gone = [...touched].filter((user) => isWhole(before) && !isPresent(user))
  for (const user of gone) tell(say('revoke.noAppToUndo', { package: name, user }))
  const changed = present.filter((seen) => planUndo(revocation, seen).length > 0)
  if (changed.length === 0) {
    const isKnown = isWhole(before) && present.every(isRead)
    if (!isKnown) tellNotRead(before, again, work)
    else if (gone.length === 0 || gone.length < touched.size) tell(say('revoke.nothingToUndo'))
    return isKnown ? Exit.clean : Exit.unchanged
  }
  const what = groupWords(groups, say)
  for (const seen of changed) tell(say('revoke.willRead', { app: appOf(seen, say), what }))
  const wasOnce = revocation.users.some(({ before }) => onceIn(before).length > 0)
  if (wasOnce) tell(say('revoke.once'))
  const callsOf = (look: Look) =>
    seenIn(look, name)
      .filter(isThere)
      .flatMap((seen) => planUndo(revocation, seen).map((command) => ({ userId: seen.user.userId, command })))
  const calls = callsOf(before)
  if ((await agreed(before, callsOf, { names: [name], again }, work)) === undefined) return Exit.unchanged
  const about = { folder, groups, byHand: false, undoes: given, again }
  const record = await newRecord(changed, calls, about, work)
  tell(say('revoke.logOnly', { path: record.path }))
  const outcome = await carryOut(record, work)
  if (typeof outcome === 'number') return outcome

  const { look } = outcome
  const isKnown = (seen: Seen) => {
    const now = findAgain(look, seen)
    return isWhole(look) && (now === 'gone' || (now !== 'not read' && isRead(now)))
  }
  const isSame = (seen: Seen) => {
    const now = findAgain(look, seen)
    const was = revocation.users.find(({ userId }) => userId === seen.user.userId)?.before
    return isKnown(seen) && typeof now === 'object' && was !== undefined && isSameState(was, stateOf(now, groups))
  }
  record.end('checked', look, isSame)
  if (!changed.every(isKnown)) {
    tell(say('revoke.notReadAgain', { command: again }), say('short.byHand'))
    return Exit.unchanged
  }
  const isUndone = changed.every(isSame)
  tell(say(isUndone ? 'revoke.undone' : 'revoke.notUndone'))
  if (isUndone && wasOnce) tell(say('revoke.once'))
  return isUndone ? Exit.clean : Exit.unchanged
}
