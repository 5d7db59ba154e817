import { areOfTwoPhones, isGivenAsItCame, MOST_CHANGED } from '../../model/phone/app-ids.ts'
import { isSameSecond } from '../../model/text/time.ts'
import { asciiDigits } from '../digits.ts'
import { nameOf } from '../packages/package-record.ts'
import type { PackageSection } from '../packages/package-section.ts'
import { folderOf } from '../path.ts'
import { noSections } from '../sections/index.ts'
import type { FileFacts } from '../text/file-facts.ts'

/** A list of all packages, and where it comes from. */
type Roll = ReturnType<typeof rollsOf>[number]

/**
 * Shares the files out among the phones that they come from; two phones are never one answer. What lists no packages of
 * its own belongs to the phone that lies nearest in the folders. Where two lie as near, a list of apps is a phone of
 * its own, and anything else may be of either.
 */
export function phonesOf(files: FileFacts[]): FileFacts[][] {
  const serials = serialsByFolder(files)
  const rolls = files.flatMap((file) => rollsOf(file, serials.get(folderOf(file.artifact.path))))
  const phones: Roll[][] = []
  // What tells most of its phone comes first: a list that may be of two phones is of neither.
  for (const roll of [...rolls].sort((a, b) => marksOf(b) - marksOf(a))) {
    const same = phones.filter((phone) => phone.every((one) => isSamePhone(one, roll)))
    const [near, ...others] = same.length > 1 ? nearestPhones(roll.file, same) : same
    if (near && others.length === 0) near.push(roll)
    else phones.push([roll])
  }
  phones.sort(([a], [b]) => rolls.indexOf(a as Roll) - rolls.indexOf(b as Roll))
  if (phones.length < 2) return [files]

  const rest = files.filter((file) => !rolls.some((roll) => roll.file === file))
  const near = rest.map((file) => ({ file, nearest: nearestPhones(file, phones) }))
  const shared = phones.map((phone) => [
    ...files.filter((file) => phone.some((roll) => roll.file === file)).map((file) => onlyOf(file, phone)),
    ...near.flatMap(({ file, nearest }) =>
      nearest.includes(phone) ? (nearest.length === 1 ? [file] : asStray(file)) : [],
    ),
  ])
  const strangers = near.flatMap(({ file, nearest }) => (nearest.length > 1 && hasOwnApps(file) ? [[file]] : []))
  return [...shared, ...strangers]
}

const hasOwnApps = ({ packages, pmList }: FileFacts) => packages.length > 0 || pmList !== undefined

/** What a file says to each of the phones of which it may be: it closes nothing, and who holds an access is unclear. */
const asStray = (file: FileFacts): FileFacts[] =>
  hasOwnApps(file)
    ? []
    : [
        {
          ...file,
          ...noSections(),
          stray: true,
          unclearAccess: [...file.unclearAccess, ...file.specialAccess.map((one) => ({ ...one, kind: undefined }))],
          autoGrants: file.autoGrants,
        },
      ]

/** @param serial of the phone whose properties lie beside the file */
const rollsOf = (file: FileFacts, serial: string | undefined) =>
  file.packages
    .filter((section) => section.packages.length > 0 && section.scope !== 'filtered')
    .map((section) => ({
      file,
      section,
      ids: new Map(
        section.packages.flatMap((record) =>
          isGivenAsItCame(record.appId) ? [[nameOf(record), record.appId] as const] : [],
        ),
      ),
      installs: installsOf(section),
      ownSerial: file.properties.get('ro.serialno'),
      product: section.fingerprint?.split(':')[0],
      serial,
    }))

