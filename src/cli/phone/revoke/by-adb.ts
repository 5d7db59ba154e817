import {
  AuditError,
  type Capture,
  isAsPlanned,
  isGroupFixed,
  isGroupOff,
  isHeldFast,
  membersOf,
  opOf,
  type PermissionGroup,
  type ProblemCode,
  planRevocation,
  readsOf,
  SDK_CALLS,
} from '../../../internal.ts'
import * as Exit from '../../../model/exit.ts'
import { inFull } from '../../../model/report/app-name.ts'
import { sayError } from '../../output/problem.ts'
import { agreed } from './agree.ts'
import { carryOut } from './carry-out.ts'
import { findAgain, isReadFor, isThere, type Look, type Open, openIn, type Seen } from './look.ts'
import { isUserClosed, newRecord } from './record.ts'
import { appOf, describe, groupWords, tellNotRead, tellOff, tellOthers, tellOtherWays } from './tell.ts'
import { commandFor, groupsOf, type Options, undoFor, type Work } from './work.ts'

/** Sends the calls that are right for the app and the Android version, once somebody has agreed to each of them. */
export async function byAdb(meant: [Open, ...Open[]], first: Look, folder: string, work: Work): Promise<number> {
  const { words, tell, options } = work
  const { say } = words
  // Which calls are right depends on the version alone.
  if (meant.some(({ sdk }) => sdk === 0)) throw new AuditError('E210', { what: 'phone' })
  const [{ app, sharers, sdk }] = meant
  if (sdk < SDK_CALLS) {
    tell(say('revoke.noSwitch'), say('revoke.onlyUninstall', { app: inFull(meant[0].reported, say) }))
    return Exit.unchanged
  }
  const name = app.packageName
  const again = commandFor(name, options)
  const openOf = (look: Look) =>
    openIn(look, name, groupsOf(options))
      .filter((seen) => isThere(seen) && meant.some(({ user }) => user.userId === seen.user.userId))
      .map((seen) => ({ ...seen, groups: seen.groups.filter((group) => !isHeldFast(group, seen)) }))
      .filter(({ groups }) => groups.length > 0)
  const callsOf = (look: Look) =>
    openOf(look).flatMap((seen) =>
      planRevocation(seen, seen.groups).map((command) => ({ userId: seen.user.userId, command })),
    )
  const heldFast = meant.filter((seen) => seen.groups.some((group) => isHeldFast(group, seen)))
  for (const seen of heldFast) sayError({ code: 'E403', params: { package: appOf(seen, say) } }, work)
  for (const seen of openOf(first)) tell(...describe(seen, first.snapshot, say))
  const calls = callsOf(first)
  if (calls.length === 0) {
    if (heldFast.length < meant.length) tellNotRead(first, again, work)
    return Exit.unchanged
  }
  const names = [name, ...sharers.map(({ packageName }) => packageName)]
  const before = await agreed(first, callsOf, { names, again }, work)
  if (before === undefined) return Exit.unchanged
  const open = openOf(before)
  const about = { folder, groups: groupsOf(options), byHand: false, undoes: null, again }
  const record = await newRecord(open, calls, about, work)
  tell(say('revoke.log', { path: record.path, undo: undoFor(record.path, options) }))
  const isOff = (look: Look) => openIn(look, name, groupsOf(options)).length === 0
  const outcome = await carryOut(record, work, isOff)
  if (typeof outcome === 'number') return outcome

  const { look, sentAt } = outcome
  const proofs = open.map((seen) => proofOf(seen, before, look, sentAt))
  const isProved = (seen: Seen) => proofs.every((proof) => proof.seen !== seen || proof.failed.length === 0)
  record.end('checked', look, isProved)
  for (const { seen, after, failed, readSince } of proofs) {
    if (after === 'gone') {
      tell(say('revoke.gone', { app: appOf(seen, say) }))
      continue
    }
    const now = after === 'not read' ? undefined : after
    for (const group of seen.groups.filter((group) => !failed.includes(group))) tellOff(group, now ?? seen, work)
    const known = now && isReadFor(now, record) ? now : undefined
    const said = record.changes.filter(({ userId }) => userId === seen.user.userId).map((change) => change.said)
    const told = { seen, after: known, before, said: said.join('\n') }
    for (const group of failed) tellNotProved(group, { ...told, wasRead: readSince.includes(group) }, work)
  }
  const isDone = heldFast.length === 0 && open.every(isProved)
  // What a phone refused it refuses again.
  const next = isDone ? work : { ...work, options: byHandOf(options) }
  tellOtherWays(look, open, next)
  const remains = tellOthers(look, name, open, next)
  return isDone && !(remains && options.user === undefined) ? Exit.clean : Exit.unchanged
}

