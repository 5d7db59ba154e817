import type { Gap } from '../model/snapshot.ts'
import { isWhole, nameOf } from './apps.ts'
import type { UidOps } from './dumpsys-appops.ts'
import type { FileFacts } from './file.ts'
import type { Interest } from './interest.ts'
import type { PackageSection } from './package-section.ts'
import { isContactsFilter, printsAllPackages, sharedUserOf, unreadPlace } from './permissions.ts'

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
  const { path, packages, hidden, headers } = section
  const gap = (code: string, params: Record<string, string> = {}): Gap => ({
    code,
    path,
    line: section.lastLine,
    params: { file: path, ...params },
    incomplete: true,
  })
  const gaps: Gap[] = []
  const scope = printsAllPackages(section)
  const lastPackage = packages.at(-1)
  if (scope === 'filtered' && !(hasList && isContactsFilter(section)))
    return [gap('E313', { n: String(packages.length) })]
  if (!section.packagesEnded)
    gaps.push(
      gap('E305', {
        package: lastPackage === undefined ? 'Packages:' : nameOf(lastPackage),
        n: String(packages.length),
      }),
    )
  else if (packages.length === 0 && scope !== 'filtered') gaps.push(gap('E316'))

  const places = packages.map((record) => ({ record, unread: unreadPlace(section, record, true) }))
  const cut = places.find(({ unread }) => unread === 'SECTION_TRUNCATED')
  if (section.packagesEnded && (cut || (scope === 'whole' && !section.sharedUsersEnded)))
    gaps.push(
      gap('E305', {
        package: cut ? `SharedUser [${sharedUserOf(cut.record)}]` : 'Shared users:',
        n: String(packages.length),
      }),
    )
  const withoutShared = places.filter(({ unread }) => unread === 'SHARED_USERS_NOT_SEEN')
  if (withoutShared.length > 0) gaps.push(gap('E314', { n: String(withoutShared.length) }))

  const records = packages.length + hidden.length
  // Android 2.x prints no users; there a record that was passed over has nothing to be told by.
  const usersPrinted = packages[0]?.hasUsers ?? true
  const torn = [...packages, ...hidden].filter(
    (record) =>
      !isWhole(record) && !(record.passedOver && !usersPrinted) && !(record === lastPackage && !section.packagesEnded),
  )
  if (headers !== records) gaps.push(gap('E315', { detail: `${records} / ${headers}` }))
  else if (torn[0]) gaps.push(gap('E315', { detail: torn.map(nameOf).slice(0, 3).join(', ') }))
  const live = new Set<string>()
  const twice = packages.map(({ bracketName }) => bracketName).filter((name) => live.has(name) || !live.add(name))
  const orphans = hidden.map(({ bracketName }) => bracketName).filter((name) => !live.has(name))
  if (twice.length + orphans.length > 0 && scope !== 'filtered')
    gaps.push(gap('E315', { detail: [...twice, ...orphans].slice(0, 3).join(', ') }))
  return gaps
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
        params: { file: path, n: String(missing.length), package: first.packageName },
        incomplete: true,
      },
    ]
  })
}

/** Of two copies of the package section in one text the larger is used; what only the other names would be lost. */
export function copyGaps({ artifact: { path }, packages }: FileFacts, used: PackageSection[]): Gap[] {
  const known = new Set(used.flatMap((section) => section.packages.map(nameOf)))
  const lost = packages.filter((section) => !used.includes(section)).flatMap((section) => section.packages.map(nameOf))
  const [first] = lost.filter((name) => !known.has(name))
  return first === undefined ? [] : [{ code: 'E315', path, params: { file: path, detail: first }, incomplete: true }]
}

/** Package records outside of every package section, of packages that no section holds. */
export function strayGaps({ artifact: { path }, strayPackages }: FileFacts, used: PackageSection[]): Gap[] {
  const known = new Set(
    used.flatMap(({ packages, hidden }) =>
      [...packages, ...hidden].flatMap((record) => [nameOf(record), record.bracketName]),
    ),
  )
  if (used.length === 0) return []
  const stray = strayPackages.find(({ packageName }) => !known.has(packageName))
  return stray === undefined
    ? []
    : [{ code: 'E315', path, line: stray.line, params: { file: path, detail: stray.packageName }, incomplete: true }]
}

/** App-op entries among which text of an app stands. It keeps a run open where the uid is that of a wanted app, or of nobody. */
export function appOpGaps({ artifact: { path }, appOps }: FileFacts, wanted: Interest['wanted']): Gap[] {
  const torn = appOps.flatMap(({ uids }) => uids.filter((uid) => uid.torn !== undefined))
  const concerns = ({ packages }: UidOps) => packages.size === 0 || [...packages.keys()].some((name) => wanted(name))
  const told = torn.find(concerns) ?? torn[0]
  if (told?.torn === undefined) return []
  const { torn: line } = told
  return [{ code: 'E346', path, line, params: { file: path, line: String(line) }, incomplete: concerns(told) }]
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
