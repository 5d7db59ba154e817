import { userAskedFor } from '../../model/phone/phone-command.ts'
import type { Gap } from '../../model/phone/snapshot.ts'
import { appNamed } from '../app-ops/whose.ts'
import type { Interest } from '../interest.ts'
import { isFullDump } from '../packages/package-headings.ts'
import { isInstalled, nameOf, namesIn } from '../packages/package-record.ts'
import type { PackageSection } from '../packages/package-section.ts'
import { grantsContacts } from '../packages/permissions.ts'
import { fileNameOf, folderOf } from '../path.ts'
import type { FileFacts } from '../text/file-facts.ts'
import { formatGap, isBinary, namesReport, unreadGap } from './file.ts'
import { gapIn } from './gap.ts'
import { type KnownFormat, knownFormat } from './known-formats.ts'

/** What `pm list packages`, and whatever else names apps of the phone, say against the dumps. */
export function listGaps(files: FileFacts[], sections: PackageSection[], { missed }: Interest): Gap[] {
  // A dump filtered by permission leaves packages out by its nature.
  if (sections.length > 0 && sections.every((section) => section.scope === 'filtered')) return []
  const known = namesIn(sections)
  const plain = new Set([...known].map((name) => name.replace(/_\d+$/, '')))
  const isKnown = (name: string) => known.has(name) || plain.has(name)
  const isLost = (name: string) => !isKnown(name) && name.includes('.') && missed(name)
  // A process, a screen or a store of an app is called as the app is, and then some; but not in a field of names of
  // apps, where the app itself stands, too, but for a component (AOSP `ComponentName`).
  const isPart = (name: string, { cells }: FileFacts) => {
    const apps = [...known].filter((app) => name.startsWith(`${app}.`))
    const isIn = (field: string) => apps.some((app) => cells.get(app)?.fields.includes(field))
    return (
      apps.length > 0 &&
      (/[a-z](Activity|Service|Receiver|Provider)$/.test(name) || !cells.get(name)?.fields.some(isIn))
    )
  }
  return files.flatMap((file): Gap[] => {
    const { command, pmList = [], appOpsGets } = file
    const { path } = file.artifact
    const names = new Map(pmList.map(({ packageName, evidence }) => [packageName, evidence.line]))
    if (sections.length === 0) return names.size === 0 ? [] : [gapIn(path, 'E306')]
    const missing = new Map([
      ...lostCells(file, isKnown, (name) => isLost(name) && !isPart(name, file)),
      ...appOpsGets.flatMap(({ heading, path, evidence }): [string, number | undefined][] => {
        const name = appNamed([heading, fileNameOf(path)], (name) => isKnown(name) || isLost(name))
        return name === undefined || isKnown(name) ? [] : [[name, evidence?.line]]
      }),
      ...[...names].filter(([name]) => !isKnown(name)),
    ])
    const [line] = missing.values()
    const params = { n: String(missing.size) }
    if (missing.size > 0) return [gapIn(path, 'E317', { params, line })]
    const userId = userAskedFor(command)
    if (names.size === 0 || userId === undefined) return []
    return sections.flatMap(({ keys, packages, path }) => {
      const { length } = packages.filter((record) => {
        if (record.contactLines === 0 && !grantsContacts(record)) return false
        if (!names.has(nameOf(record))) return keys.length === 0 && record.installedFor.has(userId)
        return record.users.some((user) => user.userId === userId && !isInstalled(user.state))
      })
      const params = { n: String(length), all: String(packages.length) }
      return length === 0 ? [] : [gapIn(path, 'E315', { params })]
    })
  })
}

/** Apps that may lend and are lost, by line, in a list of apps of the phone: most that it names are known. */
function lostCells(file: FileFacts, isKnown: (name: string) => boolean, isLost: (name: string) => boolean) {
  const cells = [...file.cells].map(([name, { line }]): [string, number] => [name, line])
  const lost = cells.filter(([name]) => isLost(name))
  const known = cells.filter(([name]) => isKnown(name)).length
  // Permissions and classes have capitals; files, processes and versions, of which each app may have some, have none.
  const all = cells.filter(([name]) => name === name.toLowerCase()).length
  return lost.length < known && all < 5 * known && !knownFormat(file)?.ours ? lost : []
}

