import { APP_PACKAGE } from '../../model/phone/package-name.ts'
import type { Gap } from '../../model/phone/snapshot.ts'
import { unnamedApp } from '../apk/unnamed.ts'
import type { UidOps } from '../app-ops/app-ops-section.ts'
import type { Interest } from '../interest.ts'
import { headerIn } from '../lines/record-header.ts'
import type { FileFacts } from '../text/file-facts.ts'
import { gapIn } from './gap.ts'
import { documentOf, type KnownFormat, knownFormat } from './known-formats.ts'
import { refusalIn } from './refusals.ts'

/** What `adb bugreport` prints while it works, and `bugreportz`. */
const PROGRESS =
  /^(BEGIN|OK):\S*bugreport|\[ *\d+%\] (generating|pulling) |Bug report copied to|bugreport\S*\.zip: \d+ files? pulled/
/** An error is short; what goes on is a log of something else. */
export const LONGEST_ERROR = 50

const APP = String.raw`${APP_PACKAGE}(/[\w.$]+)?`
/** `com.example.cash/.Service:com.example.keyboard/.Service`, or apps alone. */
const APPS = new RegExp(`^${APP}(:${APP})*$`)

/**
 * An answer of a phone whose question is lost with the manifest of its capture: an app that may do something for being
 * there, or services. Several apps are somebody's own list.
 */
const isAnswer = ({ artifact: { lines }, firstLines }: FileFacts, wanted: Interest['wanted']) =>
  lines <= firstLines.length &&
  firstLines.some(
    (line) =>
      APPS.test(line) &&
      (lines === 1 || line.includes('/')) &&
      line.split(':').some((name) => wanted(name.replace(/\/.*/, ''))),
  )

/**
 * What is wrong with a file as a whole.
 *
 * @param isWhole a dump of all packages is there too
 * @param isPromised its name says that it is one, or packed
 */
export function fileGaps(file: FileFacts, wanted: Interest['wanted'], isWhole: boolean, isPromised: boolean): Gap[] {
  const { artifact, failure, form } = file
  const optional = file.optional && !isPromised
  const { path, kinds } = artifact
  // What looks like a code among the bytes of a program is none; a dump with one behind it was opened itself.
  const carriesPacked = form === 'text' && kinds.length === 0 ? file.carriesPacked : undefined
  // Whether that leaves anything open depends on what the app may read.
  if (unnamedApp(file)) return []
  const notes = kinds.length > 0 ? writingGaps(file) : []
  if (failure) return [...notes, gapIn(path, failure.code, failure)]
  const sign = kinds.length === 0 && isAnswer(file, wanted) ? 1 : file.sign
  const signs = [
    ...(sign > 0 && !knownFormat(file)?.ours
      ? [gapIn(path, 'E350', { params: { line: String(sign) }, line: sign })]
      : []),
    ...(carriesPacked ? [gapIn(path, 'E334', { params: { format: carriesPacked } })] : []),
  ]
  if (kinds.length > 0 || (carriesPacked && (optional || knownFormat(file)?.holds !== 'document')))
    return [...notes, ...signs]
  // What a command printed is judged by what was asked, not by the name that it was saved under.
  const isPrinted = file.optional && file.command !== undefined
  return (
    otherGaps({ ...file, optional }, isWhole) ??
    (optional || isPrinted ? signs : [isPromised && isWhole ? gapIn(path, 'E351') : unreadGap(path, file)])
  )
}

/**
 * How a dump was written, and of which phone, where that is worth a word. Of apps and app ops that they are cut is told
 * with what that leaves open.
 */
const writingGaps = ({
  artifact: { path, encoding },
  doubledReturns,
  cutIn,
  isCutShort,
  command,
  users,
}: FileFacts): Gap[] => [
  ...(users.some(({ isLocked }) => isLocked) ? [gapIn(path, 'E223')] : []),
  ...(isCutShort ? [gapIn(path, 'E344')] : []),
  ...(encoding.startsWith('utf-16') ? [gapIn(path, 'E307', { incomplete: false })] : []),
  ...(doubledReturns > 0 ? [gapIn(path, 'E312', { incomplete: false })] : []),
  ...(cutIn?.service && !cutIn.isOfRecords ? [cutGap(path, cutIn.service, command === undefined)] : []),
]

/** A service that gave up. What a phone does not tell of routes keeps a run open where a lender might have one. */
const cutGap = (path: string, service: string, incomplete = true): Gap =>
  gapIn(path, 'E305', { params: { package: service, service }, incomplete })

