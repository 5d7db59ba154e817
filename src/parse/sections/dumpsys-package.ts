import { type DumpCommand, dumpsys, PACKAGE, SDK_TIME } from '../../model/phone/phone-command.ts'
import { CAPITAL_P, CAPITAL_S, SPACE } from '../lines/ascii.ts'
import { standsAt } from '../lines/line.ts'
import { HEADER, PACKAGE_HEADER, SHARED_HEADER } from '../lines/record-header.ts'
import { isRecordZone, opensPackageSection } from '../packages/package-headings.ts'
import { compareRecords } from '../packages/package-record.ts'
import { newSection, type PackageSection } from '../packages/package-section.ts'
import { claimMentions, headingLine, strayGrant } from '../packages/package-zones.ts'
import { packageHeader, sharedHeader } from '../packages/record-identity.ts'
import { IDLE_IN_RECORD, recordLine } from '../packages/record-lines.ts'
import { leaveZone, startOf } from '../packages/record-place.ts'
import { scopeOf } from '../packages/scope.ts'
import { sharedRecords } from '../packages/shared-users.ts'
import { tableReader } from '../packages/tables.ts'
import type { SectionParser } from '../section.ts'
import type { SectionKind, SectionText } from './kind.ts'

export const askPackages: DumpCommand = {
  ...dumpsys(60, 'package'),
  file: () => 'package.txt',
  required: true,
  step: 'apps',
  per: 'phone',
}

/** A second try where the whole took too long: the records and the identities that they share, a third of it. */
export const askPackagesAgain: DumpCommand = {
  words: [
    ...['sh', '-c', 'dumpsys "$@" packages; dumpsys "$@" shared-users', 'sh'],
    { since: SDK_TIME, words: ['-t', '120'] },
    'package',
  ],
  file: askPackages.file,
  timeoutMs: 300_000,
  step: 'apps',
  per: 'phone',
}

/** Of one package, for its own list of requests. */
export const askPackage: DumpCommand = {
  ...dumpsys(30, 'package', PACKAGE),
  file: (packageName) => `package-${packageName}.txt`,
  step: 'lists',
  per: 'app',
}

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
 * components) may hold line feeds and look like any line: so what stands in an unexpected place is read by its best
 * guess, and the record that holds it is marked, because it proves no absence.
 */
export const dumpsysPackage: SectionKind<PackageSection> = {
  kind: 'dumpsys package',
  service: 'package',
  isOfRecords: true,
  asks: [askPackages, askPackagesAgain, askPackage],
  opens: opensPackageSection,
  tellingLine: new RegExp(`Database versions:|Activity Resolver Table:| {2}${HEADER}`),
  parser: packageParser,
}

function packageParser(text: SectionText, found: (section: PackageSection) => void): SectionParser {
  const section = newSection(text)
  const place = startOf(section, text.interest)
  const tableLine = tableReader(place)
  let afterBlank = false

  return {
    line(line) {
      section.lastLine = line.number
      if (section.isCutShort) {
        line.mentions = 0
        return
      }
      const { bytes, start, end } = line
      text.idle = undefined
      if (start === end) {
        afterBlank = true
        return
      }
      const { zone } = place
      if (place.hasRecords && place.record === undefined) strayGrant(place, line)
      if (bytes[start] !== SPACE) headingLine(place, line, afterBlank)
      else if (bytes[start + 2] === CAPITAL_P && standsAt(line, 0, PACKAGE_HEADER)) packageHeader(place, line, 2)
      else if (bytes[start + 2] === CAPITAL_S && standsAt(line, 0, SHARED_HEADER)) sharedHeader(place, line, 2)
      else if (isRecordZone(zone)) recordLine(place, line)
      else text.idle = tableLine(zone, line)
      if (place.record?.passedOver) text.idle = place.isStray ? undefined : IDLE_IN_RECORD
      // What looks like a table behind the records may be text of an app, with grants below it.
      else if (place.hasRecords) text.idle = undefined
      afterBlank = false
      if (line.mentions > 0) claimMentions(place, line)
    },
    end(ending) {
      leaveZone(place, ending === 'proven')
      section.ending = ending
      section.lastLine = Math.max(section.lastLine, text.passed ?? 0)
      section.scope = scopeOf(section)
      compareRecords(section)
      section.sharedOf = sharedRecords(section)
      found(section)
    },
  }
}
