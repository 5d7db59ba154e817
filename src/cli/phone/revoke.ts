import { dirname, resolve } from 'node:path'
import {
  type App,
  type AppUser,
  AuditError,
  auditDefaults,
  auditPhones,
  type Capture,
  capture,
  type DeviceSnapshot,
  type DeviceTransport,
  dumpsOf,
  explainProblem,
  isAsPlanned,
  isOff,
  isSameState,
  loadGuidance,
  openPage,
  type ProblemCode,
  planRevocation,
  planUndo,
  type Report,
  type ReportedApp,
  type RuleSet,
  revocationLogs,
  type Say,
  sendChange,
  settingsPath,
  sharersOf,
  shellWord,
  stateOf,
  type Target,
  toReport,
  visible,
  widthsFor,
} from '../../internal.ts'
import * as Exit from '../../model/exit.ts'
import { isLender } from '../../model/lender.ts'
import { columnsOf } from '../output/color.ts'
import { paragraph } from '../output/paragraph.ts'
import { problemText } from '../output/problem.ts'
import { asker, isYes } from './ask.ts'
import type { AdbOptions, Session } from './choose.ts'
import { keepEvidence } from './evidence.ts'
import { progress } from './progress.ts'
import { interruption, readPhone, stopped } from './read.ts'

interface Options extends AdbOptions {
  /** All users of the phone, if absent. */
  user?: number
  byAdb?: boolean
  /** Somebody has agreed already. */
  yes?: boolean
  anyApp?: boolean
}
type Rules = Omit<RuleSet, 'guidance'>

/** Between two looks at a phone whose owner is tapping. */
const PAUSE = 2000
/** After this long nobody is tapping any more. */
const PATIENCE = 10 * 60_000
/** Makers' own managers write their list back within seconds. */
const SETTLED = 10_000

/** The phone as it was read, judged by the engine of every audit. */
interface Look {
  captured: Capture
  snapshot: DeviceSnapshot
  report: Report
}

/** An app in one user, in facts and in words. */
interface Seen extends Target {
  reported: ReportedApp
}

interface Work extends Session {
  phone: DeviceTransport
  rules: Rules
  options: Options
  tell: (...paragraphs: string[]) => Promise<void>
}

/**
 * Takes contacts away from one app, in the users that were asked for. Evidence is saved first, and only a new reading
 * says that it worked.
 *
 * @throws AuditError E113, E401, E405, E406 before anything is sent
 */
export async function revoke(
  phone: DeviceTransport,
  packageName: string | undefined,
  rules: Rules,
  options: Options,
  session: Session,
): Promise<number> {
  const work = { ...session, phone, rules, options, tell: teller(session) }
  const { words, tell } = work
  const { say } = words
  const captured = await readPhone(phone, rules, options, session)
  const look = await judged(captured, work)
  const name = packageName ?? onlyLender(look, options, say)
  if (name === undefined) {
    await tell(say('revoke.none'))
    return Exit.clean
  }
  const here = seenIn(look, name).filter(({ user }) => options.user === undefined || user.userId === options.user)
  const present = here.filter(({ reported }) => reported.contacts.reason !== 'NOT_INSTALLED')
  const [first] = present
  if (first === undefined) throw new AuditError('E401', { package: name })
  if (!options.anyApp && !isLender(first.reported.lender.class)) throw new AuditError('E406', { package: name })
  const open = present.filter(({ reported }) => !isOff(reported.contacts))
  if (open.length === 0) {
    await tell(say('revoke.alreadyOff', { app: shown(first.reported) }))
    return (await tellOthers(look, name, present, work)) ? Exit.unchanged : Exit.clean
  }

  const { folder, isNew } = await keepEvidence(captured, rules, session)
  await tell(say(isNew ? 'revoke.evidence' : 'revoke.evidenceFound', { path: visible(folder) }))
  if (isNew) await tell(say('capture.reminder'))
  await tell(say('revoke.past'), '')
  for (const seen of open) await tell(...describe(seen, look.snapshot, say))
  return options.byAdb ? byAdb(open, folder, work) : byHand(open, look, work)
}