/** What a file is in place of a dump; undefined where nobody can tell. */
function otherGaps(file: FileFacts, isWhole: boolean): Gap[] | undefined {
  const { artifact, firstLines, optional } = file
  const { path, lines } = artifact
  const is = (says: (line: string) => boolean | undefined) => firstLines.some(says)
  if (firstLines.length === 0) return optional ? [] : [gapIn(path, 'E302')]
  if (namesReport(file)) return optional ? [] : [gapIn(path, 'E339')]
  // A record without the heading that it stands under.
  if (is((line) => headerIn(line)?.isWhole)) return [gapIn(path, 'E338')]
  if (is((line) => PROGRESS.test(line))) return [gapIn(path, 'E339')]
  if (is((line) => line.startsWith('Unable to find package'))) return [gapIn(path, 'E320', { incomplete: !isWhole })]
  const refusal = firstLines.map(refusalIn).find((said) => said !== undefined)
  const isOther = optional && (isWhole || lines > LONGEST_ERROR)
  if (refusal !== undefined && !isOther) {
    const [detail, , step = 'error'] = refusal
    return [gapIn(path, 'E304', { params: { detail, [step]: detail } })]
  }
  const known = knownFormat(file)
  if (known?.holds === 'packed') return [gapIn(path, 'E334', { params: { format: known.name } })]
  return known === undefined || (known.holds !== 'permissions' && optional) ? undefined : [formatGap(path, known)]
}

/** A file of a form that is known and is no dump. Of ours, what can be done with it, where a command can name it. */
export function formatGap(part: string, { name: format, holds, ours }: KnownFormat): Gap {
  const path = documentOf(part)
  return gapIn(path, 'E335', {
    params: {
      format,
      ...(holds === 'document' && { document: path }),
      ...(ours && (ours === 'manifest' || !path.includes('!')) && { [ours]: path }),
    },
  })
}

/** `main_entry.txt` of a bug report names the text that everything else belongs to. */
export const namesReport = ({ artifact, firstLines: [name = ''] }: Pick<FileFacts, 'artifact' | 'firstLines'>) =>
  artifact.lines <= 1 && /^bugreport\S*\.txt$/.test(name)

/** Bytes that no text holds: a picture, a program, a font. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells
export const isBinary = (line: string) => /[\0-\b\x0e-\x1a]/.test(line)

/** The line of columns of a table of apps, which `classify` reads. */
const COLUMNS = /^(.*[,;\t])?"?(package([ _-]?name)?|(应用)?包名)"?([,;\t]|$)/i

/** What is to be said of a file that is no dump and nothing else that is known. */
export function unreadGap(path: string, { form, firstLines }: FileFacts): Gap {
  if (form === 'opaque' || form === 'around') return gapIn(path, 'E351')
  if (firstLines.some(isBinary)) return gapIn(path, 'E347')
  const isTable = !path.includes('!') && firstLines.some((line) => COLUMNS.test(line))
  return gapIn(path, 'E303', { params: isTable ? { table: path } : {} })
}

/** Mentions of the permission that belong to nobody, and text that had to be repaired to be read at all. */
export function accountGaps(facts: FileFacts): Gap[] {
  const { artifact, unexplained, repaired, garbled, failure, form } = facts
  const { path, kinds } = artifact
  const file = documentOf(path)
  // Among other bytes, letters of two bytes are nothing odd.
  const isGarbled = garbled && failure === undefined && (kinds.length > 0 || form === 'text')
  const { count, line } = unexplained
  const known = count > 0 ? knownFormat(facts) : undefined
  const params = { n: String(count), ...(known?.ours && { own: known.name }) }
  return [
    ...(count > 0 ? [gapIn(path, 'E324', { params, line })] : []),
    ...(repaired || isGarbled ? [gapIn(path, 'E325', { params: { file } })] : []),
  ]
}

/**
 * App ops that cannot be relied on: `dumpsys` gave up before all were printed; there is a heading and no app, which no
 * phone is without; or text of an app stands among the entries of a uid. That keeps a run open where the uid is that of
 * a wanted app, or of nobody.
 */
export function appOpGaps({ artifact: { path }, appOps }: FileFacts, wanted: Interest['wanted']): Gap[] {
  const isCut = appOps.some(({ ending, uids }) => ending === 'timeout' || uids.length === 0)
  const torn = appOps.flatMap(({ uids }) => uids.filter((uid) => uid.torn !== undefined))
  const concerns = ({ packages }: UidOps) => packages.size === 0 || [...packages.keys()].some((name) => wanted(name))
  const told = torn.find(concerns) ?? torn[0]
  const line = told?.torn
  return [
    ...(isCut ? [cutGap(path, 'appops')] : []),
    ...(told !== undefined
      ? [gapIn(path, 'E346', { params: { line: String(line) }, line, incomplete: concerns(told) })]
      : []),
  ]
}
