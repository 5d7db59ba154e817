import {
  type DeviceSnapshot,
  type EndOf,
  isGroupFixed,
  isLocked,
  isPhoneGroup,
  membersOf,
  type PermissionGroup,
  type Say,
} from '../../../internal.ts'
import { inFull } from '../../../model/report/app-name.ts'
import { sayError } from '../../output/problem.ts'
import { isReal, type Look, type Open, openIn, refusedIn, type Seen } from './look.ts'
import { commandFor, groupsOf, type Work } from './work.ts'

/** Of any user but the owner whose it is too: `(com.example.kuaijie, user 999, app clone)`. */
export const appOf = ({ reported, user: { userId }, kind }: Seen, say: Say, tellsWhose = kind !== 'owner'): string =>
  inFull(reported, say, tellsWhose ? [say('value.user', { user: userId }), say(`value.user.${kind}`)] : [])

/** `contacts, text messages` */
export const groupWords = (groups: readonly PermissionGroup[], say: Say) =>
  groups.map((group) => say(`revoke.group.${group}`)).join(say('join.comma'))

/** Where an app gets more than permissions from; a default app of either kind is told by itself. */
type Access = EndOf<'revoke.access'>
const GIVES_BACK: readonly Access[] = ['sms', 'dialer', 'companion', 'device_owner', 'device_admin']

function accessOf({ specialAccess }: DeviceSnapshot, { app, user }: Seen): Access[] {
  const own = specialAccess.filter((one) => one.packageName === app.packageName && one.userId === user.userId)
  const kinds = own.map(({ kind, evidence }): Access => {
    if (kind !== 'default_sms_or_phone_app') return kind
    return /sms/i.test(evidence.path) ? 'sms' : 'dialer'
  })
  return [...new Set(kinds)]
}

/** What will lose which permissions, and what may give them back. */
export function describe(seen: Open, snapshot: DeviceSnapshot, say: Say): string[] {
  const { sharers, groups, sdk } = seen
  const app = appOf(seen, say)
  const list = [...new Set(sharers.map((one) => one.packageName))].join(say('join.comma'))
  return [
    say('revoke.target', { app, what: groupWords(groups, say) }),
    ...(groups.some((group) => isPhoneGroup(group, sdk)) ? [say('revoke.phoneGroup')] : []),
    ...(sharers.length > 0 ? [say('revoke.shared', { list })] : []),
    ...accessOf(snapshot, seen).flatMap((kind) => (GIVES_BACK.includes(kind) ? [say(`revoke.access.${kind}`)] : [])),
  ]
}

export function tellOff(group: PermissionGroup, seen: Seen, { words: { say }, tell }: Work) {
  const { reported, user, sdk } = seen
  const { canAsk } = reported.contacts
  const what = groupWords([group], say)
  tell(say('revoke.proved', { app: appOf(seen, say), what }))
  const isDenied = membersOf(group, sdk).every((name) => !user.permissions[name]?.granted)
  const asks = group === 'contacts' ? canAsk === 'first' || canAsk === 'again' : isDenied && !isLocked(group, seen)
  if (asks) tell(say('revoke.mayAsk'))
}

/**
 * What the app can still get at by ways that no permission of these groups closes, and how each is closed; those that
 * bring a permission back unless they are told.
 */
export function tellOtherWays({ snapshot, report }: Look, apps: Seen[], work: Work, isTold = true) {
  const { words, tell, options } = work
  const { say } = words
  const ways = apps.flatMap((seen) => {
    const { packageName: name } = seen.app
    const reported = report.apps.find((one) => one.package === name && one.user === seen.user.userId)
    const routes = new Set(reported?.routes.map(({ kind }) => kind))
    const left = (['sms', 'call-log'] as const).filter(
      (group) => !options.also?.includes(group) && ROUTES[group].some((kind) => routes.has(kind)),
    )
    const fixed = left.filter((group) => isGroupFixed(group, seen))
    const also = left.filter((group) => !fixed.includes(group))
    const command = commandFor(name, { ...options, also: [...(options.also ?? []), ...also] })
    return [
      ...(also.length > 0 ? [say('revoke.also', { what: groupWords(also, say), command })] : []),
      ...(fixed.length > 0 ? [say('revoke.alsoFixed', { what: groupWords(fixed, say) })] : []),
      ...accessOf(snapshot, seen).flatMap((kind) =>
        isTold && GIVES_BACK.includes(kind) ? [] : [say(`revoke.access.${kind}`)],
      ),
    ]
  })
  if (ways.length > 0) tell(say('revoke.otherWays'), ...new Set(ways))
}

const ROUTES = { sms: ['sms'], 'call-log': ['call_log', 'write_call_log', 'outgoing_calls'] }

/**
 * That nobody knows how it stands, and what tells: the command again, unless it would read what the phone refused
 * before anything was sent.
 */
export function tellNotRead(before: Look, command: string, work: Work): void {
  const refused = refusedIn(before)
  const { say } = work.words
  if (refused) sayError(refused, work)
  else work.tell(say('revoke.notReadAgain', { command }), say('short.byHand'))
}

/** Other users in which the app still has some of it, or seems to. @returns whether there are any */
export function tellOthers(look: Look, name: string, done: Seen[], work: Work): boolean {
  const others = openIn(look, name, groupsOf(work.options)).filter(
    ({ user }) => !done.some((one) => one.user.userId === user.userId),
  )
  const { say } = work.words
  for (const seen of others) {
    const { userId } = seen.user
    if (isReal(look, seen))
      work.tell(
        say('revoke.other', {
          app: appOf(seen, say),
          what: groupWords(seen.groups, say),
          command: commandFor(name, work.options, userId),
        }),
      )
    else work.tell(say('revoke.notListed', { package: name, user: userId }), say('short.byHand'))
  }
  return others.length > 0
}
