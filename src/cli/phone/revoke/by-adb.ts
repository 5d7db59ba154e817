import {
  AuditError,
  type Capture,
  isAsPlanned,
  isOff,
  type ProblemCode,
  planRevocation,
  type ReportedApp,
  shellWord,
  stateOf,
  visible,
} from '../../../internal.ts'
import * as Exit from '../../../model/exit.ts'
import { type Look, lookAgain, type Seen, seenIn } from './look.ts'
import { agreed, send } from './send.ts'
import { shown, tellOff, tellOthers, tellProblem } from './tell.ts'
import { pause, type Work } from './work.ts'

/** Makers' own managers write their list back within seconds. */
const SETTLED = 10_000

/** Sends the calls that are right for the app and the Android version, once somebody has agreed to each of them. */
export async function byAdb(open: Seen[], folder: string, work: Work): Promise<number> {
  const { words, tell, options } = work
  const { say } = words
  // Which calls are right depends on the version alone.
  if (open.some(({ sdk }) => sdk === 0)) throw new AuditError('E210', { what: 'phone' })
  const calls = open.flatMap((seen) => planRevocation(seen).map((command) => ({ userId: seen.user.userId, command })))
  await agreed(
    calls.map(({ command }) => command),
    work,
  )
  const [first] = open
  if (first === undefined) return Exit.clean
  const name = first.app.packageName
  const { path, cut, said, sentAt, log, save } = await send(calls, open, folder, null, work)
  await tell(
    say('revoke.log', { path: visible(path), undo: `daicha revoke --undo ${shellWord(path) ?? visible(path)}` }),
  )
  if (cut) {
    await tellProblem(cut.code, cut.params, work)
    await tell(say('revoke.unknownNow', { command: `daicha revoke ${name}` }))
    return Exit.unchanged
  }

  let look = await lookAgain(name, work)
  // Where the maker has a manager of its own, what is off now may be on again in a moment.
  if (look.report.device.rom !== 'aosp' && openIn(look, name, open).length === 0) {
    await pause(SETTLED)
    look = await lookAgain(name, work)
  }
  const now = seenIn(look, name)
  let isProved = true
  for (const seen of open) {
    const { userId } = seen.user
    const after = now.find(({ user }) => user.userId === userId)
    const readSince = after && wasReadSince(after.reported, look.captured, sentAt)
    const isGone = after === undefined || after.reported.contacts.reason === 'NOT_INSTALLED'
    const proved = isGone || (isAsPlanned(after, after.reported.contacts) && !readSince)
    const entry = log.users.find((user) => user.userId === userId)
    if (entry) Object.assign(entry, { after: after ? stateOf(after) : null, proved })
    if (proved) await tellOff(after ?? seen, say, tell)
    else {
      isProved = false
      await tellNotProved(after, seen, said.get(userId) ?? '', readSince === true, work)
    }
  }
  save()
  const remains = await tellOthers(look, name, open, work)
  return isProved && !(remains && options.user === undefined) ? Exit.clean : Exit.unchanged
}

/** Why it is not off, as far as the phone tells: by what it said, and by what is read of it. */
function reasonOf(said: string, after: Seen | undefined): ProblemCode {
  const flags = Object.values(after?.user.permissions ?? {}).flatMap((permission) => permission.flags)
  if (/does not have permission to access user|no_debugging_features/i.test(said)) return 'E408'
  if (/(system|policy) fixed/i.test(said) || flags.some((flag) => /^(SYSTEM|POLICY)_FIXED$/.test(flag))) return 'E403'
  if (/Neither user \d+ nor current process has|MANAGE_APP_OPS_MODES|(GRANT|REVOKE)_RUNTIME_PERMISSIONS/.test(said))
    return 'E402'
  return 'E404'
}

async function tellNotProved(after: Seen | undefined, seen: Seen, said: string, wasRead: boolean, work: Work) {
  const { say } = work.words
  const state = after === undefined ? 'unknown' : after.reported.contacts.verdict
  const params = { app: shown(seen.reported), user: seen.user.userId }
  await work.tell(say('revoke.notProved', { ...params, state: say(`state.${state}`) }))
  if (wasRead) return work.tell(say('revoke.readSince'))
  if (after !== undefined && isOff(after.reported.contacts)) return work.tell(say('revoke.mayReturn'))
  const code = reasonOf(said, after)
  return tellProblem(code, code === 'E403' ? { package: seen.app.packageName } : {}, work)
}

const openIn = (look: Look, name: string, of: Seen[]) =>
  seenIn(look, name).filter(
    ({ user, reported }) => of.some((one) => one.user.userId === user.userId) && !isOff(reported.contacts),
  )

/** Whether a read is recorded that is younger than the change: what was said to be off was not. */
function wasReadSince({ contacts: { lastAccess } }: ReportedApp, { files }: Capture, sentAt: number): boolean {
  const asked = Date.parse(files.find(({ name }) => name === 'appops.txt')?.startedAt ?? '')
  return lastAccess !== null && !lastAccess.indirect && lastAccess.ageMs < asked - sentAt
}