/** When apps were installed, each at a second that it shares with none: not on the day that the phone was made. */
function installsOf({ packages }: PackageSection) {
  const names = new Map<string, string>()
  for (const record of packages) {
    const time = asciiDigits(record.keys.get('firstInstallTime') ?? record.users[0]?.firstInstallTime ?? '')
    names.set(time, names.has(time) ? '' : nameOf(record))
  }
  return new Map([...names].flatMap(([time, name]) => (name !== '' && SET.test(time) ? [[name, time]] : [])))
}
/** By a clock that somebody had set. */
const SET = /^20(1[5-9]|[2-9]\d)(-\d\d){2} [\d:]{8}/

/** Of what somebody installs on a phone something stays, and no two phones agree in the second of it. */
function isNothingInCommon({ installs: a }: Roll, { installs: b }: Roll) {
  if (Math.min(a.size, b.size) <= MOST_CHANGED) return false
  return [...a].every(([name, time]) => !isSameSecond(time, b.get(name) ?? ''))
}

/** How much a list tells of its phone: a serial of its own before one that lies beside it, then a product. */
const marksOf = ({ ownSerial, serial, product }: Roll) =>
  (ownSerial ? 4 : 0) + (serial ? 2 : 0) + (product === undefined ? 0 : 1)

/** The serial that the properties in a folder name; empty where they name several. */
function serialsByFolder(files: FileFacts[]): Map<string, string> {
  const serials = new Map<string, string>()
  for (const { artifact, properties } of files) {
    const serial = properties.get('ro.serialno')
    const folder = folderOf(artifact.path)
    if (serial) serials.set(folder, (serials.get(folder) ?? serial) === serial ? serial : '')
  }
  return serials
}

/**
 * Whether two lists are of one phone: of one capture, or of one product whose apps have the same ids. An update changes
 * the release in a fingerprint.
 */
function isSamePhone(a: Roll, b: Roll): boolean {
  if (a.file.capture !== undefined && a.file.capture === b.file.capture) return true
  if (a.ownSerial && b.ownSerial) return a.ownSerial === b.ownSerial
  // That properties lie beside both does not say that they are of both.
  if (a.serial && b.serial && a.serial !== b.serial) return false
  if (a.product !== undefined && b.product !== undefined && a.product !== b.product) return false
  return !areOfTwoPhones(a.ids, b.ids) && !isNothingInCommon(a, b)
}

/** The file with the lists of one phone alone; what stands in the same report as one of them goes with it. */
function onlyOf(file: FileFacts, phone: Roll[]): FileFacts {
  const own = new Set(phone.filter((roll) => roll.file === file).map(({ section }) => section))
  const reports = new Set([...own].map(({ report }) => report))
  const ofThem = <Said extends { report: number }>(said: Said[]) => said.filter(({ report }) => reports.has(report))
  const isFiltered = (section: PackageSection) => section.scope === 'filtered'
  return {
    ...file,
    packages: file.packages.filter(
      (section) => own.has(section) || (isFiltered(section) && reports.has(section.report)),
    ),
    appOps: ofThem(file.appOps),
    specialAccess: ofThem(file.specialAccess),
    unclearAccess: ofThem(file.unclearAccess),
    autoGrants: ofThem(file.autoGrants),
  }
}

/** The phones that lie nearest to a file: the one that it is of, or several, of any of which it may be. */
function nearestPhones({ artifact: { path }, capture }: FileFacts, phones: Roll[][]): Roll[][] {
  const nearness = ({ file }: Roll) =>
    capture !== undefined && capture === file.capture
      ? Number.POSITIVE_INFINITY
      : sharedFolders(path, file.artifact.path)
  const near = phones.map((phone) => phone.map(nearness).reduce((a, b) => Math.max(a, b)))
  const nearest = near.reduce((a, b) => Math.max(a, b))
  return phones.filter((_, at) => near[at] === nearest)
}

function sharedFolders(a: string, b: string): number {
  const [one, other] = [a, b].map((path) => path.split(/[/!]/).slice(0, -1)) as [string[], string[]]
  const at = one.findIndex((folder, n) => folder !== other[n])
  return at === -1 ? one.length : at
}