/** The one lender of the phone that is not off; with several, a person has to name one. */
function onlyLender({ report }: Look, { user }: Options, say: Say): string | undefined {
  const open = report.apps.filter(
    (app) =>
      isLender(app.lender.class) &&
      (user === undefined || app.user === user) &&
      ['granted', 'one-tap'].includes(app.contacts.verdict),
  )
  const names = [...new Set(open.map((app) => app.package))]
  if (names.length < 2) return names[0]
  throw new AuditError('E113', {
    x: 'daicha revoke',
    cmd: 'revoke',
    what: `${say('help.revokePackage')}: ${names.join(', ')}`,
    example: `daicha revoke ${names[0]}`,
  })
}

/** Opens the page of the app, says what to tap, and looks until it is off. */
async function byHand(open: Seen[], { report }: Look, work: Work): Promise<number> {
  const { phone, words, io, tell, options } = work
  const { say } = words
  let isDone = true
  for (const seen of open) {
    const { app, user, reported } = seen
    const stop = interruption()
    const line = progress(io, options.quiet)
    try {
      const label = reported.label ?? app.packageName
      const { stdout, stderr } = await sendChange(phone, openPage(seen))
      const isOpen = !/Error|Exception/.test(`${stdout}${stderr}`)
      await tell(say(isOpen ? 'revoke.opened' : 'revoke.notOpened', { app: shown(reported), user: user.userId }))
      await tell(say('revoke.tap', { path: settingsPath(report.device, label, words) }))
      await tell(say('revoke.stop'))
      const end = performance.now() + PATIENCE
      let again: Look
      let now: Seen | undefined
      do {
        await pause(PAUSE, stop.signal)
        await line.say(say('revoke.waiting'))
        again = await lookAgain(app.packageName, work, stop.signal)
        now = seenIn(again, app.packageName).find((one) => one.user.userId === user.userId)
      } while (now !== undefined && !isOff(now.reported.contacts) && performance.now() < end)
      line.end()
      if (now === undefined || isOff(now.reported.contacts)) await tellOff(now ?? seen, say, tell)
      else {
        isDone = false
        await tellProblem('E404', {}, work)
      }
      if (seen === open.at(-1) && (await tellOthers(again, app.packageName, open, work)))
        isDone &&= options.user !== undefined
    } catch (error) {
      line.end()
      throw stop.signal.aborted ? stopped(io, words) : error
    } finally {
      line.end()
      stop.off()
    }
  }
  return isDone ? Exit.clean : Exit.unchanged
}

