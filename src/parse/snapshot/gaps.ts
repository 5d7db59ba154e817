import type { App, Gap } from '../../model/phone/snapshot.ts'
import type { AppOpsSection } from '../app-ops/app-ops-section.ts'
import {
  baselessGaps,
  listGaps,
  noPackagesGap,
  nothingFoundGap,
  ofReports,
  opaqueGaps,
  silentGaps,
  tooManyGap,
  unusedGap,
} from '../gaps/all-files.ts'
import { accountGaps, appOpGaps, fileGaps } from '../gaps/file.ts'
import { gapIn } from '../gaps/gap.ts'
import { promised } from '../gaps/promised.ts'
import { namedGaps, partGaps, sectionGaps, tornGaps } from '../gaps/section.ts'
import type { Interest } from '../interest.ts'
import { nameOf } from '../packages/package-record.ts'
import type { PackageSection } from '../packages/package-section.ts'
import type { FileFacts } from '../text/file-facts.ts'
import { laterThan, type State, type States } from './states.ts'

/** What was made of the files of a phone. */
interface Found {
  apps: App[]
  apks: App[]
  /** By a record or an APK. */
  named: ReadonlySet<string>
  /** By a list, too. */
  packageNames: ReadonlySet<string>
  appOpsOf: (state: State) => AppOpsSection | undefined
  isDisputed: boolean
  isTooMany: boolean
}

/** What the files leave open of a phone. */
export function gapsIn(
  files: FileFacts[],
  known: States,
  interest: Interest,
  { apps, apks, named, packageNames, appOpsOf, isDisputed, isTooMany }: Found,
): Gap[] {
  const { states, filtered, unused, current } = known
  const used = [...states, ...filtered]
  const sections = used.map(({ section }) => section)
  const hasList = current.some(({ pmList = [] }) => pmList.length > 0)
  // Beside a whole dump, one of a single package leaves nothing open.
  const isOpen = ({ section }: State) => states.length === 0 || section.scope !== 'filtered'
  const read = new Set(apps.map(({ packageName }) => packageName))
  const passed = new Set(sections.flatMap(passedOver))
  const isUnread = (name: string) => named.has(name) && (!read.has(name) || passed.has(name))
  const isOfReport = ofReports(files)
  const promises = promised(files, isOfReport)
  const around = { whole: states.length > 0 ? sections : [], isUnread, missed: interest.missed }
  const gaps = [
    ...files.flatMap((file) => [
      ...fileGaps(file, interest.wanted, states.length > 0, promises.has(file)),
      ...accountGaps(file),
      ...appOpGaps(file, interest.wanted),
    ]),
    ...used.flatMap((state) => [
      ...(isOpen(state) ? sectionGaps(state.section, hasList) : tornGaps(state.section, interest.wanted)),
      ...namedGaps(state.section, around, appOpsOf(state)),
    ]),
    ...unused.flatMap((section) => [...tornGaps(section), ...partGaps(section), ...namedGaps(section, around)]),
    ...statesGaps(known, isDisputed),
  ]

  if (isTooMany || sections.some(({ isCutShort }) => isCutShort)) gaps.push(tooManyGap(current))
  if (sections.length + apks.length === 0 && !hasList) gaps.push(...noPackagesGap(files))
  if (!gaps.some(({ incomplete }) => incomplete) && files.every(({ artifact }) => artifact.kinds.length === 0))
    gaps.push(...nothingFoundGap(files))
  gaps.push(...listGaps(current, sections, interest))
  if (packageNames.size > 0) {
    const others = current.filter((file) => file.artifact.kinds.length > 0 || !(promises.has(file) || isOfReport(file)))
    gaps.push(...opaqueGaps(others), ...unusedGap(others), ...silentGaps(current, laterThan(known)))
    gaps.push(...baselessGaps(current, packageNames))
  }
  return gaps
}

/**
 * Apps that hold contacts by a record that was passed over, since nothing in the text that it stands in made it worth
 * reading. What a dump of single packages lists of requests is no grant.
 */
function passedOver({ packages, sharedOf }: PackageSection): string[] {
  const requests = packages.some(({ requested }) => requested !== undefined) ? 1 : 0
  return packages
    .filter(
      (record) =>
        record.contactLines > requests || (record.passedOver && sharedOf(record).some(({ granted }) => granted)),
    )
    .map(nameOf)
}

/**
 * Which of several dumps of the phone is the answer; all of them, where nobody knows their age. One that contradicts
 * itself changed while it was read.
 */
function statesGaps({ states, older, filtered }: States, isDisputed: boolean): Gap[] {
  const said = states.length + older.length > 1 ? states : isDisputed ? [...states, ...filtered] : []
  const [first] = said
  if (first === undefined) return []
  const { file, capturedAt } = first
  const n = String(said.length + older.length)
  const { path } = file.artifact
  if (older.length > 0) return [gapIn(path, 'E326', { params: { n, time: capturedAt ?? '' }, incomplete: false })]
  const isOneReading = file.command !== undefined && said.every((one) => one.capturedAt === capturedAt)
  if (isOneReading) return [gapIn(path, 'E216', { params: { what: 'apps' } })]
  return [gapIn(path, 'E330', { params: { n }, incomplete: false })]
}
