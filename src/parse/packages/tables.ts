import { ofText } from '#platform/bytes.ts'
import { digitsIn } from '../digits.ts'
import { BRACKET } from '../lines/ascii.ts'
import { type Line, standsAt, textOf } from '../lines/line.ts'
import { type Idle, idle } from '../lines/line-sink.ts'
import { MOST_PACKAGES } from '../phone-limits.ts'
import { componentReaders, seenIn } from './components.ts'
import type { TableZone } from './package-headings.ts'
import type { PackageSection } from './package-section.ts'
import type { Place } from './record-place.ts'

const PERMISSION = ofText('Permission [')
const SIGNATURES = ofText('Signatures: [')
const INVALID_DOMAINS = ofText('Invalid autoVerify domains:')
/** Names that are kept of those that the tables hold. */
const MOST_NAMED = 1000
/** Below what a table lists: neither a heading nor the header of a record. */
const DEEP = idle(4)

/**
 * Reads the tables of `dumpsys package` that stand beside the records. Tells which lines behind a line are no matter,
 * where it knows.
 */
export function tableReader(place: Place): (zone: TableZone, line: Line) => Idle | undefined {
  const { section, interest } = place
  const named = (name: string, line: number) => {
    const isKept = section.named.size < MOST_NAMED && !section.named.has(name)
    if (isKept && interest.missed(name, section.seen.get(name))) section.named.set(name, line)
  }
  const readers = componentReaders(section.seen, interest, named)
  /** The package that the table speaks of. */
  let about = ''
  let volume = 'Internal'
  return (zone, line) => {
    switch (zone) {
      case 'other':
        return DEEP
      case 'versions':
        volume = volumeIn(line) ?? volume
        if (volume === 'Internal') versionLine(section, line)
        return undefined
      case 'permissions':
        declaredLine(section, line)
        return DEEP
      case 'domains':
        if (isUnchecked(line)) place.zone = 'other'
        about = domainLine(line) ?? about
        signatureLine(section, about, line)
        return undefined
      case 'keys':
      case 'names': {
        const name = nameLine(line)
        if (name !== undefined) {
          about = name
          named(name, line.number)
          keep(zone === 'keys' ? section.keys.at(-1) : section.compiled, name)
        } else if (interest.recordsOnly) pathLine(section, about, line)
        return undefined
      }
      default:
        return interest.recordsOnly ? DEEP : readers[zone](line)
    }
  }
}

/** `  Internal:` under `Database versions:`, and what an SD card was last used with (AOSP `pm/Settings.java`). */
const volumeIn = (line: Line): string | undefined => /^(\w[^:=]*):$/.exec(textOf(line).trim())?.[1]

/**
 * `sdkVersion=34 databaseVersion=3`, `fingerprint=google/...`; before 6 `SDK Version: internal=22 external=22`. From
 * Android 13 on `fingerprint` is a digest, and from 14 on `buildFingerprint` stands before it.
 */
function versionLine(section: PackageSection, line: Line) {
  const text = textOf(line).trim()
  const sdk = digitsIn(/^sdk ?version[^=]*=(\w{1,7})/i.exec(text)?.[1])
  if (sdk !== undefined) section.sdk ??= Number(sdk)
  const [, fingerprint] = /(?:^|\s)(?:buildF|f)ingerprint=(?:3D)?(\S+\/\S+)/.exec(text) ?? []
  if (fingerprint !== undefined) section.fingerprint ??= fingerprint
  section.digest ??= /(?:^|\s)fingerprint=(?:3D)?(\w+)$/.exec(text)?.[1]
}

/** `  Permission [android.permission.READ_CONTACTS] (6ae9fb):` under `Permissions:`. */
function declaredLine({ declared }: PackageSection, line: Line) {
  if (!standsAt(line, 2, PERMISSION)) return
  const [, name] = /^Permission \[([^\]]+)\]/.exec(textOf(line, 2)) ?? []
  if (name !== undefined) keep(declared, name)
}

/** `  com.example.cash:`, of the links that an app wants to open; those of users have an id behind the name. */
const domainLine = (line: Line): string | undefined => /^ {2}([\w.-]+):$/.exec(textOf(line))?.[1]

/** `    Signatures: [14:6D:E9:...]` below it (AOSP `DomainVerificationDebug.java`, Android 12+). */
function signatureLine({ seen }: PackageSection, packageName: string, line: Line) {
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
const isUnchecked = (line: Line) => standsAt(line, 4, INVALID_DOMAINS)

/** The package of `  [com.example.cash]`, which must have a record too. */
const nameLine = (line: Line): string | undefined =>
  line.bytes[line.start + 2] === BRACKET ? /^ {2}\[([\w.-]+)\]/.exec(textOf(line))?.[1] : undefined

const keep = (names: Set<string> | undefined, name: string) => {
  if (names && names.size < MOST_PACKAGES) names.add(name)
}

/** `path: /system/app/Notes/Notes.apk`, of the package that `Dexopt state:` named last. */
function pathLine({ paths }: PackageSection, packageName: string, line: Line) {
  const [, path] = /^ {4,6}path: (\/\S+\.apk)$/.exec(textOf(line)) ?? []
  // Its first APK holds the name; the others are drawings and languages.
  if (path !== undefined && !paths.has(packageName)) paths.set(packageName, path)
}
