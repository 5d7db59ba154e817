import type { Gap } from '../model/snapshot.ts'
import { isWhole, nameOf } from './apps.ts'
import type { FileFacts } from './file.ts'
import { knownFormat } from './known-formats.ts'
import type { PackageSection } from './package-section.ts'
import { isContactsFilter, printsAllPackages, sharedUserOf, unreadPlace } from './permissions.ts'
import { refusalIn } from './refusals.ts'

const NO_NAME = 'E319'

/** A record as `dumpsys package` prints it, without the heading that it stands under. */
const RECORD = /^Package \[[^\]]+\] \([0-9a-f]+\):/
/** What `adb bugreport` prints while it works. */
const PROGRESS = /\[ *\d+%\] (generating|pulling) |Bug report copied to|bugreport\S*\.zip: \d+ files? pulled/
/** A name that calls for a dump, whatever is in the file. */
const DUMP_NAME = /(packages?|app_?ops|dumpsys|bugreport)[^/!.]*(\.txt|\.log)?$/i
/** An error is short; what goes on is a log of something else. */
const LONGEST_ERROR = 50

/** `main_entry.txt` of a bug report names the text that everything else belongs to. */
const namesReport = ({ artifact, firstLines: [name = ''] }: Pick<FileFacts, 'artifact' | 'firstLines'>) =>
  artifact.lines <= 1 && /^bugreport\S*\.txt$/.test(name)

/** What is wrong with a file as a whole. */
export function gapsOf({ artifact, firstLines, doubledReturns, optional, failure }: FileFacts): Gap[] {
  const { path, kinds } = artifact
  const gap = (code: string, params: Record<string, string> = {}, incomplete = true): Gap => ({
    code,
    path,
    params: { file: path, ...params },
    incomplete,
  })
  if (failure?.code === NO_NAME) return []
  const notes: Gap[] = []
  if (kinds.length > 0 && artifact.encoding.startsWith('utf-16')) notes.push(gap('E307', {}, false))
  if (kinds.length > 0 && doubledReturns > 0) notes.push(gap('E312', {}, false))
  if (failure) return [...notes, gap(failure.code, failure.params, failure.incomplete ?? true)]
  if (kinds.length > 0) return notes
  if (firstLines.length === 0) return optional && !DUMP_NAME.test(path) ? [] : [gap('E302')]

  if (namesReport({ artifact, firstLines })) return optional ? [] : [gap('E339')]
  if (firstLines.some((line) => RECORD.test(line))) return [gap('E338')]
  if (firstLines.some((line) => PROGRESS.test(line))) return [gap('E339')]
  if (firstLines.some((line) => line.startsWith('Unable to find package'))) return [gap('E320')]
  const refusal = firstLines.map(refusalIn).find((said) => said !== undefined)
  if (refusal !== undefined && !(optional && artifact.lines > LONGEST_ERROR)) return [gap('E304', { detail: refusal })]
  const known = knownFormat(firstLines)
  if (known?.holds === 'packed') return [gap('E334', { format: known.name })]
  if (known && !(optional && known.holds === 'other')) return [gap('E335', { format: known.name })]
  return optional ? [] : [gap('E303')]
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

/** Apps of the phone whose APK told nothing: one word about all of them is enough. */
export function nameGaps(files: FileFacts[]): Gap[] {
  const unread = files.filter(({ failure }) => failure?.code === NO_NAME).length
  return unread === 0 ? [] : [{ code: NO_NAME, path: 'base.apk', params: { n: String(unread) }, incomplete: false }]
}

/** Nothing that was found in a folder or an archive is a dump. */
export function nothingFoundGap(files: FileFacts[]): Gap[] {
  const [first] = files
  if (first === undefined) return []
  const n = files.length
  const place = n === 1 ? first.artifact.path : commonPlace(files.map(({ artifact }) => artifact.path))
  const gap = (code: string, path: string, params: Record<string, string>): Gap[] => [
    { code, path, params: { file: path, ...params }, incomplete: true },
  ]
  if (files.every(({ firstLines }) => firstLines.length === 0)) return gap('E302', place, {})
  for (const { firstLines, artifact } of files) {
    const known = knownFormat(firstLines)
    if (known) return gap('E335', artifact.path, { format: known.name })
  }
  return gap('E303', place, n === 1 ? {} : { n: String(n) })
}

/** The folder or the archive that all of some paths lie in. */
function commonPlace(paths: string[]): string {
  const [first = ''] = paths
  let length = first.length
  for (const path of paths) while (!path.startsWith(first.slice(0, length))) length--
  return /^(.*)[/!]/.exec(first.slice(0, length))?.[1] ?? '.'
}

/** Files of this phone, and none of them tells which apps are on it. */
export function noPackagesGap(files: FileFacts[]): Gap[] {
  const gap = (code: string, { path }: FileFacts['artifact']): Gap[] => [
    { code, path, params: { file: path }, incomplete: true },
  ]
  const entry = files.find(namesReport)
  if (entry) return gap('E339', entry.artifact)
  const known = files.find(({ artifact }) => artifact.kinds.length > 0)
  return known === undefined ? [] : gap('E316', known.artifact)
}