/** Whether a file lies in the folder or archive of `adb bugreport`, among the logs of who built the phone. */
export function ofReports(files: FileFacts[]): (file: FileFacts) => boolean {
  const isReport = (file: FileFacts) =>
    namesReport(file) || (file.artifact.path.includes('!') && file.artifact.kinds.includes('bugreport'))
  return within(files.filter(isReport))
}

/** Whether a file lies in the folder or the archive of one of some files. */
function within(some: FileFacts[]): (file: FileFacts) => boolean {
  const folders = some.map(({ artifact: { path } }) => folderOf(path))
  return ({ artifact: { path } }) => folders.some((folder) => path.startsWith(folder))
}

/**
 * Files that somebody put beside the dumps and that nobody can open, and dumps that such a thing is around or behind.
 * What is known to be no text and no archive was looked through for both.
 */
export const opaqueGaps = (files: FileFacts[]): Gap[] =>
  files.filter(opaqueOf(files)).map(({ artifact: { path } }) => gapIn(path, 'E351'))

function opaqueOf(files: FileFacts[]): (file: FileFacts) => boolean {
  const isOfOffice = within(files.filter(({ artifact: { path } }) => path.endsWith('![Content_Types].xml')))
  const isNamed = (file: FileFacts) => (knownFormat(file)?.holds ?? 'document') !== 'document'
  return (file) =>
    file.artifact.kinds.length > 0
      ? file.form !== 'text' || file.carriesPacked !== undefined
      : (file.form === 'around' || (file.form === 'opaque' && !isNamed(file))) && isUnread(file) && !isOfOffice(file)
}

/** Files beside the dumps whose words count for nothing: what is none, or may be of another phone. */
export function unusedGap(files: FileFacts[]): Gap[] {
  const strays = files.filter(({ artifact: { kinds }, stray }) => stray && kinds.length > 0)
  const isOpaque = opaqueOf(files)
  const others = files.filter((file) => holdsText(file) && isUnread(file) && !isExpected(file) && !isOpaque(file))
  const [told] = [...strays, ...others]
  if (told === undefined) return []
  const params = { n: String(strays.length + others.length) }
  return [gapIn(told.artifact.path, 'E350', { params, incomplete: false })]
}

const holdsText = ({ firstLines: [first = ''] }: FileFacts) => first !== ''

/** Whether nothing was found in a file that nobody named. */
function isUnread({ artifact: { kinds }, optional, failure, sign, form, carriesPacked }: FileFacts): boolean {
  const isFound = kinds.length > 0 || sign !== 0 || (form === 'text' && carriesPacked !== undefined)
  return optional && !isFound && failure === undefined
}

/** Pictures, hidden files, and what this and other programs are known to write are no news; a document is. */
function isExpected(file: FileFacts): boolean {
  const { firstLines } = file
  const { holds } = knownFormat(file) ?? {}
  if (holds === 'document') return false
  return holds !== undefined || firstLines.some(isBinary) || /(^|[/!])\.[^/]*$/.test(file.artifact.path)
}

/** Nothing that was found in a folder or an archive is a dump. */
export function nothingFoundGap(files: FileFacts[]): Gap[] {
  const [first] = files
  if (first === undefined) return []
  const n = files.length
  const place = n === 1 ? first.artifact.path : commonPlace(files.map(({ artifact }) => artifact.path))
  if (files.every(({ firstLines }) => firstLines.length === 0)) return [gapIn(place, 'E302')]
  for (const file of files) {
    const known = knownFormat(file) ?? shownBy(file)
    if (known) return [formatGap(file.artifact.path, known)]
  }
  const opaque = opaqueGaps(files)
  if (opaque.length > 0) return opaque
  if (n > 1) return [gapIn(place, 'E303', { params: { n: String(n) } })]
  return [unreadGap(place, first)]
}

