import { grouped } from '../../model/multimap.ts'
import type { AppUser } from '../../model/phone/snapshot.ts'
import { isWhole, nameOf, PRINTED } from './package-record.ts'
import type { PackageRecord, PackageSection } from './package-section.ts'

/** Name and app id in `sharedUser=SharedUserSetting{<hex> <name>/<appId>}`. */
export function sharedUserOf(record: PackageRecord): { name: string; appId: number } | undefined {
  const [, name, appId] = /^SharedUserSetting\{\S+ ([^ ]+)\/(\d{1,7})\}/.exec(record.keys.get('sharedUser') ?? '') ?? []
  return name === undefined ? undefined : { name, appId: Number(appId) }
}

/** Finds the shared-user records of a package: by name, by app id where a header is lost, and by whom they list. */
export function sharedRecords({ sharedUsers }: PackageSection): (record: PackageRecord) => PackageRecord[] {
  const byName = grouped(sharedUsers, ({ bracketName }) => [bracketName])
  const byId = grouped(sharedUsers, ({ appId }) => (appId === undefined ? [] : [appId]))
  const byMember = grouped(sharedUsers, ({ members }) => [...members])
  return (record) => {
    const shared = sharedUserOf(record)
    const ofId = byId.get(shared?.appId ?? record.appId ?? -1) ?? []
    if (shared) return [...(byName.get(shared.name) ?? []), ...ofId.filter(({ bracketName }) => bracketName === '')]
    // One id is one identity, whatever became of the line that says so; a name is one where the record has no other.
    const listed = record.otherNames.size === 0 ? byMember.get(nameOf(record)) : undefined
    return [...new Set([...ofId, ...(listed ?? [])])]
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
  const isRead = ended.has('shared')
    ? shared.length > 0 || scope === 'filtered'
    : shared.length > 0 && !shared.includes(sharedUsers.at(-1) as PackageRecord)
  return isRead && !shared.some(({ damaged, torn }) => damaged || torn) ? undefined : 'SECTION_TRUNCATED'
}
