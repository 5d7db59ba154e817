import type { App, AppOp, AppUser } from '../model/snapshot.ts'
import { definedOnly } from './defined-only.ts'
import type { AppOpsSection, UidOps } from './dumpsys-appops.ts'
import type { Interest, Seen } from './interest.ts'
import type { PackageRecord, PackageSection, UserLine } from './package-section.ts'
import { permissionsOf, sharedUserOf, unreadPlace } from './permissions.ts'

export const nameOf = (record: PackageRecord) => record.compatName ?? record.bracketName

/** The app id, under any of its names: `userId=10143 gids=[..]`, `appId=10143`. */
const appIdOf = ({ keys }: PackageRecord) => {
  const id = Number.parseInt(keys.get('appId') ?? keys.get('userId') ?? '', 10)
  return Number.isNaN(id) ? undefined : id
}

/** Android 2.x printed its flags in hex, and no `User` lines. */
const knowsUsers = ({ keys, users }: PackageRecord) => users.length > 0 || !/^0x/.test(keys.get('pkgFlags') ?? '')

/** A record holds its identity, its flags and its users. What lacks one was cut, or was torn by text of an app. */
export const isWhole = (record: PackageRecord) =>
  (record.passedOver && record.hasUsers) ||
  (!record.damaged &&
    appIdOf(record) !== undefined &&
    record.keys.has('pkgFlags') &&
    (record.users.length > 0 || !knowsUsers(record)))

/**
 * The apps of one package section, each with the users that the section knows.
 *
 * @param appOps the app ops of the same phone, if they were captured
 */
export function appsOf(
  section: PackageSection,
  userIds: number[],
  appOps: AppOpsSection | undefined,
  { wanted }: Interest,
): App[] {
  const factoryCopies = new Set(section.hidden.map(nameOf))
  const last = section.packages.at(-1)
  const opsOfUid = new Map(appOps?.uids.map((uid) => [`${uid.userId}:${uid.appId}`, uid]))

  const records = section.packages.filter((record) =>
    [nameOf(record), record.bracketName].some((name) => wanted(name, section.seen.get(name))),
  )
  return records.map((record) => {
    const shared = section.sharedUsers.get(sharedUserOf(record) ?? '')
    const unread = unreadPlace(section, record, isWhole(record) && (section.packagesEnded || record !== last))
    const appId = appIdOf(record)
    const packageName = nameOf(record)
    const users = (knowsUsers(record) ? userIds : [0]).map((userId): AppUser => {
      // The last one: text of the app, which may imitate a user line, stands before the users.
      const line = record.users.findLast((user) => user.userId === userId)
      const uid = opsOfUid.get(`${userId}:${appId}`)
      const missing = line === undefined && knowsUsers(record) && unread === undefined ? 'USER_NOT_READABLE' : unread
      return {
        userId,
        ...stateOf(line),
        permissions: permissionsOf(record, shared, userId),
        ...(missing !== undefined && { unread: missing }),
        ...(appOps !== undefined && appOps.ending !== 'timeout' && { appOps: {} }),
        ...(uid !== undefined && { appOps: opsOf(uid, packageName) }),
        evidence: line?.evidence ?? record.evidence,
      }
    })
    return {
      packageName,
      ...identityOf(record),
      ...seenOf(section.seen.get(packageName)),
      ...(appId !== undefined && { appId }),
      hasFactoryCopy: factoryCopies.has(packageName),
      users,
    }
  })
}

const seenOf = (seen: Seen | undefined): Pick<App, 'components' | 'providers' | 'queries'> =>
  seen === undefined
    ? {}
    : { components: [...seen.components], providers: [...seen.providers], queries: [...seen.queries] }

function identityOf(
  record: PackageRecord,
): Omit<App, 'packageName' | 'appId' | 'hasFactoryCopy' | 'users' | 'components' | 'providers' | 'queries'> {
  const { keys } = record
  const text = (key: string) => {
    const value = keys.get(key)
    return value === undefined || value === 'null' ? undefined : value
  }
  const targetSdk = keys.get('targetSdk') ?? /targetSdk=(\d+)/.exec(keys.get('versionCode') ?? '')?.[1]
  const maybe = {
    alias: record.compatName === undefined ? undefined : record.bracketName,
    sharedUser: sharedUserOf(record),
    versionName: text('versionName'),
    versionCode: /^\d+/.exec(keys.get('versionCode') ?? '')?.[0],
    targetSdk: targetSdk === undefined ? undefined : Number(targetSdk),
    firstInstallTime: text('firstInstallTime'),
    lastUpdateTime: text('lastUpdateTime'),
    installer: text('installerPackageName'),
    // The users stand behind the list: without them it may have been cut.
    requestedPermissions: record.hasUsers ? record.requested : undefined,
  }
  const pkgFlags = keys.get('pkgFlags') ?? ''
  const system = /^0x/.test(pkgFlags) ? (Number.parseInt(pkgFlags, 16) & 1) === 1 : /(^|\W)SYSTEM(\W|$)/.test(pkgFlags)
  return { ...definedOnly(maybe), system, evidence: record.evidence }
}

function stateOf(line: UserLine | undefined) {
  const tokens = new Map(line?.state.split(' ').map((token) => token.split('=') as [string, string]))
  const is = (key: string) => tokens.get(key) === 'true'
  return {
    installed: tokens.get('installed') !== 'false',
    hidden: is('hidden') || is('blocked'),
    suspended: is('suspended') || is('quarantined'),
    stopped: is('stopped'),
    notLaunched: is('notLaunched'),
    instant: is('instant'),
    virtual: is('virtual'),
    archived: line?.archived ?? false,
    enabled: Number(tokens.get('enabled') ?? 0) || 0,
    ...(line?.firstInstallTime !== undefined && { firstInstallTime: line.firstInstallTime }),
  }
}

/** The ops that concern one package: those of its own entry, with the modes set on its uid. */
function opsOf(uid: UidOps, packageName: string): Record<string, AppOp> {
  const own = uid.packages.get(packageName) ?? {}
  const merged: Record<string, AppOp> = {}
  for (const name of new Set([...Object.keys(own), ...Object.keys(uid.uid)])) {
    merged[name] = { ...own[name], ...uid.uid[name] }
  }
  return merged
}
