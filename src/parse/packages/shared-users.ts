import { grouped } from '../../model/multimap.ts'
import type { AppUser } from '../../model/phone/snapshot.ts'
import { isWhole, nameOf, PRINTED } from './package-record.ts'
import type { PackageRecord, PackageSection, SharedState } from './package-section.ts'
import { grantsContacts, linesOf } from './permissions.ts'

/** Name and app id in `sharedUser=SharedUserSetting{<hex> <name>/<appId>}`. */
export function sharedUserOf(record: PackageRecord): { name: string; appId: number } | undefined {
  const [, name, appId] = /^SharedUserSetting\{\S+ ([^ ]+)\/(\d{1,7})\}/.exec(record.keys.get('sharedUser') ?? '') ?? []
  return name === undefined ? undefined : { name, appId: Number(appId) }
}

const asOne = (records: PackageRecord[]): SharedState => ({
  linesFor: linesOf(records),
  granted: records.some(grantsContacts),
  torn: records.some(({ damaged, torn }) => damaged || torn),
})

/** Finds what shared users hold for a package: by name, by app id where a header is lost, and by whom they list. */
export function sharedRecords({ sharedUsers, ended }: PackageSection): (record: PackageRecord) => SharedState[] {
  const last = ended.has('shared') ? undefined : sharedUsers.at(-1)
  // Of the last one there may be more, where the text ends before they do.
  const all = sharedUsers.map((shared) => (shared === last ? { ...shared, torn: true } : shared))
  // By name, by id, and `/id` for one that lost its name.
  const byKey = new Map(
    [...grouped(all, ({ bracketName, appId }) => [bracketName, appId, `${bracketName}/${appId}`])].map(
      ([key, records]) => [key, asOne(records)],
    ),
  )
  const each = all.map((shared) => ({ members: [...shared.members], state: asOne([shared]) }))
  const byMember = grouped(each, ({ members }) => members)
  return (record) => {
    const shared = sharedUserOf(record)
    // One id is one identity, whatever became of the line that says so; a name is one where the record has no other.
    const keys = shared ? [shared.name, `/${shared.appId}`] : [record.appId ?? -1]
    const listed = shared || record.otherNames.size > 0 ? undefined : byMember.get(nameOf(record))
    return [...keys.flatMap((key) => byKey.get(key) ?? []), ...(listed ?? []).map(({ state }) => state)]
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
export function unreadPlaces(section: PackageSection, record: PackageRecord): AppUser['unread'] {
  const { packages, sharedUsers, scope, ended } = section
  const isCut = record === packages.at(-1) && !ended.has('packages')
  if (isCut || record.damaged || !isWhole(record, section)) return 'SECTION_TRUNCATED'
  const shared = section.sharedOf(record)
  if (sharedUserOf(record) === undefined) {
    const isLost = isUnreadable(record.keys.get('sharedUser')) || (shared.length > 0 && !record.passedOver)
    return isLost ? 'SECTION_TRUNCATED' : undefined
  }
  // `dumpsys package shared-users noperm` prints them without permissions; a whole dump never does.
  if (!section.printsSharedGrants && sharedUsers.length > 0 && scope !== 'whole') return 'SHARED_USERS_NOT_SEEN'
  if (!section.headings.has('Shared users') && sharedUsers.length === 0)
    return scope === 'whole' ? 'SECTION_TRUNCATED' : 'SHARED_USERS_NOT_SEEN'
  // A filtered dump leaves out the shared users that lack the permission; a whole one prints them all.
  const isRead = shared.length > 0 || (ended.has('shared') && scope === 'filtered')
  return isRead && !shared.some(({ torn }) => torn) ? undefined : 'SECTION_TRUNCATED'
}
