import { ofText, placeOf } from '#platform/bytes.ts'
import { evidenceOf, type Line, textOf } from '../lines/line.ts'
import { PRINTED } from './package-record.ts'
import type { PackageRecord } from './package-section.ts'
import { ofUser, openRecord, type Place } from './record-place.ts'

const INSTALLED = ofText(' installed=true hidden=false')

/** `User 0: ceDataInode=1 installed=true hidden=false ...`; false where the line is another. */
export function userLine(place: Place, line: Line, indent: number): boolean {
  const [, id, rest = ''] = /^User (\d{1,7}):(.*)$/.exec(textOf(line, indent)) ?? []
  if (id === undefined) return false
  const { section, zone } = place
  const record = place.record ?? openRecord(place, '', line)
  ofUser(place, Number(id))
  section.printsSharedGrants ||= zone === 'shared'
  const state = rest.trim()
  if (state.includes(' ofs=')) section.makerKeys.add('ofs')
  place.user = { userId: place.userId, state, archived: false, evidence: evidenceOf(line, section.path) }
  seenUser(record, place.userId, line)
  record.users.push(place.user)
  return true
}

export function seenUser(record: PackageRecord, userId: number, { bytes, start, end }: Line) {
  if (placeOf(bytes.subarray(start, end), INSTALLED) !== -1) record.installedFor.add(userId)
  // Android prints the users in every record, and has the first of them on every phone.
  if (userId === 0) record.printed |= PRINTED.users
  if (record.userIds.has(userId)) record.torn = true
  else record.userIds.add(userId)
}
