import { latin1In, ofText, placeOf, textIn } from '#platform/bytes.ts'
import { COLON, EQUALS, SMALL_A, SMALL_Z } from '../lines/ascii.ts'
import { beginnings } from '../lines/landmarks.ts'
import { indentOf, type Line, standsAt, textOf } from '../lines/line.ts'
import { idle } from '../lines/line-sink.ts'
import { isDisguised } from './disguised.ts'
import { isSystem } from './package-record.ts'
import type { PackageRecord } from './package-section.ts'
import { stateIn } from './permission-line.ts'
import { isMasked, permissionLine, unexpected } from './record-grants.ts'
import { COMPAT_NAME, compatName, DISPLACED, displaced, identityLine } from './record-identity.ts'
import { type Block, damage, ofUser, once, openRecord, type Place, release } from './record-place.ts'
import { seenUser, userLine } from './record-users.ts'

const INDENT = ofText('    ')
const VERSION_NAME = ofText('versionName=')
const USER = ofText('User ')
const FIRST_INSTALL = ofText('firstInstallTime=')
const FLAGS = [ofText('pkgFlags='), ofText('flags=')]
const UPDATED_SYSTEM_APP = ofText('UPDATED_SYSTEM_APP')
/** Keys that carry what the audit needs. */
const KEPT_KEYS = new Set(
  `userId sharedUser pkg codePath versionCode targetSdk versionName firstInstallTime lastUpdateTime
  installerPackageName`.split(/\s+/),
)
/** Blocks whose heading is their name and `permissions:`. */
const BLOCKS: Block[] = ['requested', 'declared', 'install']
/** Below a shared user, one of its packages: `PackageSetting{68077e1 com.example.cash/10081}`. */
const MEMBER = /^PackageSetting\{\S+ ([^ ]+)\//
/** No path begins so, and no name: not even one that nobody filled in, `${applicationId}.permission.X`. */
const NO_NAME = /^(?:[^\p{L}\p{N}_./$]|\.{3})/u

/** A line below the header of a package or a shared user. */
export function recordLine(place: Place, line: Line) {
  const indent = indentOf(line)
  place.isStray = false
  const first = line.bytes[line.start + indent] as number
  // Nearly every line begins with a small letter.
  if (first < SMALL_A || first > SMALL_Z) {
    const text = textOf(line, indent)
    if (NO_NAME.test(text)) damage(place)
    if (isLeftOut(text)) {
      openRecord(place, '', line)
      return
    }
  }
  if (place.record && indent === 4 && isUpdate(line)) place.record.isUpdate = true
  if (place.record?.passedOver) return passOver(place, place.record, line, indent)
  if (isJoined(line, indent)) damage(place)
  switch (indent) {
    case 8:
      return column8(place, line)
    case 6:
      return column6(place, line)
    case 4:
      return column4(place, line)
    default:
      place.interest.skipped?.(indent === 2 ? 'line: at column 2' : 'line: of odd indentation')
      if (!displaced(place, line, indent)) unexpected(place, line, indent)
  }
}

/** `    pkgFlags=[ SYSTEM HAS_CODE UPDATED_SYSTEM_APP ]`, and `flags=` likewise. */
const isUpdate = (line: Line) =>
  FLAGS.some((key) => standsAt(line, 4, key)) &&
  placeOf(line.bytes.subarray(line.start, line.end), UPDATED_SYSTEM_APP) !== -1

/**
 * Whether a line says that others were left out, as grep does between what it found and people do with dots: a header
 * may be among them, and what follows is nobody's.
 */
export const isLeftOut = (text: string) => /^\W*(\.{3}|…)|^([-*~_#./])\2+$/.test(text)

/**
 * Of a record that nobody asked about, what identifies it matters, as it may hold the one that was asked for, and when
 * it was installed, which tells one phone from another.
 */
function passOver(place: Place, record: PackageRecord, line: Line, indent: number) {
  if ((indent === 4 || indent === 6) && standsAt(line, indent, FIRST_INSTALL)) {
    if (!record.keys.has('firstInstallTime'))
      record.keys.set('firstInstallTime', textOf(line, indent + FIRST_INSTALL.length))
  } else if (indent !== 4) displaced(place, line, indent)
  else if (standsAt(line, 4, USER)) {
    // From 15 on it may name another package only below, and then the rest is read as this user's.
    ofUser(place, Number.parseInt(textOf(line, 9), 10))
    if (place.userId >= 0) seenUser(record, place.userId, line)
  } else if (!compatName(place, line)) identityLine(place, line, 4)
}

/** Of such a record, all other lines are no matter. */
export const IDLE_IN_RECORD = idle(4, beginnings([...DISPLACED, FIRST_INSTALL, ...FLAGS, USER, COMPAT_NAME]))

function column4(place: Place, line: Line) {
  const { bytes, start, end } = line
  place.inRuntime = false
  if (standsAt(line, 4, USER)) {
    // Whose the grants below it are, nobody knows.
    if (!userLine(place, line, 4)) damage(place)
    return
  }
  if (bytes[end - 1] !== COLON || bytes.subarray(start, end).includes(EQUALS)) {
    if (place.block !== 'user') place.block = 'none'
    return keyLine(place, line)
  }
  blockHeading(place, latin1In(bytes, start + 4, end))
}

/** A heading below which something of the record is listed. */
function blockHeading(place: Place, heading: string) {
  const { section, zone, record } = place
  const block =
    heading === 'grantedPermissions:' ? 'granted-list' : BLOCKS.find((one) => heading === `${one} permissions:`)
  if (heading === 'runtime permissions:') place.inRuntime = place.block === 'user'
  else if (block !== undefined) place.block = block
  // `Suspend params:` and the overlay headings of 5 to 11 stand at column 4 and do not end the user's block.
  else if (place.block !== 'user') place.block = 'none'
  if (block === 'install' || block === 'granted-list') section.printsSharedGrants ||= zone === 'shared'
  if (block !== 'requested' || !record) return
  record.requested ??= []
  // Android 5 and older, which print gids behind the id, have no such list.
  if (record.keys.get('userId')?.includes(' gids=')) damage(place)
}

function keyLine(place: Place, line: Line) {
  if (compatName(place, line)) return
  identityLine(place, line, 4)
  const { record, section, interest } = place
  if (record === undefined) return
  const { bytes, start, end } = line
  const from = start + 4
  let at = from
  while (at < end && bytes[at] !== EQUALS) at++
  const key = latin1In(bytes, from, at)
  // What is no single word may name another app, be a grant, or the line of a user: moved, marked or misread.
  if (at === end || !/^\w+$/.test(key)) {
    unexpected(place, line, 4)
    return interest.skipped?.('line: in a package record')
  }
  // The one key whose value an app chooses: whatever it says, it is no permission line.
  if (key === 'versionName') line.mentions = 0
  if (KEPT_KEYS.has(key)) {
    if (record.keys.has(key)) record.torn = true
    else record.keys.set(key, textIn(bytes, at + 1, end))
  } else if (key === 'pkgFlags' && interest.recordsOnly && isSystem(record)) release(place, record)
  else if (key === 'pkgFlagsEx') section.makerKeys.add(key)
}

function column6(place: Place, line: Line) {
  place.inRuntime = false
  if (displaced(place, line, 6)) return
  const { block, user } = place
  if (block === 'none') {
    const [, member] = MEMBER.exec(textOf(line, 6)) ?? []
    if (member !== undefined) place.record?.members.add(member)
    return unexpected(place, line, 6)
  }
  if (block !== 'user') return permissionLine(place, line, 6)
  const text = textOf(line, 6)
  place.inRuntime = text === 'runtime permissions:'
  const [stated] = /^(gids=|runtime permissions:$)/.exec(text) ?? []
  if (stated !== undefined) once(place, stated)
  // ISDi puts the state of user 0 below the line that it stands in.
  else if (user?.state === '' && text.startsWith('ceDataInode=')) user.state = text
  else unexpected(place, line, 6)
  if (user === undefined) return
  if (text.startsWith('firstInstallTime=')) user.firstInstallTime = text.slice(17)
  if (text.startsWith('archiveTime=')) user.archived = true
}

function column8(place: Place, line: Line) {
  if (place.holder === undefined) return
  if (!place.inRuntime) return unexpected(place, line, 8)
  if (place.nameIn(line, 8) !== undefined) return permissionLine(place, line, 8)
  if (displaced(place, line, 8) || isState(place, textOf(line, 8))) return
  damage(place)
  unexpected(place, line, 8)
}

/**
 * Whether it states a permission, or is a key of its own: from 9 on, what an installer warns of stands in the column of
 * the permissions above it (`harmfulAppWarning: `).
 */
function isState(place: Place, text: string): boolean {
  if (stateIn(text) !== undefined) return !isMasked(place, text)
  const [key] = /^[a-z]\w*(?==|: )/.exec(text) ?? []
  return key !== undefined && !isDisguised(key)
}

/** The indent of another line inside of this one, which some other character than a line feed ends. */
function isJoined({ bytes, start, end }: Line, indent: number): boolean {
  const content = bytes.subarray(start + indent, end)
  const at = placeOf(content, INDENT)
  return at !== -1 && placeOf(content.subarray(0, at), VERSION_NAME) === -1
}
