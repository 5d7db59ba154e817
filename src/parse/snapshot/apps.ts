import { definedOnly } from '../../model/defined-only.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { App, AppUser } from '../../model/phone/snapshot.ts'
import { READ_CONTACTS } from '../../model/vocabulary.ts'
import type { AppOpsSection, UidOps } from '../app-ops/app-ops-section.ts'
import { asciiDigits, digitsIn } from '../digits.ts'
import type { Interest, Seen } from '../interest.ts'
import { isInstalled, isSystem, knowsUsers, nameOf, PRINTED } from '../packages/package-record.ts'
import type { PackageRecord, PackageSection, UserLine } from '../packages/package-section.ts'
import { isGrant, permissionsOf } from '../packages/permissions.ts'
import { listsRequests } from '../packages/scope.ts'
import { runsOn, sharedUserOf, unreadPlaces } from '../packages/shared-users.ts'
import type { State } from './states.ts'

/**
 * The apps of one package section, each with the users that the section knows. A record that names several packages is
 * an app of each: what it grants may be of either.
 *
 * @param appOps the app ops of the same phone, if they were captured
 */
export function appsOf(
  { section, capturedAt }: Pick<State, 'section' | 'capturedAt'>,
  userIds: number[],
  appOps: AppOpsSection | undefined,
  { wanted }: Interest,
): App[] {
  const live = new Set(section.packages.map(nameOf))
  // Android prints one copy of an app; where there are more, any of them may hold what was the app's.
  const factoryCopies = new Set(section.hidden.map(nameOf))
  const heldByCopies = new Set(
    section.hidden.flatMap((copy) => copy.states.filter(isGrant).map(({ userId }) => `${nameOf(copy)} ${userId}`)),
  )
  const opsOfUid = new Map(appOps?.uids.map((uid) => [`${uid.userId}:${uid.appId}`, uid]))
  // A copy of what is not there is no copy.
  const orphans = section.hidden.filter((record) => !live.has(nameOf(record)))

  const isWanted = (name: string) => name !== '' && wanted(name, section.seen.get(name))
  return [...section.packages, ...orphans].flatMap((record) => {
    const own = isWanted(nameOf(record)) || isWanted(record.bracketName)
    const others = [...record.otherNames].filter(([name]) => isWanted(name))
    const unread = unreadPlaces(section, record)
    const { appId } = record
    const permissionsFor = permissionsOf(record, section.sharedOf(record))

    const userOf = (userId: number, packageName: string, evidence: Evidence): AppUser => {
      const lines = record.users.filter((user) => user.userId === userId)
      const line = lines.find(runs) ?? lines.find(({ state }) => isInstalled(state)) ?? lines[0]
      const uid = opsOfUid.get(`${userId}:${appId}`)
      const isShared = record.keys.has('sharedUser')
      const none = appOps && appOps.ending !== 'timeout' ? {} : undefined
      const ops = uid ? opsOf(uid, packageName, isShared) : none
      const permissions = runsOn(section, record) ? {} : permissionsFor(userId)
      // What the copy holds may be the app's own, moved: the app itself prints at least that it was refused.
      const isMoved =
        permissions[READ_CONTACTS] === undefined &&
        [userId, undefined].some((holder) => heldByCopies.has(`${nameOf(record)} ${holder}`))
      const isUnread = unread ?? (isMoved ? 'SECTION_TRUNCATED' : undefined)
      const missing = isUnread ?? (line === undefined && knowsUsers(record) ? 'USER_NOT_READABLE' : undefined)
      return {
        userId,
        ...stateOf(line),
        permissions,
        ...definedOnly({ unread: missing, appOps: ops }),
        evidence: line?.evidence ?? evidence,
      }
    }
    return [...(own ? [[nameOf(record), record.evidence] as const] : []), ...others].map(
      ([packageName, evidence]): App => ({
        packageName,
        ...identityOf(record, section),
        ...seenOf(section.seen.get(packageName)),
        ...(appId !== undefined && { appId }),
        ...definedOnly({ capturedAt }),
        hasFactoryCopy: factoryCopies.has(packageName),
        users: (knowsUsers(record) ? userIds : [0]).map((userId) => userOf(userId, packageName, evidence)),
        evidence,
      }),
    )
  })
}

const seenOf = (seen: Seen | undefined): Pick<App, 'components' | 'providers' | 'queries' | 'signers'> => {
  if (seen === undefined) return {}
  const { components, providers, queries, signers } = seen
  return { components: [...components], providers: [...providers], queries: [...queries], ...definedOnly({ signers }) }
}

/** Where a line begins that some program joined to another: it may be of another app. */
const ANOTHER_LINE = /(?:[\p{Cc}\u2028\u2029]| {4}) {0,8}(?=(?:\S{1,40} )?\S{0,40}[=:[])/u

function identityOf(record: PackageRecord, section: PackageSection) {
  const { keys } = record
  const text = (key: string) => {
    const value = keys.get(key)?.split(ANOTHER_LINE, 1)[0]
    return value === 'null' ? undefined : value
  }
  const versionCode = keys.get('versionCode')
  const targetSdk = digitsIn(keys.get('targetSdk') ?? versionCode?.split('targetSdk=')[1])
  const maybe = {
    alias: record.compatName === undefined ? undefined : record.bracketName,
    sharedUser: sharedUserOf(record)?.name,
    versionName: text('versionName'),
    versionCode: digitsIn(versionCode),
    targetSdk: targetSdk === undefined ? undefined : Number(targetSdk),
    firstInstallTime: time(text('firstInstallTime')),
    lastUpdateTime: time(text('lastUpdateTime')),
    installer: text('installerPackageName'),
    // The users stand behind the list: without them it may have been cut.
    requestedPermissions:
      record.printed & PRINTED.users && listsRequests(section, record) ? record.requested : undefined,
  }
  return { ...definedOnly(maybe), system: isSystem(record) }
}

/** A date, in the digits of whatever language the phone speaks. */
const time = (text: string | undefined) => (text === undefined ? undefined : asciiDigits(text))

const runs = (line: UserLine) => {
  const { installed, hidden, enabled } = stateOf(line)
  return installed && !hidden && enabled < 2
}

function stateOf(line: UserLine | undefined) {
  const words = line?.state.split(' ') ?? []
  const is = (key: string) => words.includes(`${key}=true`) && !words.includes(`${key}=false`)
  const [enabled = 0] = words
    .flatMap((word) => (word.startsWith('enabled=') ? [Number(word.slice(8)) || 0] : []))
    .sort()
  return {
    installed: line === undefined || isInstalled(line.state),
    hidden: is('hidden') || is('blocked'),
    suspended: is('suspended') || is('quarantined'),
    stopped: is('stopped'),
    notLaunched: is('notLaunched'),
    instant: is('instant'),
    virtual: is('virtual'),
    archived: line?.archived ?? false,
    enabled,
    ...definedOnly({ firstInstallTime: time(line?.firstInstallTime) }),
  }
}

/**
 * The ops that concern one package: those of its own entry, with the modes set on its uid. Where other apps have a uid
 * that it does not share, they are of another phone or another time, and nobody read its own.
 */
function opsOf({ uid, packages }: UidOps, packageName: string, isShared: boolean): AppUser['appOps'] {
  const own = packages.get(packageName)
  if (own === undefined && packages.size > 0 && !isShared) return undefined
  return Object.fromEntries(Object.keys({ ...own, ...uid }).map((name) => [name, { ...own?.[name], ...uid[name] }]))
}
