import type { Interest } from '../interest.ts'
import { evidenceOf, type Line } from '../lines/line.ts'
import { MOST_PACKAGES } from '../phone-limits.ts'
import { isRecordZone, type Zone, zoneOf } from './package-headings.ts'
import { newRecord, type PackageRecord, type PackageSection, type UserLine } from './package-section.ts'
import { permissionNames } from './permission-line.ts'

export type Block = 'none' | 'requested' | 'declared' | 'install' | 'granted-list' | 'user'

/** Where in a section the reader stands, and what it fills. */
export type Place = ReturnType<typeof startOf>

export const startOf = (section: PackageSection, interest: Interest) => ({
  section,
  interest,
  wanted: (name: string) => interest.wanted(name, section.seen.get(name)),
  /** The full name of the permission of interest that a line begins with. */
  nameIn: permissionNames(interest.permissions),
  zone: 'other' as Zone,
  /** Zones that were left at a line which proves nothing. */
  leftOpen: new Set<Zone>(),
  /** Records were read already. */
  hasRecords: false,
  record: undefined as PackageRecord | undefined,
  /** The record, if it keeps permission lines: one of a shared user, or of a package that somebody asked about. */
  holder: undefined as PackageRecord | undefined,
  block: 'none' as Block,
  user: undefined as UserLine | undefined,
  userId: 0,
  /** What was printed for this user, and is printed once. */
  stated: new Set<string>(),
  /** Under `runtime permissions:` of a user. */
  inRuntime: false,
  /** The line before is none of a record. */
  isStray: false,
})

/** @param heading without its colon */
export function enterZone(place: Place, heading: string) {
  const { section } = place
  section.headings.add(heading)
  place.zone = zoneOf(heading)
  place.hasRecords ||= isRecordZone(place.zone)
  if (place.zone === 'keys') section.keys.push(new Set())
  section.ended.delete(place.zone)
}

/** @param proven whether what follows shows that the zone was printed to its end */
export function leaveZone(place: Place, proven: boolean) {
  const { section, leftOpen } = place
  leftOpen.add(place.zone)
  if (proven) {
    for (const zone of leftOpen) section.ended.add(zone)
    leftOpen.clear()
  }
  place.zone = 'other'
  leaveRecord(place)
}

/** Lines of a record that nothing announced belong to the record of the last heading that did. */
export function resume(place: Place, to: 'packages' | 'shared') {
  const { zone, section } = place
  if (to === 'shared' ? zone === 'shared' : zone === 'packages' || zone === 'hidden') return
  section.torn = true
  leaveZone(place, false)
  place.zone = to
}

function leaveRecord(place: Place) {
  // Text of an app tears a record in its middle; where one ends, a person put the line for what stood there.
  if (place.isStray) place.section.torn = true
  place.isStray = false
  place.holder = place.record = place.user = undefined
  place.block = 'none'
  place.inRuntime = false
}

/** @param name empty where the header is lost */
export function openRecord(place: Place, name: string, line: Line): PackageRecord {
  const { section, zone } = place
  leaveRecord(place)
  const record = newRecord(name, evidenceOf(line, section.path))
  // The first record of a section shows what all of them print: users, and whether requests are listed.
  const records = section[zone === 'hidden' ? 'hidden' : zone === 'shared' ? 'sharedUsers' : 'packages']
  const isFirst = records.length === 0
  if (records.length < MOST_PACKAGES) records.push(record)
  else section.isCutShort = true
  place.record = record
  if (zone === 'shared' || (name !== '' && place.wanted(name))) place.holder = record
  // The flags of one without a point in its name tell whether that is its own.
  else record.passedOver = !isFirst && (name === '' || name.includes('.'))
  return record
}

/** What the record shows, or may show, is that of a package that somebody asked about. */
export function hold(place: Place, record: PackageRecord) {
  place.holder = record
  record.passedOver = false
}

/** Nothing more of it matters than what identifies it. */
export function release(place: Place, record: PackageRecord) {
  place.holder = undefined
  record.passedOver = true
}

/** What follows is of this user. */
export function ofUser(place: Place, userId: number) {
  place.block = 'user'
  place.userId = userId
  place.stated.clear()
}

/** Where it stands again, it is of another user, whose line is lost. */
export function once(place: Place, what: string) {
  if (place.stated.has(what)) damage(place)
  place.stated.add(what)
}

/** Something around here was read by a guess or not at all. */
export function damage({ record }: Place) {
  if (record) record.damaged = true
}