/** Sends the calls that are right for the app and the Android version, once somebody has agreed to each of them. */
async function byAdb(open: Seen[], folder: string, work: Work): Promise<number> {
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

/** Shows each call as it is sent, and asks once. @throws AuditError E405 without a yes */
async function agreed(calls: string[][], { io, words, tell, options }: Work): Promise<void> {
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
async function send(
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

async function tellProblem(code: ProblemCode, params: Record<string, string>, { io, words }: Work) {
  io.stderr.write(await problemText(explainProblem(code, words, { params }), words))
}

async function tellOff({ reported, user }: Seen, say: Say, tell: Work['tell']) {
  const asks = reported.contacts.canAsk === 'first' || reported.contacts.canAsk === 'again'
  await tell(say('revoke.proved', { app: shown(reported), user: user.userId }))
  if (asks) await tell(say('revoke.mayAsk'))
}

/** Other users in which the app still is not off. @returns whether there are any */
async function tellOthers(look: Look, name: string, done: Seen[], { tell, words }: Work): Promise<boolean> {
  const others = seenIn(look, name).filter(
    ({ user, reported }) => !done.some((one) => one.user.userId === user.userId) && !isOff(reported.contacts),
  )
  for (const { user, reported } of others)
    await tell(
      words.say('revoke.other', {
        app: shown(reported),
        user: user.userId,
        command: `daicha revoke ${name} --user ${user.userId}`,
      }),
    )
  return others.length > 0
}

/** What will lose the permission, and what may give it back. */
function describe({ app, user, sharers, reported }: Seen, { specialAccess }: DeviceSnapshot, say: Say): string[] {
  const special = specialAccess.some((one) => one.packageName === app.packageName && one.userId === user.userId)
  return [
    say('revoke.target', { app: shown(reported), user: user.userId }),
    ...(sharers.length > 0
      ? [say('revoke.shared', { list: [...new Set(sharers.map((one) => one.packageName))].join(', ') })]
      : []),
    ...(special ? [say('revoke.special')] : []),
  ]
}

const shown = ({ label, package: name }: Pick<ReportedApp, 'label' | 'package'>) =>
  visible(label === null || label === name ? name : `${label} (${name})`)

const openIn = (look: Look, name: string, of: Seen[]) =>
  seenIn(look, name).filter(
    ({ user, reported }) => of.some((one) => one.user.userId === user.userId) && !isOff(reported.contacts),
  )

/** Whether a read is recorded that is younger than the change: what was said to be off was not. */
function wasReadSince({ contacts: { lastAccess } }: ReportedApp, { files }: Capture, sentAt: number): boolean {
  const asked = Date.parse(files.find(({ name }) => name === 'appops.txt')?.startedAt ?? '')
  return lastAccess !== null && !lastAccess.indirect && lastAccess.ageMs < asked - sentAt
}

/** An app in each of its users. Where two dumps of a reading name it, the one in which it holds more stands. */
function seenIn({ snapshot, report }: Look, name: string): Seen[] {
  const copies = snapshot.apps.filter(({ packageName }) => packageName === name)
  const asked = copies.flatMap(({ requestedPermissions = [] }) => requestedPermissions)
  const heldBy = (user: AppUser | undefined) =>
    Object.values(user?.permissions ?? {}).filter(({ granted }) => granted).length
  return report.apps
    .filter((one) => one.package === name)
    .flatMap((reported) => {
      const of = (app: App) => app.users.find(({ userId }) => userId === reported.user)
      const [copy] = copies.filter(of).sort((a, b) => heldBy(of(b)) - heldBy(of(a)))
      const user = copy && of(copy)
      if (!copy || !user) return []
      const app = { ...copy, requestedPermissions: asked }
      return [{ app, user, sharers: sharersOf(snapshot, app), sdk: snapshot.device.sdk ?? 0, reported }]
    })
}

/** Reads the phone once more, without the names of other apps. */
async function lookAgain(name: string, work: Work, signal?: AbortSignal): Promise<Look> {
  const { phone, io, version } = work
  const captured = await capture(phone, {
    tool: `daicha ${version}`,
    now: io.now,
    isCandidate: (packageName) => packageName === name,
    isKnown: () => true,
    names: 'none',
    ...(signal && { signal }),
  })
  return judged(captured, work)
}

async function judged(
  captured: Capture,
  { rules, words, version, io }: Pick<Work, 'rules' | 'words' | 'version' | 'io'>,
) {
  const all = { ...rules, guidance: loadGuidance() }
  const options = { ...auditDefaults, allApps: true, policy: 'borrower' as const, version, now: io.now }
  const [phone] = await auditPhones(dumpsOf(captured), all, options)
  if (phone === undefined) throw new AuditError('E210', { what: 'apps' })
  return { captured, snapshot: phone.snapshot, report: toReport(phone.audit(), all, words) }
}

const pause = (ms: number, signal?: AbortSignal) =>
  new Promise<void>((done, fail) => {
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      fail(signal.reason)
    })
  })

/** Writes paragraphs as wide as the terminal. */
function teller({ io }: Session): Work['tell'] {
  return async (...paragraphs) => {
    for (const text of paragraphs)
      io.stdout.write(text === '' ? '\n' : paragraph(text, columnsOf(io), await widthsFor(text)))
  }
}
