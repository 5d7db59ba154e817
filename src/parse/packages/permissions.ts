import { grouped } from '../../model/multimap.ts'
import type { AppUser, OwnBlock, PermissionState } from '../../model/phone/snapshot.ts'
import { READ_CONTACTS } from '../../model/vocabulary.ts'
import { isWhole, nameOf, PRINTED } from './package-record.ts'
import type { Grants, PackageRecord, PackageSection, PermissionLine, SharedUserRecord } from './package-section.ts'

/** Name and app id in `sharedUser=SharedUserSetting{<hex> <name>/<appId>}`. */
export function sharedUserOf(record: PackageRecord): { name: string; appId: number } | undefined {
  const [, name, appId] = /^SharedUserSetting\{\S+ ([^ ]+)\/(\d{1,7})\}/.exec(record.keys.get('sharedUser') ?? '') ?? []
  return name === undefined ? undefined : { name, appId: Number(appId) }
}

/** Finds the shared-user records of a package: by name, by app id where a header is lost, and by whom they list. */
export function sharedRecords({ sharedUsers }: PackageSection): (record: PackageRecord) => SharedUserRecord[] {
  const byName = grouped(sharedUsers, ({ name }) => [name])
  const byId = grouped(sharedUsers, ({ appId }) => (appId === undefined ? [] : [appId]))
  const byMember = grouped(sharedUsers, ({ members }) => [...members])
  return (record) => {
    const shared = sharedUserOf(record)
    const ofId = byId.get(shared?.appId ?? record.appId ?? -1) ?? []
    if (shared) return [...(byName.get(shared.name) ?? []), ...ofId.filter(({ name }) => name === '')]
    // One id is one identity, whatever became of the line that says so.
    return [...new Set([...ofId, ...(byMember.get(nameOf(record)) ?? [])])]
  }
}

/** Whether any user of a record is granted contacts. */
export const grantsContacts = ({ states }: Grants) =>
  states.some(({ name, granted }) => granted && name === READ_CONTACTS)

/** Flags that close a grant: of two lines that grant, the one without them is the worse. */
const isClosed = ({ flags }: Pick<PermissionLine, 'flags'>) =>
  flags.some((flag) => flag === 'REVOKED_COMPAT' || flag === 'REVOKE_ON_UPGRADE' || flag === 'APPLY_RESTRICTION')

/**
 * The permissions of one package, by user: its own blocks, then those of its shared user, which hold for every member.
 * A permission is granted if any place says so; the place that says so is the one kept.
 */
export function permissionsOf(record: Grants, shared: Grants[]): (userId: number) => AppUser['permissions'] {
  const holders = [record, ...shared].map((holder) => [holder === record ? '' : 'shared-', linesOf(holder)] as const)
  return (userId) => {
    const found: Record<string, PermissionState> = {}
    for (const [from, linesFor] of holders)
      for (const line of linesFor(userId)) {
        const { name, granted, flags, evidence } = line
        const known = found[name]
        const isWorse = known === undefined || (granted && (!known.granted || (isClosed(known) && !isClosed(line))))
        if (isWorse) found[name] = { granted, flags, block: `${from}${line.block}`, evidence }
      }
    return found
  }
}

/** The order in which blocks are asked. */
const BLOCKS: OwnBlock[] = ['runtime', 'install', 'granted-list']

/**
 * From 12 a line of an install permission with `userId=N` overrides, for that user, the line without one. That one is
 * of user 0, who has no other: text of an app may look like it.
 */
function linesOf({ states }: Grants): (userId: number) => PermissionLine[] {
  const byUser = grouped(
    BLOCKS.flatMap((block) => states.filter((line) => line.block === block)),
    ({ userId }) => (userId === undefined ? [undefined, 0] : [userId]),
  )
  return (userId) => {
    const own = byUser.get(userId) ?? []
    if (userId === 0) return own
    const overridden = new Set(own.flatMap(({ name, block }) => (block === 'install' ? name : [])))
    const ofAll = byUser.get(undefined) ?? []
    return [...own, ...ofAll.filter(({ name, block }) => block !== 'install' || !overridden.has(name))]
  }
}

/**
 * Whether a record may hold grants of the shared users, which are printed behind it: the last of several, of which a
 * search for a few words (`grep -E "Package|READ_CONTACTS"`) left neither what it is nor where it ends.
 */
export const runsOn = ({ packages, headings }: PackageSection, record: PackageRecord) =>
  packages.length > 1 &&
  record === packages.at(-1) &&
  (record.printed & (PRINTED.id | PRINTED.pkgFlags)) === 0 &&
  !headings.has('Shared users')

/** Android 2.x prints `null` where there is none. */
const isUnreadable = (sharedUser: string | undefined) => sharedUser !== undefined && sharedUser !== 'null'

/** Why the places where a grant of a package could stand were not all read; undefined when they were. */
export function unreadPlaces(section: PackageSection): (record: PackageRecord) => AppUser['unread'] {
  const { scope } = section
  const recordsOf = sharedRecords(section)
  const lastPackage = section.packages.at(-1)
  const lastShared = section.sharedUsers.at(-1)
  return (record) => {
    if (
      !isWhole(record, section) ||
      record.damaged ||
      record.torn ||
      (record === lastPackage && !section.packagesEnded)
    )
      return 'SECTION_TRUNCATED'
    const shared = recordsOf(record)
    if (sharedUserOf(record) === undefined) {
      const isLost = isUnreadable(record.keys.get('sharedUser')) || (shared.length > 0 && !record.passedOver)
      return isLost ? 'SECTION_TRUNCATED' : undefined
    }
    // `dumpsys package shared-users noperm` prints them without permissions; a whole dump never does.
    if (!section.printsSharedGrants && section.sharedUsers.length > 0 && scope !== 'whole')
      return 'SHARED_USERS_NOT_SEEN'
    if (!section.headings.has('Shared users') && section.sharedUsers.length === 0)
      return scope === 'whole' ? 'SECTION_TRUNCATED' : 'SHARED_USERS_NOT_SEEN'
    if (shared.some(({ damaged }) => damaged)) return 'SECTION_TRUNCATED'
    // A filtered dump leaves out the shared users that lack the permission; a whole one prints them all.
    if (section.sharedUsersEnded) return shared.length > 0 || scope === 'filtered' ? undefined : 'SECTION_TRUNCATED'
    return shared.length > 0 && !shared.includes(lastShared as SharedUserRecord) ? undefined : 'SECTION_TRUNCATED'
  }
}
