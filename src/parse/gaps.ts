import type { Gap } from '../model/snapshot.ts'
import type { AppOpsSection } from './dumpsys-appops.ts'
import type { FileFacts } from './file.ts'
import type { Interest } from './interest.ts'
import { isWhole, nameOf, PRINTED } from './package-record.ts'
import type { PackageRecord, PackageSection } from './package-section.ts'
import { isContactsFilter, printsAllPackages, unreadPlaces } from './permissions.ts'

/** What adb, the shell of the phone and dumpsys say instead of a dump. */
const ADB_ERRORS =
  /^(error: |adb(\.exe)?: |\* daemon |- waiting for|cmd: |\/system\/bin\/sh: |sh: |Can't find service|Permission Denial|Security exception|java\.lang\.|Exception |Failure|Error: |List of devices|Unable to find package|.*(device unauthorized|no devices\/emulators found|device offline|not recognized as an internal))/

const NO_NAME = 'E319'

/** What is wrong with a file as a whole. */
export function gapsOf({ artifact, firstLines, doubledReturns, optional, failure }: FileFacts): Gap[] {
  const { path } = artifact
  const gap = (code: string, params: Record<string, string> = {}, incomplete = true): Gap => ({
    code,
    path,
    params: { file: path, ...params },
    incomplete,
  })
  const gaps: Gap[] = []
  if (artifact.encoding.startsWith('utf-16')) gaps.push(gap('E307', {}, false))
  if (doubledReturns > 0) gaps.push(gap('E312', {}, false))
  if (failure?.code === NO_NAME) return gaps
  if (failure) gaps.push(gap(failure.code, failure.params, failure.incomplete ?? true))
  else if (firstLines.length === 0 && artifact.kinds.length === 0) gaps.push(gap('E302'))
  else if (artifact.kinds.length === 0) {
    const error = firstLines.find((line) => ADB_ERRORS.test(line))
    if (error === undefined && !optional) gaps.push(gap('E303', { first: firstLines[0]?.slice(0, 60) ?? '' }))
    if (error !== undefined) gaps.push(gap('E304', { detail: error.slice(0, 120) }))
  }
  return gaps
}

/** What a package section leaves open. `hasList`: `pm list packages` names the packages that a filtered dump leaves out. */
export function sectionGaps(section: PackageSection, hasList: boolean): Gap[] {
  const { path, packages } = section
  const gap = (code: string, params: Record<string, string> = {}, line = section.lastLine): Gap => ({
    code,
    path,
    line,
    params: { file: path, ...params },
    incomplete: true,
  })
  const gaps: Gap[] = []
  const scope = printsAllPackages(section)
  const n = String(packages.length)
  if (scope === 'filtered' && !(hasList && isContactsFilter(section))) return [gap('E313', { n }), ...tornGaps(section)]
  if (!section.packagesEnded) gaps.push(gap('E305', { package: 'Packages:', n }))
  else if (packages.length === 0 && scope !== 'filtered') gaps.push(gap('E316'))

  const places = unreadPlaces(section)
  const unread = packages.filter((record) => isWhole(record, section) && !record.damaged && !record.torn).map(places)
  const isCut = unread.includes('SECTION_TRUNCATED') || (scope === 'whole' && !section.sharedUsersEnded)
  if (section.packagesEnded && isCut) gaps.push(gap('E305', { package: 'Shared users:', n }))
  const withoutShared = unread.filter((reason) => reason === 'SHARED_USERS_NOT_SEEN').length
  if (withoutShared > 0) gaps.push(gap('E314', { n: String(withoutShared) }))

  gaps.push(...tornGaps(section))
  if (gaps.length === 0 && scope !== 'filtered' && section.contactGrants === 0 && isPhone(section))
    gaps.push(gap('E328', { n }))
  return gaps
}

/** Records that do not add up. */
export function tornGaps(section: PackageSection): Gap[] {
  const { path, packages, hidden, lastLine } = section
  const torn = tornRecords(section)
  if (torn === 0 && !section.torn) return []
  const detail = `${Math.max(torn, 1)} / ${packages.length + hidden.length}`
  return [{ code: 'E315', path, line: lastLine, params: { file: path, detail }, incomplete: true }]
}

/** How many records are not as Android prints them, stand twice, or are copies of what is not there. */
function tornRecords(section: PackageSection): number {
  const { packages, hidden, packagesEnded } = section
  // Android 2.x prints no users; there a record that was passed over has nothing to be told by.
  const usersPrinted = packages[0] === undefined || (packages[0].printed & PRINTED.users) !== 0
  const last = packagesEnded ? undefined : packages.at(-1)
  const isTorn = (record: PackageRecord) =>
    record.torn ||
    record.contactLines > MOST_CONTACT_LINES + record.userIds.size ||
    !(isWhole(record, section) || (record.passedOver && !usersPrinted && record.printed & PRINTED.id))
  const live = new Set<string>()
  const twice = packages.filter(({ bracketName }) => live.has(bracketName) || !live.add(bracketName))
  const orphans = hidden.filter(({ bracketName }) => !live.has(bracketName))
  // Before Android 4.1 the copy of an updated system app is five lines.
  const short = hidden.filter((record) => record.torn || !(record.printed & PRINTED.id))
  return new Set([...packages.filter((record) => record !== last && isTorn(record)), ...twice, ...orphans, ...short])
    .size
}

/** A permission stands once among the install permissions, and once for each user. */
const MOST_CONTACT_LINES = 1

/** On every phone some app holds contacts, their own storage first; what is printed of a few apps proves nothing. */
const isPhone = ({ packages }: PackageSection) =>
  packages.length >= LEAST_PACKAGES || packages.some((record) => nameOf(record) === CONTACTS_STORAGE)
const LEAST_PACKAGES = 40
const CONTACTS_STORAGE = 'com.android.providers.contacts'

/** Apps of interest that tables of the phone name, and that have no record. */
export function namedGaps(section: PackageSection, appOps: AppOpsSection | undefined, { wanted }: Interest): Gap[] {
  if (printsAllPackages(section) === 'filtered') return []
  const records = [...section.packages, ...section.hidden]
  const known = new Set(records.flatMap((record) => [nameOf(record), record.bracketName, ...record.otherNames.keys()]))
  const isLost = (name: string) => !known.has(name) && wanted(name, section.seen.get(name))
  const bySections = [...section.named].filter(([name]) => isLost(name))
  const bySeen = [...section.seen.keys()].filter(isLost)
  // `root`, `media` and their like are no packages.
  const byOps = (appOps?.uids ?? []).flatMap(({ packages }) =>
    [...packages.keys()].filter((name) => name.includes('.') && isLost(name)),
  )
  const lost = new Set([...bySections.map(([name]) => name), ...bySeen, ...byOps])
  if (lost.size === 0) return []
  const line = bySections[0]?.[1]
  const { path } = section
  return [
    {
      code: 'E327',
      path,
      ...(line !== undefined && { line }),
      params: { file: path, n: String(lost.size) },
      incomplete: true,
    },
  ]
}

/** What `pm list packages` says against the dumps. */
export function listGaps(files: FileFacts[], sections: PackageSection[]): Gap[] {
  // A dump filtered by permission leaves packages out by its nature.
  if (sections.length > 0 && sections.every((section) => printsAllPackages(section) === 'filtered')) return []
  const known = new Set(
    sections.flatMap(({ packages }) => packages.flatMap((record) => [nameOf(record), record.bracketName])),
  )
  const plain = new Set([...known].map((name) => name.replace(/_\d+$/, '')))
  return files.flatMap(({ artifact: { path }, pmList = [] }): Gap[] => {
    if (pmList.length === 0) return []
    if (sections.length === 0) return [{ code: 'E306', path, params: { file: path }, incomplete: true }]
    const missing = pmList.filter(({ packageName }) => !known.has(packageName) && !plain.has(packageName))
    const [first] = missing
    if (first === undefined) return []
    return [
      {
        code: 'E317',
        path,
        line: first.evidence.line,
        params: { file: path, n: String(missing.length) },
        incomplete: true,
      },
    ]
  })
}

/** Mentions of the permission that belong to nobody, and text that had to be repaired to be read at all. */
export function accountGaps({ artifact: { path }, unexplained, repaired, garbled }: FileFacts): Gap[] {
  const gap = (code: string, params: Record<string, string>, line?: number): Gap => ({
    code,
    path,
    ...(line !== undefined && { line }),
    params: { file: path, ...params },
    incomplete: true,
  })
  return [
    ...(unexplained.count > 0 ? [gap('E324', { n: String(unexplained.count) }, unexplained.line)] : []),
    ...(repaired || garbled ? [gap('E325', {})] : []),
  ]
}

/** Apps of the phone whose APK told nothing: one word about all of them is enough. */
export function nameGaps(files: FileFacts[]): Gap[] {
  const unread = files.filter(({ failure }) => failure?.code === NO_NAME).length
  return unread === 0 ? [] : [{ code: NO_NAME, path: 'base.apk', params: { n: String(unread) }, incomplete: false }]
}

/** Nothing that was found in a folder or an archive is a dump. */
export function nothingFoundGap([first]: FileFacts[]): Gap[] {
  if (first === undefined) return []
  const { path } = first.artifact
  return [
    { code: 'E303', path, params: { file: path, first: first.firstLines[0]?.slice(0, 60) ?? '' }, incomplete: true },
  ]
}

/** Files of this phone, and none of them tells which apps are on it. */
export function noPackagesGap(files: FileFacts[]): Gap[] {
  const known = files.find(({ artifact }) => artifact.kinds.length > 0)
  return known === undefined
    ? []
    : [{ code: 'E316', path: known.artifact.path, params: { file: known.artifact.path }, incomplete: true }]
}
