import {
  hasScreen,
  isGroupFixed,
  isGroupOff,
  isPhoneGroup,
  type Page,
  type PermissionGroup,
  pagesOf,
  planRevocation,
  SDK_CALLS,
  settingsPath,
  tapsFrom,
  type UserKind,
} from '../../../internal.ts'
import * as Exit from '../../../model/exit.ts'
import { inFull, nameOf } from '../../../model/report/app-name.ts'
import { problemIn, sayError } from '../../output/problem.ts'
import { progress } from '../../output/progress.ts'
import {
  findAgain,
  isAsBefore,
  isOnScreen,
  isPaused,
  type Look,
  lookAgain,
  type Open,
  refusedIn,
  type Seen,
} from './look.ts'
import { isUserClosed, newRecord, type OnRecord } from './record.ts'
import { appOf, describe, groupWords, tellOff, tellOthers, tellOtherWays } from './tell.ts'
import { commandFor, groupsOf, type Work } from './work.ts'

/** Between two looks at an app whose owner is tapping. */
const PAUSE = 2000
/** The whole phone is read when the app has changed, and each so many times: not every tap shows in it. */
const WHOLE = 5
/** After this long nobody is tapping any more. */
const PATIENCE = 10 * 60_000

/** Opens the page of the app, says what to tap, and looks until it is off. Nothing is changed from here. */
export async function byHand(open: [Open, ...Open[]], first: Look, folder: string, work: Work): Promise<number> {
  const { words, io, tell, options, signal } = work
  const { say, text, guidance } = words
  const { rom } = first.report.device
  for (const seen of open) tell(...describe(seen, first.snapshot, say))
  const name = open[0].app.packageName
  const pages = open.map((seen) => ({ seen, pages: pagesOf(seen, rom) }))
  const calls = pages.flatMap(({ seen, pages }) => pages.map(({ command }) => ({ userId: seen.user.userId, command })))
  const again = commandFor(name, options)
  const about = { folder, groups: groupsOf(options), byHand: true, undoes: null, again }
  const record = await newRecord(open, calls, about, work)
  tell(say('revoke.logOnly', { path: record.path }))
  const needsOps = open.some((seen) => planRevocation(seen, seen.groups).some(([program]) => program === 'appops'))
  const refused = needsOps ? refusedIn(first) : undefined
  if (refused) sayError(refused, work)
  const line = progress(io, options.quiet)
  const left = new Map<Open, PermissionGroup[]>()
  let look = first
  let isLate = false
  try {
    for (const { seen, pages: nearest } of pages) {
      const end = Date.parse(io.now()) + PATIENCE
      const isSeen = isOnScreen(seen, look)
      tellProfile(seen, first, work)
      const page = isSeen ? await opened(nearest, record) : undefined
      const { userId } = seen.user
      // Up to Android 8 a user lists apps to a shell that may do nothing else for it.
      const isClosed =
        first.lists.isClosed(userId) || record.changes.some((one) => one.userId === userId && isUserClosed(one.said))
      tellTaps(seen, { isSeen, isClosed, page }, first, work)
      let looks = 0
      let isTold = false
      do {
        await io.wait(PAUSE, signal)
        line.say(say('revoke.waiting'))
        isLate = Date.parse(io.now()) >= end
        const isDue = isLate || ++looks % WHOLE === 0
        if (!isDue && (await isAsBefore(name, look, work, signal))) continue
        look = await lookAgain([name], work)
        for (const one of open) left.set(one, leftOf(one, look))
        const now = findAgain(look, seen)
        // Some makers have a switch for each permission of the group, or one that asks each time.
        if (!isTold && typeof now === 'object' && now.reported.contacts.verdict === 'one-tap') {
          isTold = true
          line.clear()
          const why = text(guidance.reasons[now.reported.contacts.reason])
          tell(say('revoke.partOff', { app: appOf(seen, say), why }))
        }
      } while (left.get(seen)?.length !== 0 && !isLate)
      line.clear()
      const now = findAgain(look, seen)
      if (now === 'gone') tell(say('revoke.gone', { app: appOf(seen, say) }))
      if (typeof now === 'object')
        for (const group of seen.groups.filter((group) => !left.get(seen)?.includes(group))) tellOff(group, now, work)
      if (isLate) break
    }
  } catch (error) {
    line.end()
    if (signal.aborted) {
      record.end('interrupted')
      io.stderr.write('\n')
      tell(say('revoke.notWatched', { command: again }))
      return Exit.interrupted
    }
    const problem = problemIn(error)
    record.end('disconnected')
    sayError(problem, work)
    tell(say('revoke.notWatched', { command: again }))
    return Exit.unchanged
  } finally {
    line.end()
  }

  const isProved = (seen: Open) => left.get(seen)?.length === 0
  record.end(isLate ? 'timed-out' : 'checked', look, isProved)
  if (isLate) {
    const what = groupWords([...new Set(open.flatMap((seen) => left.get(seen) ?? seen.groups))], say)
    tell(say('revoke.timedOut', { app: inFull(open[0].reported, say), what, command: again }))
  }
  tellOtherWays(look, open, work)
  const remains = tellOthers(look, name, open, work)
  return !isLate && !(remains && options.user === undefined) ? Exit.clean : Exit.unchanged
}

