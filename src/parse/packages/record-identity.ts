import { ofText } from '#platform/bytes.ts'
import { digitsIn } from '../digits.ts'
import { evidenceOf, type Line, standsAt, textOf } from '../lines/line.ts'
import { headerIn, PACKAGE_HEADER, SHARED_HEADER } from '../lines/record-header.ts'
import { IDENTIFYING, identifying, isLibraryOf, isOwnName, nameInLine, PRINTED } from './package-record.ts'
import type { PackageRecord } from './package-section.ts'
import { damage, hold, openRecord, type Place, resume } from './record-place.ts'

/** Headers, in whatever column. */
const PACKAGE = PACKAGE_HEADER.subarray(2)
const SHARED_USER = SHARED_HEADER.subarray(2)
/** Beginnings of what `displaced` knows. */
export const DISPLACED = [PACKAGE, SHARED_USER, ...IDENTIFYING]
const NO_PACKAGE = ofText('pkg=null')
const PKG_FLAGS = 'pkgFlags='
export const COMPAT_NAME = ofText('compat name=')

type Key = keyof typeof PRINTED

/** Bits that may be set before their line comes. */
const UNORDERED = PRINTED.dataDir | PRINTED.versionName

export function packageHeader(place: Place, line: Line, indent: number) {
  const header = headerIn(textOf(line, indent))
  if (header === undefined) return damage(place)
  place.section.headers++
  resume(place, 'packages')
  const record = openRecord(place, header.name, line)
  if (indent !== 2 || !header.isWhole) record.torn = true
}

export function sharedHeader(place: Place, line: Line, indent: number) {
  const [, name] = /^SharedUser \[([^\]]+)\]/.exec(textOf(line, indent)) ?? []
  if (name === undefined) return damage(place)
  resume(place, 'shared')
  openRecord(place, name, line)
}

/** What identifies a record, in a column where nothing does: blanks were lost, or another is in it. */
export function displaced(place: Place, line: Line, indent: number): boolean {
  if (standsAt(line, indent, PACKAGE)) packageHeader(place, line, indent)
  else if (standsAt(line, indent, SHARED_USER)) sharedHeader(place, line, indent)
  else {
    const key = identityLine(place, line, indent)
    if (key === undefined) {
      // Behind what somebody's tool put before each line, a header is lost: what follows is nobody's.
      if (indent < 4 && /(Package|SharedUser) \[/.test(textOf(line))) {
        place.section.torn = true
        openRecord(place, '', line)
      }
      return false
    }
    // From 15 on the folder stands under each user.
    if (key === 'dataDir' && indent === 6) return true
    if (place.record) place.record.torn = true
    damage(place)
  }
  place.section.torn = true
  return true
}

/** Of a line that identifies the record: whether it is the first of its kind, and whose. Tells its key, if any. */
export function identityLine(place: Place, line: Line, indent: number): Key | undefined {
  const key = identifying(line, indent)
  // A shared user has nothing else.
  if (key !== undefined && (key === 'id' || place.zone !== 'shared')) identify(place, line, indent, key)
  return key
}

function identify(place: Place, line: Line, indent: number, key: Key) {
  const record = recordWith(place, line, key)
  if (record.printed & PRINTED[key] || (record.printed & ~UNORDERED) > PRINTED[key]) {
    // From 15 on the folder stands under each user.
    if (key !== 'dataDir' || indent === 4) record.torn = true
  }
  record.printed |= PRINTED[key]
  // Without its package nothing says what its version is called and where its data lies.
  if (key === 'pkg' && standsAt(line, indent, NO_PACKAGE)) record.printed |= PRINTED.dataDir | PRINTED.versionName
  // Not even a torn record shows an app to be added that the phone was sold with, and one of 2.x is known by this.
  if (key === 'pkgFlags') record.keys.set(key, textOf(line, indent + PKG_FLAGS.length))
  if (key === 'id') {
    const appId = numberIn(textOf(line, indent))
    if (Number.isSafeInteger(appId)) record.appId = appId
  }
  const name = nameInLine(line, indent, key)
  if (name === undefined || isOwnName(record, name)) return
  const isWanted = place.wanted(name)
  // No app of interest is a library, and it may call a record that it forges so; a folder may have any name.
  const isMere = isLibraryOf(record, name) || (key === 'codePath' && record.bracketName !== '')
  if (isWanted || !isMere) otherName(place, record, name, line)
}

/**
 * What identifies a record stands in it once: again, it begins a second record, whose header is lost or forged away.
 */
function recordWith(place: Place, line: Line, key: Key): PackageRecord {
  const { record } = place
  const isSecond = record !== undefined && (PRINTED[key] & ~UNORDERED & record.printed) !== 0
  if (isSecond) record.torn = true
  return record === undefined || isSecond ? openRecord(place, '', line) : record
}

/** The record names another package than its header: what it grants may be that package's. */
function otherName(place: Place, record: PackageRecord, name: string, line: Line) {
  const { section, zone, wanted } = place
  if (record.bracketName === '') {
    record.bracketName = name
    // Its header is lost: it is no copy, as far as anybody can tell.
    if (zone === 'hidden' && wanted(name)) section.packages.push(record)
  } else {
    if (!record.otherNames.has(name)) record.otherNames.set(name, evidenceOf(line, section.path))
    if (wanted(name) || place.holder === record) record.torn = true
  }
  if (wanted(name)) hold(place, record)
}

/** `compat name=com.example.cash`, printed first in a record, or not by Android. False for another line. */
export function compatName(place: Place, line: Line): boolean {
  if (!standsAt(line, 4, COMPAT_NAME)) return false
  const { record } = place
  if (record === undefined) return true
  if (record.printed !== 0 || record.compatName !== undefined) {
    record.torn = true
    return true
  }
  record.compatName = textOf(line, 4 + COMPAT_NAME.length)
  if (place.wanted(record.compatName)) hold(place, record)
  return true
}

/** `appId=10143`, `userId=10143 gids=[..]`. */
const numberIn = (text: string) => Number(digitsIn(text.slice(text.indexOf('=') + 1, 40)))
