import type { Gap } from '../../model/phone/snapshot.ts'
import type { AppOpsSection } from '../app-ops/app-ops-section.ts'
import type { Interest } from '../interest.ts'
import { isSystem, isWhole, nameOf, namesIn, PRINTED } from '../packages/package-record.ts'
import type { PackageRecord, PackageSection } from '../packages/package-section.ts'
import { isContactsFilter } from '../packages/scope.ts'
import { unreadPlaces } from '../packages/shared-users.ts'
import { LEAST_PACKAGES } from '../phone-limits.ts'
import { gapIn } from './gap.ts'

/** What a package section leaves open. `hasList`: `pm list packages` names what a filtered dump leaves out. */
export function sectionGaps(section: PackageSection, hasList: boolean): Gap[] {
  const { packages, headings, scope, contactGrants } = section
  const n = String(packages.length)
  // Beside a list of all apps, a filter by the permission leaves open only what else there is.
  const isEnough = hasList && isContactsFilter(section)
  const isPart = scope === 'filtered' && headings.size > 0
  const ofPart = isPart ? [{ ...gapOf(section, 'E313', { n }), ...(isEnough && OTHER_WAYS) }] : []
  if (scope === 'filtered' && !isEnough) return [...ofPart, ...tornGaps(section)]
  const gaps = [...ofPart, ...cutGaps(section), ...sharedGaps(section), ...tornGaps(section)]
  const isNobody = scope !== 'filtered' && contactGrants === 0 && isPhone(section)
  return gaps.length === 0 && isNobody ? [gapOf(section, 'E328', { n })] : gaps
}

const OTHER_WAYS = { incomplete: false, hidesRoutes: true } as const

/** A gap behind the last line of a section. */
const gapOf = ({ path, lastLine: line }: PackageSection, code: Gap['code'], params?: Gap['params']): Gap =>
  gapIn(path, code, { params, line })

/** Records that the section was cut before, or does not have. */
function cutGaps(section: PackageSection): Gap[] {
  if (!section.ended.has('packages')) return [cutAfter('Packages', section)]
  return section.packages.length === 0 ? [gapOf(section, 'E316')] : []
}

/** Shared users that it was cut before, or does not have. */
function sharedGaps(section: PackageSection): Gap[] {
  const { packages, ended } = section
  const whole = packages.filter((record) => isWhole(record, section) && !record.damaged)
  const unread = whole.map((record) => unreadPlaces(section, record))
  const lost = unread.filter((reason) => reason === 'SECTION_TRUNCATED').length
  const lacking = unread.filter((reason) => reason === 'SHARED_USERS_NOT_SEEN').length
  const isCut = !ended.has('shared') && (lost > 0 || section.scope === 'whole')
  const ofLost = isCut ? [cutAfter('Shared users', section)] : lost > 0 ? [tornGap(section, lost, packages.length)] : []
  return [
    ...(ended.has('packages') ? ofLost : []),
    ...(lacking > 0 ? [gapOf(section, 'E314', { n: String(lacking) })] : []),
  ]
}

const cutAfter = (heading: string, section: PackageSection) =>
  gapOf(section, 'E305', { package: heading, service: 'package', n: String(section.packages.length) })

/** So many records of all do not add up. */
const tornGap = (section: PackageSection, n: number, all: number) =>
  gapOf(section, 'E315', { n: String(n), all: String(all) })

/**
 * Records that do not add up.
 *
 * @param wanted of a dump of single packages, which only its records can speak for: the last of them as well, and what
 * of the wanted ones was read by a guess
 */
export function tornGaps(section: PackageSection, wanted?: Interest['wanted']): Gap[] {
  const { packages, hidden, sharedUsers, headings } = section
  const torn = tornRecords(section, wanted)
  if (torn.size === 0 && !section.torn && !sharedUsers.some((shared) => shared.torn)) return []
  // Records without any heading are a part that somebody copied.
  if (headings.size === 0) return [gapOf(section, 'E338')]
  return [tornGap(section, Math.max(torn.size, 1), new Set([...packages, ...hidden, ...torn]).size)]
}

/** Grants of shared users beside which no app stands that could have them. */
export const partGaps = (section: PackageSection): Gap[] =>
  section.packages.length > 0 || section.contactGrants === 0 ? [] : [gapOf(section, 'E338')]

