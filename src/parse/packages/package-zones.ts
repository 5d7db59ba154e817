import { ofText, placeOf } from '#platform/bytes.ts'
import { READ_CONTACTS } from '../../model/vocabulary.ts'
import { digitsIn } from '../digits.ts'
import { BRACKET } from '../lines/ascii.ts'
import { type Line, standsAt, textOf } from '../lines/line.ts'
import { MOST_PACKAGES } from '../phone-limits.ts'
import { skipOne } from '../section.ts'
import { seenIn } from './components.ts'
import {
  isFullDump,
  isKnownHeading,
  isRecordZone,
  looksLikeHeading,
  opensPackageSection,
  zoneOf,
} from './package-headings.ts'
import { identifying, PRINTED } from './package-record.ts'
import type { PackageRecord, PackageSection } from './package-section.ts'
import { stateIn } from './permission-line.ts'
import { unexpected } from './record-grants.ts'
import { displaced } from './record-identity.ts'
import { isLeftOut } from './record-lines.ts'
import { damage, enterZone, leaveZone, openRecord, type Place } from './record-place.ts'

const PERMISSION = ofText('Permission [')
const GRANTED = ofText('granted=true')
const SIGNATURES = ofText('Signatures: [')
const INVALID_DOMAINS = ofText('Invalid autoVerify domains:')
/** Permissions that are kept of those that the phone declares. */
const MOST_DECLARED = 8

/** A line at column 0: another zone begins, or something is not as Android prints it. */
export function headingLine(place: Place, line: Line, afterBlank: boolean) {
  const text = textOf(line)
  // The bug of 12 to 15 that prints headings of overlays at column 0.
  if (text.endsWith('overlay paths:')) {
    place.inRuntime = false
    return
  }
  const { section, zone, skipped } = place
  const inRecords = isRecordZone(zone)
  const proven = opensPackageSection(text) || (isKnownHeading(text) && (section.inService || isFullDump(section)))
  const isOne = proven || (looksLikeHeading(text) && (!inRecords || (afterBlank && text.endsWith(':'))))
  if (!isOne) {
    skipOne(skipped, 'line', 'at column 0')
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

/**
 * ` sdkVersion=34 databaseVersion=3 fingerprint=google/...` under `Database versions:`, where each volume has its own.
 * An SD card that holds apps may be printed first, with the release that it was last used with (AOSP
 * `pm/Settings.java`, `dumpVersionLPr`).
 */
export function versionLine(section: PackageSection, line: Line) {
  const text = textOf(line).trim()
  if (text === 'Internal:') {
    delete section.sdk
    delete section.fingerprint
  }
  const sdk = digitsIn(/^sdkVersion=(\w{1,7})/.exec(text)?.[1])
  if (sdk !== undefined) section.sdk ??= Number(sdk)
  const [, fingerprint] = /(?:^|\s)fingerprint=(?:3D)?(\S+)/.exec(text) ?? []
  if (fingerprint !== undefined) section.fingerprint ??= fingerprint
}

/** `  Permission [android.permission.READ_CONTACTS] (6ae9fb):` under `Permissions:`. */
export function declaredLine({ declared }: PackageSection, line: Line) {
  if (declared.length >= MOST_DECLARED || !standsAt(line, 2, PERMISSION)) return
  const [, name] = /^Permission \[([^\]]+)\]/.exec(textOf(line, 2)) ?? []
  if (name !== undefined) declared.push(name)
}

/** `  com.example.cash:`, of the links that an app wants to open; those of users have an id behind the name. */
export const domainLine = (line: Line): string | undefined => /^ {2}([\w.-]+):$/.exec(textOf(line))?.[1]

/** `    Signatures: [14:6D:E9:...]` below it (AOSP `DomainVerificationDebug.java`, Android 12+). */
export function signatureLine({ seen }: PackageSection, packageName: string, line: Line) {
  if (!standsAt(line, 4, SIGNATURES)) return
  const digests =
    textOf(line)
      .replaceAll(':', '')
      .toLowerCase()
      .match(/\b[\da-f]{64}\b/g) ?? []
  // Whoever says it twice may have put words into the mouth of another app.
  const one = seenIn(seen, packageName)
  one.signers = one.signers === undefined ? digests : []
}

/** `    Invalid autoVerify domains:`: behind it stands what an app wrote, which may look like any line. */
export const isUnchecked = (line: Line) => standsAt(line, 4, INVALID_DOMAINS)

/** The package of `  [com.example.cash]`, which must have a record too. */
export const nameLine = (line: Line): string | undefined =>
  line.bytes[line.start + 2] === BRACKET ? /^ {2}\[([\w.-]+)\]/.exec(textOf(line))?.[1] : undefined

/** `  [com.example.cash]` of the packages that have keys. */
export function keysLine({ keys }: PackageSection, name: string) {
  const last = keys.at(-1)
  if (last && last.size < MOST_PACKAGES) last.add(name)
}

/** `path: /system/app/Notes/Notes.apk`, of the package that `Dexopt state:` named last. */
export function pathLine({ paths }: PackageSection, packageName: string, line: Line) {
  const [, path] = /^ {4,6}path: (\/\S+\.apk)$/.exec(textOf(line)) ?? []
  // Its first APK holds the name; the others are drawings and languages.
  if (path !== undefined && !paths.has(packageName)) paths.set(packageName, path)
}

/** What `processes:` of a record takes away from one of them: `        deny: android.permission.READ_CONTACTS`. */
const DENIED = /^ {8}deny: \S+$/

/** What no table says of the permission: they tell who declares it, who is refused it, and what else became of it. */
const STATED = /READ_CONTACTS(?!\w|[\]})]| [a-z]|: (?:prot|granted=false)|$)/
/** Behind the records a line ends with what a service asks for (`Service permissions:`, 9 and later), or is none. */
const LOOSE = /^(?! {4}\S+\/\S+: \S+$).*READ_CONTACTS$/

const isTold = ({ hasRecords }: Place, text: string) => !STATED.test(text) && !(hasRecords && LOOSE.test(text))

/** A record that nobody asked about answers for its own mentions, and a table for what it names without a grant. */
export function claimMentions(place: Place, line: Line) {
  const { section, record, holder, zone } = place
  const bytes = line.bytes.subarray(line.start, line.end)
  const text = textOf(line)
  const grants = placeOf(bytes, GRANTED) !== -1 || text.trim() === READ_CONTACTS
  if (record && isSound(record) && holder === undefined) {
    if (grants && zone === 'packages') section.contactGrants += line.mentions
    if (grants) record.contactLines++
    line.mentions = 0
  } else if (!grants && (isRecordZone(zone) ? DENIED.test(text) : isTold(place, text))) line.mentions = 0
}

/** Whether what stands in a record is its own. */
const isSound = ({ bracketName, printed, damaged, torn }: PackageRecord) =>
  bracketName !== '' && (printed & PRINTED.pkgFlags) !== 0 && !damaged && !torn