/** What of an app is not yet off; all of it where the phone was not read whole. */
function leftOf(seen: Open, look: Look): PermissionGroup[] {
  const now = findAgain(look, seen)
  if (now === 'gone') return []
  if (now === 'not read') return seen.groups
  return seen.groups.filter((group) => !isGroupOff(group, now, now.reported.contacts))
}

/** Opens the nearest page that the phone lets a shell open. */
async function opened(pages: Page[], record: Pick<OnRecord, 'changes' | 'send'>): Promise<Page | undefined> {
  for (const page of pages) {
    const change = record.changes.find(({ command, sentAt }) => sentAt === null && command === page.command)
    if (change === undefined) throw new Error('a page that is not on record')
    const printed = await record.send(change)
    if (printed === undefined) return undefined
    const { stdout, stderr, exitCode } = printed
    // What is opened is named first, and a name may hold any word. A page of permissions that was there may be another
    // app's.
    const idle = page.shows === 'app' ? /^(Starting|Warning): .*$/gm : /^Starting: .*$/gm
    const said = `${stderr}\n${stdout}`.replace(idle, '')
    if (exitCode === 0 && !/error|exception|denial|not started/i.test(said)) return page
  }
  return undefined
}

/** Profiles whose apps and pages are closed until they are unlocked. */
const LOCKED: readonly UserKind[] = ['private', 'secure-folder']

/** What has to be done before its page shows anything. */
function tellProfile(seen: Seen, look: Look, { words: { say }, tell }: Work) {
  const profile = { kind: say(`value.user.${seen.kind}`) }
  if (LOCKED.includes(seen.kind)) tell(say('revoke.unlock', profile))
  else if (isPaused(seen, look)) tell(say('revoke.turnOn', profile))
}

function tellTaps(
  seen: Open,
  { isSeen, isClosed, page }: { isSeen: boolean; isClosed: boolean; page: Page | undefined },
  look: Look,
  work: Work,
) {
  const { words, tell, options } = work
  const { say } = words
  const { device, users } = look.report
  const { reported, groups, sdk } = seen
  const params = { app: appOf(seen, say) }
  if (!isSeen) tell(say('revoke.elsewhere', { app: appOf(seen, say, true) }))
  else tell(say(page === undefined ? 'revoke.notOpened' : `revoke.opened.${page.shows}`, params))
  // Settings of its own tell of no other user's app.
  const name = hasScreen(seen.kind) ? (reported.label ?? reported.package) : nameOf(reported, users, say)
  const path = settingsPath(device, name, words)
  const command = commandFor(reported.package, { ...options, byAdb: true })
  const canCall = sdk >= SDK_CALLS && !isClosed
  const orFromHere = canCall ? [say('revoke.orFromHere', { command })] : []
  const orNowhere = canCall ? orFromHere : [say('revoke.onlyUninstall', { app: inFull(reported, say) })]
  if (path === '') tell(say('revoke.noSwitch'), ...orNowhere)
  for (const group of path === '' ? [] : groups) {
    if (page === undefined && group === 'contacts') {
      tell(say('revoke.tap', { path }), ...orFromHere)
      continue
    }
    const word = group === 'contacts' ? undefined : say(`revoke.switch.${isPhoneGroup(group, sdk) ? 'phone' : group}`)
    tell(say('revoke.tap', { path: tapsFrom(page?.shows ?? 'app', device, words, word) }))
  }
  if (groups.some((group) => isGroupFixed(group, seen))) tell(say('revoke.fixed'))
  tell(say('revoke.stop'))
}
