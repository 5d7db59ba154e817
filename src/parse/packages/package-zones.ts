import { ofText, placeOf } from '#platform/bytes.ts'
import { READ_CONTACTS } from '../../model/vocabulary.ts'
import { indentOf, type Line, textOf } from '../lines/line.ts'
import {
  isFullDump,
  isKnownHeading,
  isRecordZone,
  looksLikeHeading,
  opensPackageSection,
  zoneOf,
} from './package-headings.ts'
import { identifying, PRINTED } from './package-record.ts'
import type { PackageRecord } from './package-section.ts'
import { stateIn } from './permission-line.ts'
import { unexpected } from './record-grants.ts'
import { displaced } from './record-identity.ts'
import { isLeftOut } from './record-lines.ts'
import { damage, enterZone, leaveZone, openRecord, type Place } from './record-place.ts'

const GRANTED = ofText('granted=true')

/** A line at column 0: another zone begins, or something is not as Android prints it. */
export function headingLine(place: Place, line: Line, afterBlank: boolean) {
  const text = textOf(line)
  // The bug of 12 to 15 that prints headings of overlays at column 0.
  if (text.endsWith('overlay paths:')) {
    place.inRuntime = false
    return
  }
  const { section, zone, interest } = place
  const inRecords = isRecordZone(zone)
  const proven = opensPackageSection(text) || (isKnownHeading(text) && (section.inService || isFullDump(section)))
  const isOne = proven || (looksLikeHeading(text) && (!inRecords || (afterBlank && text.endsWith(':'))))
  if (!isOne) {
    interest.skipped?.('line: at column 0')
    if (!inRecords || displaced(place, line, 0)) return
    damage(place)
    if (isLeftOut(text)) openRecord(place, '', line)
    else unexpected(place, line, 0)
    place.isStray = true
    return
  }
  leaveZone(place, proven)
  const heading = text.slice(0, text.indexOf(':'))
  if (isAgain(place, heading)) section.torn = true
  enterZone(place, heading)
}

/**
 * Whether a heading comes again that one dump prints once: text of an app looks like it. Behind the records of a text
 * without services another dump may begin, with what it prints before its own.
 */
const isAgain = ({ section, hasRecords }: Place, heading: string) =>
  section.headings.has(heading) &&
  zoneOf(heading) !== 'other' &&
  (isRecordZone(zoneOf(heading)) || !hasRecords || section.inService)

/**
 * A grant or the flags of a package in no record, behind one, where Android prints none: text of an app led away from
 * the record that they are of. Those of contacts are accounted for one by one.
 */
export function strayGrant({ nameIn, section }: Place, line: Line) {
  if (identifying(line, 4) === 'pkgFlags') section.torn = true
  const name = nameIn(line, 8) ?? nameIn(line, 6)
  if (name === undefined || name === READ_CONTACTS) return
  if (stateIn(textOf(line))?.granted) section.torn = true
}

/** What `processes:` of a record takes away from one of them: `        deny: android.permission.READ_CONTACTS`. */
const DENIED = /^ {8}deny: \S+$/

/** What no table says of the permission: they tell who declares it, who is refused it, and what else became of it. */
const STATED = /READ_CONTACTS(?!\w|[\]})]| [a-z]|: (?:prot|granted=false)|$)/
/** Behind the records a line ends with what a service asks for (`Service permissions:`, 9 and later), or is none. */
const LOOSE = /^(?! {4}\S+\/\S+: \S+$).*READ_CONTACTS$/

const isTold = ({ hasRecords }: Place, text: string) => !STATED.test(text) && !(hasRecords && LOOSE.test(text))

/**
 * A record that nobody asked about answers for its own mentions, if a grant stands below a user where Android prints
 * those of users, and a table for what it names without a grant.
 */
export function claimMentions(place: Place, line: Line) {
  const { section, record, holder, zone, block } = place
  const bytes = line.bytes.subarray(line.start, line.end)
  const text = textOf(line)
  const grants = placeOf(bytes, GRANTED) !== -1 || text.trim() === READ_CONTACTS
  if (record && isSound(record) && holder === undefined) {
    if (grants && block !== 'user' && indentOf(line) === 8) return
    if (grants && zone === 'packages') section.contactGrants += line.mentions
    if (grants) record.contactLines++
    line.mentions = 0
  } else if (!grants && (isRecordZone(zone) ? DENIED.test(text) : isTold(place, text))) line.mentions = 0
}

/** Whether what stands in a record is its own. */
const isSound = ({ printed, damaged, torn }: PackageRecord) => (printed & PRINTED.pkgFlags) !== 0 && !damaged && !torn