/** Records that are not as Android prints them, stand twice, are copies of what is not there, or are lost. */
function tornRecords(section: PackageSection, wanted?: Interest['wanted']): Set<PackageRecord | string> {
  const { packages, hidden, ended } = section
  const isTorn = tornTest(section, wanted)
  const last = ended.has('packages') || wanted ? undefined : packages.at(-1)
  return new Set<PackageRecord | string>([
    ...packages.filter((record) => record !== last && isTorn(record)),
    ...repeated(packages),
    ...repeated(hidden),
    ...hidden.filter((record) => record.torn),
    ...hidden.filter(isForgedCopy(section)),
    ...lostRecords(section),
  ])
}

/** Packages without a record: what is left of it may stand in another's. */
function lostRecords(section: PackageSection): string[] {
  const names = namesIn([section])
  return section.scope === 'filtered' ? [] : [...section.compiled].filter((name) => !names.has(name))
}

/** Only a system app has a copy, and only while an update stands for it. */
function isForgedCopy({ packages }: PackageSection): (copy: PackageRecord) => boolean {
  const live = new Map(packages.map((record) => [record.bracketName, record]))
  return (copy) => {
    const of = live.get(copy.bracketName)
    // Before Android 4.2, which has no users, flags are a number.
    const isTold = of === undefined || (of.printed & PRINTED.users) !== 0
    return isTold && (!of?.isUpdate || !isSystem(copy))
  }
}

/** Whether a record of `Packages:` is not as Android prints one. */
function tornTest(section: PackageSection, wanted?: Interest['wanted']): (record: PackageRecord) => boolean {
  const isDamaged = (record: PackageRecord) => record.damaged || section.sharedOf(record).some(({ torn }) => torn)
  /** Every package has its keys. Those of a few packages prove nothing. */
  const keys = section.keys.findLast(({ size }) => size >= LEAST_PACKAGES)
  const hasNoKeys = (record: PackageRecord) =>
    keys !== undefined && !keys.has(nameOf(record)) && !keys.has(record.bracketName)
  return (record) =>
    isRenamed(record) ||
    hasNoKeys(record) ||
    (wanted?.(nameOf(record)) === true && isDamaged(record)) ||
    record.contactLines > MOST_CONTACT_LINES + record.userIds.size ||
    !isWhole(record, section)
}

/**
 * An app that somebody installed has words with a point between them for a name (AOSP
 * `FrameworkParsingPackageUtils.validateName`): who put others, one letter for all, or a word that says so, took out
 * which apps lend.
 */
const isRenamed = (record: PackageRecord) =>
  MASKED.test(nameOf(record)) || !(GIVEN.test(nameOf(record)) || isSystem(record))
const MASKED = /^(\w+\.)?((\w)\3{2,}(\.|$))+$|\bredacted\b/i
const GIVEN = /^[a-z]\w*(\.[a-z]\w*)+$/i

/** A permission stands once among the install permissions, and once for each user. */
const MOST_CONTACT_LINES = 1

function repeated(records: PackageRecord[]): PackageRecord[] {
  const seen = new Set<string>()
  return records.filter(({ bracketName }) => seen.has(bracketName) || !seen.add(bracketName))
}

/** On every phone some app holds contacts, their own storage first; what is printed of a few apps proves nothing. */
const isPhone = ({ packages }: PackageSection) =>
  packages.length >= LEAST_PACKAGES || packages.some((record) => nameOf(record) === CONTACTS_STORAGE)
const CONTACTS_STORAGE = 'com.android.providers.contacts'

interface Around extends Pick<Interest, 'missed'> {
  /** Where the records of what prints none of its own may stand; none, where nothing is whole. */
  whole: PackageSection[]
  isUnread: (packageName: string) => boolean
}

/** Apps of interest that tables of the phone name, and that have no record, or one that was passed over. */
export function namedGaps(section: PackageSection, { whole, isUnread, missed }: Around, appOps?: AppOpsSection): Gap[] {
  const { path, named, seen } = section
  const records = (section.scope === 'filtered' ? whole : [section]).flatMap(({ packages, hidden }) => [
    ...packages,
    ...hidden,
  ])
  const known = new Set(records.flatMap((record) => [nameOf(record), record.bracketName, ...record.otherNames.keys()]))
  // `root`, `media` and their like, which have ops, are no packages.
  const isLost = (name: string) =>
    name.includes('.') && missed(name, seen.get(name)) && (isUnread(name) || (known.size > 0 && !known.has(name)))
  const byOps = (appOps?.uids ?? []).flatMap(({ packages }) => [...packages.keys()])
  const lost = new Set([...named.keys(), ...seen.keys(), ...byOps].filter(isLost))
  const line = [...named].find(([name]) => lost.has(name))?.[1]
  return lost.size === 0 ? [] : [gapIn(path, 'E327', { params: { n: String(lost.size) }, line })]
}
