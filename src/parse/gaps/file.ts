import type { Gap } from '../model/snapshot.ts'
import { unnamedApp } from './apk/unnamed.ts'
import type { AppOpsSection, UidOps } from './app-ops-section.ts'
import type { FileFacts } from './file-facts.ts'
import type { Interest } from './interest.ts'
import { knownFormat } from './known-formats.ts'
import { isSystem, isWhole, nameOf, PRINTED } from './package-record.ts'
import type { PackageRecord, PackageSection } from './package-section.ts'
import { isContactsFilter, printsAllPackages, unreadPlaces } from './permissions.ts'
import { refusalIn } from './refusals.ts'

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
export function gapsOf({
  artifact,
  firstLines,
  doubledReturns,
  optional,
  failure,
  sign,
  carriesPacked,
}: FileFacts): Gap[] {
  const { path, kinds } = artifact
  const gap = (code: Gap['code'], params: Record<string, string> = {}, incomplete = true): Gap => ({
    code,
    path,
    params: { file: path, ...params },
    incomplete,
  })
  // Whether that leaves anything open depends on what the app may read.
  if (unnamedApp({ artifact, failure })) return []
  const notes: Gap[] = []
  if (kinds.length > 0 && artifact.encoding.startsWith('utf-16')) notes.push(gap('E307', {}, false))
  if (kinds.length > 0 && doubledReturns > 0) notes.push(gap('E312', {}, false))
  if (failure) return [...notes, gap(failure.code, failure.params, failure.incomplete ?? true)]
  if (sign > 0) notes.push({ ...gap('E350', { line: String(sign) }), line: sign })
  if (carriesPacked) notes.push(gap('E334', { format: 'base64' }))
  if (kinds.length > 0 || carriesPacked) return notes
  if (firstLines.length === 0) return optional && !DUMP_NAME.test(path) ? [] : [gap('E302')]

  if (namesReport({ artifact, firstLines })) return optional ? [] : [gap('E339')]
  if (firstLines.some((line) => RECORD.test(line))) return [gap('E338')]
  if (firstLines.some((line) => PROGRESS.test(line))) return [gap('E339')]
  if (firstLines.some((line) => line.startsWith('Unable to find package'))) return [gap('E320')]
  const refusal = firstLines.map(refusalIn).find((said) => said !== undefined)
  if (refusal !== undefined && !(optional && artifact.lines > LONGEST_ERROR)) return [gap('E304', { detail: refusal })]
  const known = knownFormat(firstLines)
  if (known?.holds === 'packed') return [gap('E334', { format: known.name })]
  if (known && !(optional && known.holds === 'other')) return [gap('E335', placesOf(known.name, path))]
  if (optional) return notes
  return [gap(firstLines.some(isBinary) ? 'E347' : 'E303')]
}

/** A saved report that is a file of its own can be opened by its name. */
const placesOf = (format: string, path: string): Record<string, string> => ({
  format,
  ...(format === 'daicha-report' && !path.includes('!') && { report: path }),
})

