import { READ_CONTACTS } from '../model/vocabulary.ts'
import { componentParser } from './components.ts'
import type { Interest } from './interest.ts'
import { type Line, standsAt, textOf } from './line.ts'
import { isFullDump, isKnownHeading, isRecordZone, looksLikeHeading, opensPackageSection } from './package-headings.ts'
import { PRINTED, usualOf } from './package-record.ts'
import type { PackageRecord, PackageSection } from './package-section.ts'
import { permissionNames } from './permission-line.ts'
import { unexpected } from './record-grants.ts'
import { displaced, packageHeader, sharedHeader } from './record-identity.ts'
import { recordLine } from './record-lines.ts'
import { damage, enterZone, leaveZone, startOf } from './record-place.ts'
import { type SectionParser, type Skipped, skipOne } from './section.ts'

/** Begins a package record; nothing else in a dump does. */
export const PACKAGE_HEADER = Buffer.from('  Package [')
const SHARED_USER = Buffer.from('  SharedUser [')
const PERMISSION = Buffer.from('Permission [')
const GRANTED = Buffer.from('granted=true')
const SPACE = 0x20
const CAPITAL_P = 0x50
const CAPITAL_S = 0x53

/**
 * Reads `dumpsys package`, all forms from 2.3 to 17 (AOSP `pm/Settings.java`, `dumpPackageLPr`, `dumpSharedUsersLPr`).
 *
 *     Packages:
 *       Package [com.example.app] (a554c9b):
 *         appId=10234
 *         install permissions:
 *           android.permission.INTERNET: granted=true
 *         User 0: ceDataInode=1 installed=true hidden=false ...
 *           runtime permissions:
 *             android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET]
 *     Shared users:
 *       SharedUser [android.uid.shared] (f5c5f5e):
 *
 * Permission lines are kept for wanted packages and for all shared users. Names that an app chooses (its version, its
 * components) may hold line feeds and look like any line: so what stands in an unexpected place is read by its best guess,
 * and the record that holds it is marked, because it proves no absence.
 */
export function packageParser(
  { path, inService, interest, skipped }: { path: string; inService: boolean; interest: Interest; skipped: Skipped },
  done: (section: PackageSection) => void,
): SectionParser {
  const section: PackageSection = {
    path,
    inService,
    packages: [],
    hidden: [],
    sharedUsers: [],
    headings: new Set(),
    headers: 0,
    packagesEnded: false,
    sharedUsersEnded: false,
    torn: false,
    isCutShort: false,
    usual: 0,
    contactGrants: 0,
    named: new Map(),
    printsSharedGrants: false,
    ending: 'eof',
    lastLine: 0,
    declared: [],
    seen: new Map(),
    makerKeys: new Set(),
  }
  const wanted = (name: string) => interest.wanted(name, section.seen.get(name))
  /** A table besides the records names a package. */
  const named = (name: string, line: number) => {
    if (section.named.size < 1000 && !section.named.has(name) && wanted(name)) section.named.set(name, line)
  }
  const component = componentParser(section.seen, interest, named)
  const place = startOf({ section, skipped, wanted, nameIn: permissionNames(interest.permissions) })
  let afterBlank = false

  function heading(line: Line) {
    const text = textOf(line)
    // The bug of 12 to 15 that prints headings of overlays at column 0.
    if (text.endsWith('overlay paths:')) {
      place.inRuntime = false
      return
    }
    const inRecords = isRecordZone(place.zone)
    const proven = opensPackageSection(text) || (isKnownHeading(text) && (inService || isFullDump(section)))
    const isOne = proven || (looksLikeHeading(text) && (!inRecords || (afterBlank && text.endsWith(':'))))
    if (!isOne) {
      skipOne(skipped, 'line', 'at column 0')
      if (!inRecords || displaced(place, line, 0)) return
      damage(place)
      unexpected(place, line, 0)
      return
    }
    leaveZone(place, proven)
    enterZone(place, text.slice(0, text.indexOf(':')))
  }

  function versionLine(line: Line) {
    const text = textOf(line).trim()
    const [, sdk] = /^sdkVersion=(\d{1,5})/.exec(text) ?? []
    if (sdk !== undefined) section.sdk ??= Number(sdk)
    const [, fingerprint] = /(?:^|\s)fingerprint=(\S+)/.exec(text) ?? []
    if (fingerprint !== undefined) section.fingerprint ??= fingerprint
  }

  function declaration(line: Line) {
    if (section.declared.length >= 8 || !standsAt(line, 2, PERMISSION)) return
    const [, name] = /^Permission \[([^\]]+)\]/.exec(textOf(line, 2)) ?? []
    if (name !== undefined) section.declared.push(name)
  }

  /** `  [com.example.cash]`: a package that must have a record too. */
  function tableOfNames(line: Line) {
    const [, name] = /^ {2}\[([\w.-]+)\]/.exec(textOf(line)) ?? []
    if (name !== undefined) named(name, line.number)
  }

  /** A record that nobody asked about answers for its own lines, and a table for what it names without a grant. */
  function claim(line: Line) {
    const { record, holder, zone } = place
    const bytes = line.bytes.subarray(line.start, line.end)
    const grants = bytes.includes(GRANTED) || textOf(line).trim() === READ_CONTACTS
    if (record && isSound(record) && holder === undefined) {
      if (grants && zone === 'packages') section.contactGrants += line.mentions
      if (grants) record.contactLines++
      line.mentions = 0
    } else if (!grants && !isRecordZone(zone)) line.mentions = 0
  }

  return {
    line(line) {
      section.lastLine = line.number
      if (section.isCutShort) {
        line.mentions = 0
        return
      }
      const { bytes, start, end } = line
      if (start === end) {
        afterBlank = true
        return
      }
      const { zone } = place
      if (bytes[start] !== SPACE) heading(line)
      else if (bytes[start + 2] === CAPITAL_P && standsAt(line, 0, PACKAGE_HEADER)) packageHeader(place, line, 2)
      else if (bytes[start + 2] === CAPITAL_S && standsAt(line, 0, SHARED_USER)) sharedHeader(place, line, 2)
      else if (isRecordZone(zone)) recordLine(place, line)
      else if (zone === 'versions') versionLine(line)
      else if (zone === 'permissions') declaration(line)
      else if (zone === 'names') tableOfNames(line)
      else if (zone !== 'other') component(zone, line)
      afterBlank = false
      if (line.mentions > 0) claim(line)
    },
    end(ending) {
      leaveZone(place, ending === 'proven')
      section.ending = ending
      section.usual = usualOf(section.packages)
      done(section)
    },
  }
}

/** Whether what stands in a record is its own. */
const isSound = ({ bracketName, printed, damaged, torn }: PackageRecord) =>
  bracketName !== '' && (printed & PRINTED.pkgFlags) !== 0 && !damaged && !torn