const byHandOf = (options: Options): Options => ({ ...options, byAdb: false })

interface Proof {
  seen: Open
  after: ReturnType<typeof findAgain>
  failed: PermissionGroup[]
  /** Those of them that were read after the change. */
  readSince: PermissionGroup[]
}

/** What a new reading says of each group that was to be taken away. */
function proofOf(seen: Open, before: Look, look: Look, sentAt: number): Proof {
  const now = findAgain(look, seen)
  if (now === 'gone') return { seen, after: now, failed: [], readSince: [] }
  if (now === 'not read') return { seen, after: now, failed: seen.groups, readSince: [] }
  const age = sinceChange(before.captured, look.captured, sentAt)
  const readSince = seen.groups.filter((group) => wasReadSince(group, seen, now, age))
  const failed = seen.groups.filter(
    (group) => readSince.includes(group) || !isAsPlanned(group, now, now.reported.contacts),
  )
  return { seen, after: now, failed, readSince }
}

/** Phones tell the time to the second; a larger difference is of a clock that was moved. */
const MOVED = 2000

/** The age of the change in a new reading, in milliseconds; any, where the clock was moved meanwhile. */
function sinceChange(before: Capture, after: Capture, sentAt: number): number {
  if (Math.abs((after.clockOffsetMs ?? 0) - (before.clockOffsetMs ?? 0)) > MOVED) return Number.POSITIVE_INFINITY
  return Date.parse(after.files.find(({ name }) => name === 'appops.txt')?.startedAt ?? '') - sentAt
}

/**
 * Whether a read is recorded that is younger than the change: what was said to be off was not. One that was recorded
 * before is not, whatever time to come a clock that once went ahead gave it.
 */
function wasReadSince(group: PermissionGroup, before: Seen, after: Seen, age: number): boolean {
  return readsOf(group).some((name) => {
    const readIn = ({ user }: Seen) => user.appOps?.[opOf(name)]?.lastAccess
    const [was, is] = [readIn(before), readIn(after)]
    if (is === undefined || is.indirect || (is.printed !== undefined && is.printed === was?.printed)) return false
    return is.ageMs < age
  })
}

/** Why it is not off, as far as the phone tells: by what it said, and by what is read of it. */
function reasonOf(group: PermissionGroup, said: string, { user, sdk }: Seen): ProblemCode {
  const flags = membersOf(group, sdk).flatMap((name) => user.permissions[name]?.flags ?? [])
  if (isUserClosed(said)) return 'E408'
  if (/(system|policy) fixed/i.test(said) || flags.some((flag) => /^(SYSTEM|POLICY)_FIXED$/.test(flag))) return 'E403'
  if (/Neither user \d+ nor current process has|MANAGE_APP_OPS_MODES|(GRANT|REVOKE)_RUNTIME_PERMISSIONS/.test(said))
    return 'E402'
  return 'E404'
}

interface NotProved {
  seen: Seen
  /** What is known of it by the new reading. */
  after: Seen | undefined
  before: Look
  /** What the phone answered. */
  said: string
  wasRead: boolean
}

function tellNotProved(group: PermissionGroup, { seen, after, before, said, wasRead }: NotProved, work: Work) {
  const { say } = work.words
  const isOff = after !== undefined && isGroupOff(group, after, after.reported.contacts)
  const verdict = after?.reported.contacts.verdict ?? 'unknown'
  const state = group === 'contacts' || after === undefined ? verdict : isOff ? 'requested' : 'granted'
  const params = { app: appOf(seen, say), what: groupWords([group], say) }
  work.tell(say('revoke.notProved', { ...params, state: say(`state.${state}`) }))
  if (wasRead) return work.tell(say('revoke.readSince', { what: params.what }))
  if (after === undefined || state === 'unknown')
    return tellNotRead(before, commandFor(seen.app.packageName, work.options), work)
  if (isOff && !isGroupFixed(group, after)) return work.tell(say('revoke.mayReturn'))
  const name = seen.app.packageName
  const command = commandFor(name, byHandOf(work.options))
  return sayError({ code: reasonOf(group, said, after ?? seen), params: { package: name, command } }, work)
}
