import { opOf } from '../../../model/phone/app-op.ts'
import { membersOf, type PermissionGroup } from '../../../model/phone/permission-group.ts'
import { isSameSecond } from '../../../model/text/time.ts'
import { changeOf } from './changes.ts'
import type { Revocation } from './log.ts'
import { firstInstallOf, type Target } from './target.ts'

/** What a revocation touches, as it was read. */
export type State = Revocation['users'][number]['before']

const FLAGS = { 'user-set': 'USER_SET', 'user-fixed': 'USER_FIXED', 'revoked-compat': 'REVOKED_COMPAT' } as const

/** What must be the same again after an undo. */
export function stateOf({ user, sdk }: Pick<Target, 'user' | 'sdk'>, groups: readonly PermissionGroup[]): State {
  const names = groups.flatMap((group) => membersOf(group, sdk))
  return {
    permissions: Object.fromEntries(
      names.flatMap((name) => {
        const state = user.permissions[name]
        return state ? [[name, { granted: state.granted, flags: [...state.flags].sort() }]] : []
      }),
    ),
    appOps: Object.fromEntries(
      names.map(opOf).flatMap((name) => {
        const op = user.appOps?.[name]
        return op?.uid || op?.package ? [[name, { uid: op.uid?.mode ?? null, package: op.package?.mode ?? null }]] : []
      }),
    ),
  }
}

/**
 * The calls that put back what a revocation changed and nothing else: what was sent, was different before, and still
 * stands as the revocation left it. Flags go last: with them it would no longer show, should the rest not be reached.
 */
export function planUndo({ groups, changes, users }: Revocation, target: Target): string[][] {
  const { user } = target
  const { before, after, firstInstall = null } = users.find(({ userId }) => userId === user.userId) ?? {}
  const installed = firstInstallOf(target)
  const isAnew = firstInstall !== null && installed !== null && !isSameSecond(firstInstall, installed)
  if (before === undefined || isAnew) return []
  const now = stateOf(target, groups)
  const set = Object.values(FLAGS).map(String)
  /** Nobody has decided anew since then. */
  const isAsLeft = (permission: string) =>
    after?.permissions[permission]?.flags.every(
      (flag) => !set.includes(flag) || now.permissions[permission]?.flags.includes(flag),
    ) ?? true
  const id = String(user.userId)
  return changes
    .filter(({ userId, sentAt }) => userId === user.userId && sentAt !== null)
    .flatMap(({ command }): string[][] => {
      const [program, verb, , , packageName = '', permission = '', ...flags] = command
      if (program === 'pm' && !isAsLeft(permission)) return []
      const was = before.permissions[permission]
      const is = now.permissions[permission]
      if (program === 'pm' && verb === 'revoke')
        return was?.granted && !isForOnce(was) && is?.granted === false
          ? [changeOf('grant', id, packageName, permission)]
          : []
      if (program === 'pm') {
        const added = flags.filter((flag) => {
          const printed = FLAGS[flag as keyof typeof FLAGS]
          return !was?.flags.includes(printed) && is?.flags.includes(printed)
        })
        return added.length > 0 ? [changeOf('clearFlags', id, packageName, permission, ...added)] : []
      }
      if (program !== 'appops') return []
      const op = command.at(-2) ?? ''
      const level = command.includes('--uid') || /^u\d+a\d+$/.test(command[2] ?? '') ? 'uid' : 'package'
      const [mode, modeNow] = [before.appOps[op]?.[level], now.appOps[op]?.[level]]
      if (mode === 'ignore' || modeNow !== 'ignore') return []
      return [[...command.slice(0, -1), mode === 'foreground' ? mode : 'allow']]
    })
}

/** What was allowed for once ends by itself, and a shell can allow for good only. */
const isForOnce = ({ granted, flags }: State['permissions'][string]) => granted && flags.includes('ONE_TIME')

/** Permissions of a state that were allowed for once. */
export const onceIn = ({ permissions }: State): string[] =>
  Object.entries(permissions).flatMap(([name, one]) => (isForOnce(one) ? [name] : []))

/**
 * Whether two states let an app read the same, but for what was allowed for once; a mode that is not set lets through
 * what `allow` does.
 */
export function isSameState(a: State, b: State): boolean {
  const once = onceIn(a)
  const flags = (state: State) =>
    Object.entries(state.permissions)
      .map(
        ([name, { granted, flags }]) =>
          `${name} ${granted && !once.includes(name)} ${Object.values(FLAGS).filter((flag) => flags.includes(flag))}`,
      )
      .sort()
      .join()
  const open = (mode: string | null = null) => (mode === null || mode === 'default' ? 'allow' : mode)
  const ops = Object.keys({ ...a.appOps, ...b.appOps }).filter((op) => !once.map(opOf).includes(op))
  return (
    flags(a) === flags(b) &&
    ops.every((op) =>
      (['uid', 'package'] as const).every((level) => open(a.appOps[op]?.[level]) === open(b.appOps[op]?.[level])),
    )
  )
}
