import {
  type App,
  type AppUser,
  AuditError,
  auditPhones,
  type Capture,
  capture,
  type DeviceSnapshot,
  dumpsOf,
  hasScreen,
  isGroupOff,
  isUnchanged,
  type Lists,
  listsOf,
  loadGuidance,
  type PermissionGroup,
  type Report,
  type ReportedApp,
  type Revocation,
  sharersOf,
  type Target,
  toReport,
  type UserKind,
} from '../../../internal.ts'
import { wholePhone } from '../../options/whole-phone.ts'
import { sameIdentity, type Work } from './work.ts'

/** The phone as it was read, judged by the engine of every audit. */
export interface Look {
  captured: Capture
  lists: Lists
  snapshot: DeviceSnapshot
  report: Report
}

/** As Android calls a user whose apps and pages are there (AOSP `UserState`). */
const RUNNING = 'RUNNING_UNLOCKED'

/** An app in one user, in facts and in words. */
export interface Seen extends Target {
  reported: ReportedApp
  /** What its user is. */
  kind: UserKind
}

/** The same with what is to be taken away from it. */
export interface Open extends Seen {
  groups: PermissionGroup[]
}

/** An app in each of its users. Where two dumps of a reading name it, the one in which it holds more stands. */
export function seenIn({ snapshot, report }: Look, name: string): Seen[] {
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
      const { kind = 'secondary' } = report.users.find(({ id }) => id === reported.user) ?? {}
      return [{ app, user, sharers: sharersOf(snapshot, app), sdk: snapshot.device.sdk ?? 0, reported, kind }]
    })
}

/** Those of an app that have something left of these groups. */
export const openIn = (look: Look, name: string, groups: readonly PermissionGroup[]): Open[] =>
  seenIn(look, name)
    .map((seen) => ({ ...seen, groups: groups.filter((group) => !isGroupOff(group, seen, seen.reported.contacts)) }))
    .filter((seen) => seen.groups.length > 0)

/** Whether permissions and app ops were read to the end, of all apps. */
export const isWhole = ({ snapshot }: Look) => !snapshot.gaps.some(({ incomplete }) => incomplete)

export const isThere = ({ reported }: Pick<Seen, 'reported'>) => reported.contacts.reason !== 'NOT_INSTALLED'

/** Whether the phone lists the app for its user; one that is hidden from a user is in no list. */
export const isReal = ({ lists }: Look, { app: { packageName }, user: { userId, hidden } }: Seen): boolean =>
  lists.has(userId, hidden ? undefined : packageName)

/** Whether what a record changes was read of an app: its permissions, and its app ops where they are part of it. */
export const isReadFor = ({ user }: Seen, { changes }: Pick<Revocation, 'changes'>) =>
  user.unread === undefined &&
  (user.appOps !== undefined || changes.every(({ command: [program] }) => program !== 'appops'))

/** Whether the screen shows this user, or one that it is part of: what is opened in another nobody sees. */
export function isOnScreen({ kind, user: { userId } }: Seen, { lists }: Look): boolean {
  const { parent = 0 } = lists.users.find((one) => one.userId === userId) ?? {}
  return lists.shown === (hasScreen(kind) ? userId : parent)
}

/** Whether a profile is one that its owner paused, or has not unlocked since: its pages may not open. */
export const isPaused = ({ kind, user: { userId } }: Seen, { lists }: Look): boolean =>
  !hasScreen(kind) && lists.users.some((one) => one.userId === userId && (one.state ?? RUNNING) !== RUNNING)

/** Why the phone does not show app ops: what they alone tell cannot be proved from here. */
export const refusedIn = ({ captured }: Look) =>
  captured.files.find(({ name, failure }) => name === 'appops.txt' && failure?.code === 'E210')?.failure

/**
 * The same app and user in a later reading. Only one that was whole can tell that it is gone, and one that does not add
 * up tells nothing: an app may forge what is printed of it.
 */
export function findAgain(look: Look, { app, user }: Seen): Seen | 'gone' | 'not read' {
  if (look.snapshot.gaps.some(({ code, incomplete }) => incomplete && code === 'E216')) return 'not read'
  const seen = seenIn(look, app.packageName).find((one) => one.user.userId === user.userId)
  if (seen === undefined) return look.report.complete ? 'gone' : 'not read'
  return isThere(seen) ? seen : 'gone'
}

/** Whether nothing shows yet of what is tapped: not worth another reading of the phone, and no proof of anything. */
export const isAsBefore = (name: string, { captured }: Look, { phone, io }: Work, signal: AbortSignal) =>
  isUnchanged(phone, captured, name, { now: io.now, signal })

/**
 * Reads the phone once more, without the names of other apps.
 *
 * @param names apps of which it matters what they ask for
 */
export async function lookAgain(names: string[], work: Work, signal = work.signal): Promise<Look> {
  const { phone, io, version } = work
  const captured = await capture(phone, {
    tool: `daicha ${version}`,
    now: io.now,
    isCandidate: (packageName) => names.includes(packageName),
    isKnown: () => true,
    names: 'none',
    signal,
  })
  await sameIdentity(work, signal)
  return judged(captured, work)
}

export async function judged(
  captured: Capture,
  { rules, words, version, io }: Pick<Work, 'rules' | 'words' | 'version' | 'io'>,
): Promise<Look> {
  const all = { ...rules, guidance: loadGuidance() }
  const [phone] = await auditPhones(dumpsOf(captured), all, wholePhone(version, io))
  if (phone === undefined) throw new AuditError('E210', { what: 'apps' })
  const report = toReport(phone.audit(), all, words)
  return { captured, lists: await listsOf(captured), snapshot: phone.snapshot, report }
}