/** What a document of an office program shows was read as text. */
const shownBy = ({ artifact: { path } }: FileFacts): KnownFormat | undefined =>
  path.endsWith('!text') ? { name: 'office', holds: 'document' } : undefined

/** The folder or the archive that all of some paths lie in. */
function commonPlace(paths: string[]): string {
  const [first = ''] = paths
  let length = first.length
  for (const path of paths) while (!path.startsWith(first.slice(0, length))) length--
  return /^(.*)[/!]/.exec(first.slice(0, length))?.[1] ?? '.'
}

/**
 * Reports and dumps that were cut before they name an app, beside others that name some: of the same phone, where both
 * tell the same product.
 *
 * @param isLater whether a file was made after all of those: how the phone is now, they do not tell
 */
export function silentGaps(files: FileFacts[], isLater: (file: FileFacts) => boolean): Gap[] {
  const namesApps = ({ packages }: FileFacts) => packages.some(({ headers }) => headers > 0)
  const named = files.filter(namesApps)
  const products = new Set(named.map(productOf))
  // What is left of a part may have been of any app: tables that come right before those, or that are granted
  // something themselves; where nothing is whole, it is told as a part.
  const isPart = (section: PackageSection) => passesApps(section) || section.headings.has('Activity Resolver Table')
  const isWhole = (section: PackageSection) =>
    (isFullDump(section) && !isAskedAlone(section)) || (named.length > 0 && isPart(section))
  return files
    .filter(({ artifact: { kinds }, packages }) => kinds.includes('bugreport') || packages.some(isWhole))
    .filter((file) => !namesApps(file))
    .map((file) => {
      const product = productOf(file)
      const isOther = product === undefined || !products.has(product)
      return gapIn(file.artifact.path, 'E316', {
        incomplete: isLater(file) || isOther || file.packages.some(passesApps),
      })
    })
}

/** `brand/product/device` of a fingerprint, which no update changes; where Android 13 prints none, the very build. */
const productOf = (file: FileFacts) =>
  [file, ...file.packages].find(({ fingerprint }) => fingerprint)?.fingerprint?.split(':')[0] ??
  file.packages.find(({ digest }) => digest)?.digest

/** `dumpsys package features` prints that alone; a whole dump begins with its versions, and is cut at more. */
const isAskedAlone = ({ headings, inService }: PackageSection) =>
  headings.size === 1 && !headings.has('Database versions') && !inService

/** Whether a dump goes on behind its apps: they are there, and nobody can read them. */
const passesApps = ({ headings }: PackageSection) => headings.has('Shared users')

/** Files of this phone, and none of them tells which apps are on it. */
export function noPackagesGap(files: FileFacts[]): Gap[] {
  const entry = files.find(namesReport)
  if (entry) return [gapIn(entry.artifact.path, 'E339')]
  const known = files.find(({ artifact }) => artifact.kinds.length > 0)
  return known === undefined ? [] : [gapIn(known.artifact.path, 'E316')]
}

/** Apps of which parts were given and no base: what such an app asks for and is called, nobody knows. */
export function baselessGaps(files: FileFacts[], packageNames: ReadonlySet<string>): Gap[] {
  const partOf = new Map(
    files.flatMap(({ manifest, artifact: { path } }) => (manifest ? [[manifest.packageName, path]] : [])),
  )
  return [...partOf].flatMap(([name, path]) => (packageNames.has(name) ? [] : [gapIn(path, 'E316')]))
}

/** No phone has so many users or packages. */
export function tooManyGap(files: FileFacts[]): Gap {
  const packagesIn = (file: FileFacts) => file.packages.reduce((sum, section) => sum + section.packages.length, 0)
  const [largest] = [...files].sort((a, b) => packagesIn(b) - packagesIn(a))
  return gapIn(largest?.artifact.path ?? '', 'E344')
}
