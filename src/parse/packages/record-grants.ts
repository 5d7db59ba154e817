import { ofText, placeOf } from '#platform/bytes.ts'
import { READ_CONTACTS } from '../../model/vocabulary.ts'
import { evidenceOf, type Line, textOf } from '../lines/line.ts'
import { endsLike, STATE } from '../lines/mention.ts'
import { PRINTED } from './package-record.ts'
import type { Grants, PackageRecord, PermissionLine } from './package-section.ts'
import { isCutOff, stateIn } from './permission-line.ts'
import { damage, openRecord, type Place } from './record-place.ts'

/** `android.permission.READ_CONTACTS: prot=dangerous` */
const DECLARED = /^\S+: prot=/

/** `: granted = true`, `: Granted: yes`: what corrects or translates a text spells it otherwise. */
const GRANTED = /: \W?granted\W{1,3}(true|yes|1)\b/i

const INSTALLED = ofText(' installed=true hidden=false')

/** A line of the block that the reader stands in. */
export function permissionLine(place: Place, line: Line, indent: number) {
  const { holder, block } = place
  if (block === 'requested' && holder) holder.requestedLines++
  if (holder === undefined) return
  const name = place.nameIn(line, indent)
  if (name === undefined) {
    if (isDisguised(textOf(line, indent))) damage(place)
    return
  }
  if (block === 'declared') {
    if (DECLARED.test(textOf(line, indent))) line.mentions = 0
    return
  }
  const evidence = evidenceOf(line, place.section.path)
  // A request has no state: where one stands, the heading above it is lost.
  if (block === 'requested' && evidence.text.includes(STATE)) return unexpected(place, line, indent)
  if (name === READ_CONTACTS) line.mentions--
  if (block === 'requested') {
    holder.requested?.push({ name, evidence })
    return
  }
  const state = block === 'granted-list' ? { granted: true, flags: [] } : stateIn(evidence.text)
  if (state === undefined) {
    damage(place)
    if (GRANTED.test(evidence.text)) keep(place, holder, { name, granted: true, flags: [], evidence })
    return place.interest.skipped?.('line: of a permission')
  }
  if (isCutOff(evidence.text)) damage(place)
  keep(place, holder, { name, ...state, evidence })
}

/**
 * Whether something else stands in a line than the name of a permission of the platform and what is said of it: what
 * marks, colours or pastes a text puts characters in that no name has, seen or not. Makers of apps name their own as
 * they like: `.permission.JPUSH_MESSAGE`, `${applicationId}.permission.X`.
 */
export const isDisguised = (text: string) =>
  isMisspelt(text) ||
  (!PLAIN.test(text) && [asciiOf(text), text.normalize('NFKD')].some((one) => holdsInOrder(one, 'androidpermission')))
const PLAIN = /^[\w-]+(?:\.[\w-]+)*(?:$|: \w+=)/

/** A letter of another alphabet may stand for any, but not for most of them: makers name their own in theirs. */
function holdsInOrder(text: string, letters: string): boolean {
  let at = 0
  let foreign = 0
  for (const one of text.toLowerCase()) {
    if (one > '~') foreign++
    else if (one !== letters[at]) continue
    if (++at === letters.length) return foreign < at * 0.7
  }
  return false
}

/**
 * `android.permission.READ CONTACTS`, `__android.permission.READ_CONTACTS__`, `READ_CONTACTS`: who corrects spelling,
 * underlines, shortens, or reads letters off a picture makes others of some.
 */
const isMisspelt = (text: string) => {
  const [, word = 'permission', name = ''] = MISSPELT.exec(asciiOf(text).toLowerCase()) ?? []
  return endsLike(word, 'permission') && endsLike(name, 'read_contacts')
}
/** Its second word, and what stands behind. */
const MISSPELT = /^_*(?:\w+\.)?(?:(\w+)\.)?_*([^:]{11,15}?)_*(?:$|:)/
const asciiOf = (text: string) => text.normalize('NFKD').replace(/[^ -~]+/g, '')

function keep({ section, zone, block, userId }: Place, holder: Grants, line: Omit<PermissionLine, 'block'>) {
  if (line.granted && line.name === READ_CONTACTS && zone !== 'hidden') section.contactGrants++
  if (block === 'user') holder.states.push({ ...line, block: 'runtime', userId })
  else holder.states.push({ ...line, block: block === 'granted-list' ? block : 'install' })
}

/**
 * A line where Android prints none of its kind. If it grants something of interest, the grant is taken for what stands
 * around it; in any case the record around it proves no absence any more.
 */
export function unexpected(place: Place, line: Line, indent: number) {
  const { holder } = place
  if (holder === undefined) return
  const name = place.nameIn(line, indent)
  if (name === undefined) {
    if (!userLine(place, line, indent)) {
      const text = textOf(line, indent)
      if (text === 'runtime permissions:') place.inRuntime = true
      else if (indent > 0 && indent !== 8 && !text.includes(STATE)) return
    }
    return damage(place)
  }
  damage(place)
  const state = stateIn(textOf(line, indent))
  if (name === READ_CONTACTS && state) line.mentions--
  if (state?.granted) keep(place, holder, { name, ...state, evidence: evidenceOf(line, place.section.path) })
}

/** `User 0: ceDataInode=1 installed=true hidden=false ...`; false where the line is another. */
export function userLine(place: Place, line: Line, indent: number): boolean {
  const [, id, rest] = /^User (\d{1,7}):(.*)$/.exec(textOf(line, indent)) ?? []
  if (id === undefined || rest === undefined) return false
  const { section, zone, shared } = place
  const isShared = zone === 'shared'
  const record = isShared ? undefined : (place.record ?? openRecord(place, '', line))
  place.block = 'user'
  place.userId = Number(id)
  section.printsSharedGrants ||= isShared
  if (shared?.userIds.has(place.userId)) shared.damaged = true
  shared?.userIds.add(place.userId)
  if (record === undefined) return true
  const state = rest.trim()
  if (state.includes(' ofs=')) section.makerKeys.add('ofs')
  place.user = { userId: place.userId, state, archived: false, evidence: evidenceOf(line, section.path) }
  seenUser(record, place.userId, line)
  record.users.push(place.user)
  return true
}

export function seenUser(record: PackageRecord, userId: number, { bytes, start, end }: Line) {
  if (placeOf(bytes.subarray(start, end), INSTALLED) !== -1) record.installedFor.add(userId)
  record.printed |= PRINTED.users
  if (record.userIds.has(userId)) record.torn = true
  else record.userIds.add(userId)
}