/** Bytes that no text holds: a picture, a program, a font. */
const isBinary = (line: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells
  /[\0-\b\x0e-\x1a]/.test(line) || (line.match(/\ufffd/g)?.length ?? 0) > line.length / 4

/** What a package section leaves open. `hasList`: `pm list packages` names the packages that a filtered dump leaves out. */
export function sectionGaps(section: PackageSection, hasList: boolean): Gap[] {
  const { path, packages } = section
  const gap = (code: Gap['code'], params: Record<string, string> = {}, line = section.lastLine): Gap => ({
    code,
    path,
    line,
    params: { file: path, ...params },
    incomplete: true,
  })
  const gaps: Gap[] = []
  const scope = printsAllPackages(section)
  const n = String(packages.length)
  if (scope === 'filtered' && !(hasList && isContactsFilter(section)))
    return [...(section.headings.size > 0 ? [gap('E313', { n })] : []), ...tornGaps(section)]
  if (!section.packagesEnded) gaps.push(gap('E305', { package: 'Packages', service: 'package', n }))
  else if (packages.length === 0 && scope !== 'filtered') gaps.push(gap('E316'))

  const places = unreadPlaces(section)
  const unread = packages.filter((record) => isWhole(record, section) && !record.damaged && !record.torn).map(places)
  const isCut = unread.includes('SECTION_TRUNCATED') || (scope === 'whole' && !section.sharedUsersEnded)
  if (section.packagesEnded && isCut) gaps.push(gap('E305', { package: 'Shared users', service: 'package', n }))
  const withoutShared = unread.filter((reason) => reason === 'SHARED_USERS_NOT_SEEN').length
  if (withoutShared > 0) gaps.push(gap('E314', { n: String(withoutShared) }))

  gaps.push(...tornGaps(section))
  if (gaps.length === 0 && scope !== 'filtered' && section.contactGrants === 0 && isPhone(section))
    gaps.push(gap('E328', { n }))
  return gaps
}

/**
 * Records that do not add up.
 *
 * @param wanted of a dump of single packages, which only its records can speak for: the last of them as well, and what of
 * the wanted ones was read by a guess
 */
export function tornGaps(section: PackageSection, wanted?: Interest['wanted']): Gap[] {
  const { path, packages, hidden, lastLine } = section
  const torn = tornRecords(section, wanted)
  if (torn === 0 && !section.torn) return []
  // Records without any heading are a part that somebody copied.
  if (section.headings.size === 0)
    return [{ code: 'E338', path, line: lastLine, params: { file: path }, incomplete: true }]
  const detail = `${Math.max(torn, 1)} / ${packages.length + hidden.length}`
  return [{ code: 'E315', path, line: lastLine, params: { file: path, detail }, incomplete: true }]
}

/** Grants of shared users beside which no app stands that could have them. */
export const partGaps = ({ path, lastLine, contactGrants, packages }: PackageSection): Gap[] =>
  packages.length > 0 || contactGrants === 0
    ? []
    : [{ code: 'E338', path, line: lastLine, params: { file: path }, incomplete: true }]

/** How many records are not as Android prints them, stand twice, or are copies of what is not there. */
function tornRecords(section: PackageSection, wanted?: Interest['wanted']): number {
  const { packages, hidden, packagesEnded } = section
  // Android 2.x prints no users; there a record that was passed over has nothing to be told by.
  const usersPrinted = packages[0] === undefined || (packages[0].printed & PRINTED.users) !== 0
  const last = packagesEnded || wanted ? undefined : packages.at(-1)
  const isTorn = (record: PackageRecord) =>
    record.torn ||
    isRenamed(record) ||
    (record.damaged && wanted?.(nameOf(record))) ||
    record.contactLines > MOST_CONTACT_LINES + record.userIds.size ||
    !(isWhole(record, section) || (record.passedOver && !usersPrinted && record.printed & PRINTED.id))
  const live = new Set<string>()
  const copied = new Set<string>()
  const twice = [
    ...packages.filter(({ bracketName }) => live.has(bracketName) || !live.add(bracketName)),
    ...hidden.filter(({ bracketName }) => copied.has(bracketName) || !copied.add(bracketName)),
  ]
  const orphans = hidden.filter(({ bracketName }) => !live.has(bracketName))
  // Before Android 4.1 the copy of an updated system app is five lines.
  const short = hidden.filter((record) => record.torn || !(record.printed & PRINTED.id))
  return new Set([...packages.filter((record) => record !== last && isTorn(record)), ...twice, ...orphans, ...short])
    .size
}

/**
 * An app that somebody installed has a point in its name (AOSP `FrameworkParsingPackageUtils.validateName`): who took the
 * names out of a dump took out which of them lend.
 */
const isRenamed = (record: PackageRecord) =>
  record.bracketName !== '' && !record.bracketName.includes('.') && !isSystem(record)

/** A permission stands once among the install permissions, and once for each user. */
const MOST_CONTACT_LINES = 1

/** On every phone some app holds contacts, their own storage first; what is printed of a few apps proves nothing. */
const isPhone = ({ packages }: PackageSection) =>
  packages.length >= LEAST_PACKAGES || packages.some((record) => nameOf(record) === CONTACTS_STORAGE)
const LEAST_PACKAGES = 40
const CONTACTS_STORAGE = 'com.android.providers.contacts'

/** Apps that only the tables of another text show to be of interest: their records were passed over. */
export function tableGaps(
  { path, seen }: PackageSection,
  isUnread: (packageName: string) => boolean,
  { wanted, missed = wanted }: Interest,
): Gap[] {
  const lost = [...seen].filter(([name, shown]) => missed(name, shown) && isUnread(name)).length
  return lost === 0 ? [] : [{ code: 'E327', path, params: { file: path, n: String(lost) }, incomplete: true }]
}

/** Apps of interest that tables of the phone name, and that have no record. */
export function namedGaps(
  section: PackageSection,
  appOps: AppOpsSection | undefined,
  { wanted, missed = wanted }: Interest,
): Gap[] {
  if (printsAllPackages(section) === 'filtered') return []
  const records = [...section.packages, ...section.hidden]
  const known = new Set(records.flatMap((record) => [nameOf(record), record.bracketName, ...record.otherNames.keys()]))
  const isLost = (name: string) => !known.has(name) && missed(name, section.seen.get(name))
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
export function accountGaps({
  artifact: { path },
  unexplained,
  repaired,
  garbled,
  failure,
  firstLines,
}: FileFacts): Gap[] {
  const { name } = knownFormat(firstLines) ?? {}
  const own = name?.startsWith('daicha-') ? { own: name } : {}
  const gap = (code: Gap['code'], params: Record<string, string>, line?: number): Gap => ({
    code,
    path,
    ...(line !== undefined && { line }),
    params: { file: path, ...params },
    incomplete: true,
  })
  return [
    ...(unexplained.count > 0 ? [gap('E324', { n: String(unexplained.count), ...own }, unexplained.line)] : []),
    ...(repaired || (garbled && failure === undefined) ? [gap('E325', {})] : []),
  ]
}

/** App-op entries among which text of an app stands. It keeps a run open where the uid is that of a wanted app, or of nobody. */
export function appOpGaps({ artifact: { path }, appOps }: FileFacts, wanted: Interest['wanted']): Gap[] {
  return [...cutAppOps(appOps, path), ...tornAppOps(appOps, path, wanted)]
}

/**
 * `dumpsys` gave up before all app ops were printed, so that none of them can be relied on; or there is a heading and no
 * app, which no phone is without.
 */
const cutAppOps = (appOps: AppOpsSection[], path: string): Gap[] =>
  appOps.some(({ ending, uids }) => ending === 'timeout' || uids.length === 0)
    ? [{ code: 'E305', path, params: { file: path, package: 'appops', service: 'appops' }, incomplete: true }]
    : []

function tornAppOps(appOps: AppOpsSection[], path: string, wanted: Interest['wanted']): Gap[] {
  const torn = appOps.flatMap(({ uids }) => uids.filter((uid) => uid.torn !== undefined))
  const concerns = ({ packages }: UidOps) => packages.size === 0 || [...packages.keys()].some((name) => wanted(name))
  const told = torn.find(concerns) ?? torn[0]
  if (told?.torn === undefined) return []
  const { torn: line } = told
  return [{ code: 'E346', path, line, params: { file: path, line: String(line) }, incomplete: concerns(told) }]
}

/**
 * Files beside the dumps whose words count for nothing: what is none, or may be of another phone. Pictures, hidden files,
 * those of a bug report, and what this and other programs are known to write are no news.
 */
export function unusedGap(files: FileFacts[]): Gap[] {
  const reports = files.filter(namesReport).map(({ artifact: { path } }) => path.replace(/[^/!]+$/, ''))
  const unused = files.filter(
    ({
      artifact: { path, kinds },
      firstLines: [first = '', ...others],
      optional,
      failure,
      sign,
      carriesPacked,
      stray,
    }) =>
      stray && kinds.length > 0
        ? true
        : optional &&
          kinds.length + sign === 0 &&
          !carriesPacked &&
          failure === undefined &&
          first !== '' &&
          (first.startsWith('%PDF') || ![first, ...others].some(isBinary)) &&
          knownFormat([first, ...others]) === undefined &&
          !/(^|[/!])\.[^/]*$/.test(path) &&
          !reports.some((folder) => path.startsWith(folder)),
  )
  const told = unused.find(({ artifact: { kinds } }) => kinds.length > 0) ?? unused[0]
  if (told === undefined) return []
  const { path } = told.artifact
  return [{ code: 'E350', path, params: { file: path, n: String(unused.length) }, incomplete: false }]
}

/** Nothing that was found in a folder or an archive is a dump. */
export function nothingFoundGap(files: FileFacts[]): Gap[] {
  const [first] = files
  if (first === undefined) return []
  const n = files.length
  const place = n === 1 ? first.artifact.path : commonPlace(files.map(({ artifact }) => artifact.path))
  const gap = (code: Gap['code'], path: string, params: Record<string, string>): Gap[] => [
    { code, path, params: { file: path, ...params }, incomplete: true },
  ]
  if (files.every(({ firstLines }) => firstLines.length === 0)) return gap('E302', place, {})
  for (const { firstLines, artifact } of files) {
    const known = knownFormat(firstLines)
    if (known) return gap('E335', artifact.path, placesOf(known.name, artifact.path))
  }
  if (n === 1 && first.firstLines.some(isBinary)) return gap('E347', place, {})
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
  const gap = (code: Gap['code'], { path }: FileFacts['artifact']): Gap[] => [
    { code, path, params: { file: path }, incomplete: true },
  ]
  const entry = files.find(namesReport)
  if (entry) return gap('E339', entry.artifact)
  const known = files.find(({ artifact }) => artifact.kinds.length > 0)
  return known === undefined ? [] : gap('E316', known.artifact)
}
