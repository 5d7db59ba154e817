import { READ_CONTACTS } from '../../model/vocabulary.ts'
import { evidenceOf, type Line, textOf } from '../lines/line.ts'
import { STATE } from '../lines/mention.ts'
import { LEAST_PERMISSIONS } from '../phone-limits.ts'
import { isDisguised } from './disguised.ts'
import type { PackageRecord, PermissionLine } from './package-section.ts'
import { isCutOff, stateIn } from './permission-line.ts'
import { damage, once, type Place } from './record-place.ts'
import { userLine } from './record-users.ts'

/** `android.permission.READ_CONTACTS: prot=dangerous` */
const DECLARED = /^\S+: prot=/

/** `: granted = true`, `: Granted: yes`: what corrects or translates a text spells it otherwise. */
const GRANTED = /: \W?granted[^\w!]+(true|yes|1)/i

/**
 * Whether a line may be of a permission of interest, under another name: one that hides it, or that has a grant and
 * that nothing on the phone declares, since somebody blacked, translated or cut it.
 */
export const isMasked = (place: Place, text: string) => isDisguised(text) || isUndeclared(place, text)

function isUndeclared({ section: { declared } }: Place, text: string): boolean {
  if (declared.size < LEAST_PERMISSIONS) return false
  const [name = '', state = 'false'] = text.split(STATE, 2)
  return !state.startsWith('false') && !declared.has(name) && !OF_GONE.test(name)
}

/**
 * A permission of an app that is gone keeps its state in other apps until the phone starts anew (AOSP
 * `PermissionManagerService.updatePermissions`, to 13): a whole name of a maker's own, `com.example.badge.WRITE`.
 */
const OF_GONE = /^(?!android\.|.*(?:contacts|(\w)\1{3}))[a-z]\w*(\.\w+){2,}$/i

/** A line of the block that the reader stands in. */
export function permissionLine(place: Place, line: Line, indent: number) {
  const { holder, block } = place
  if (block === 'requested' && holder) holder.requestedLines++
  if (holder === undefined) return
  const name = place.nameIn(line, indent)
  if (name === undefined) {
    if (isMasked(place, textOf(line, indent))) damage(place)
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
    const spelled = stateIn(evidence.text.replace(GRANTED, ': granted=true,'))
    if (spelled) keep(place, holder, { name, ...spelled, evidence })
    return place.interest.skipped?.('line: of a permission')
  }
  if (isCutOff(evidence.text)) damage(place)
  keep(place, holder, { name, ...state, evidence })
}

function keep(place: Place, holder: PackageRecord, line: Omit<PermissionLine, 'block'>) {
  const { section, zone, block, userId } = place
  if (line.granted && line.name === READ_CONTACTS && zone !== 'hidden') section.contactGrants++
  if (block === 'user') {
    once(place, line.name)
    holder.states.push({ ...line, block: 'runtime', userId })
  } else holder.states.push({ ...line, block: block === 'granted-list' ? block : 'install' })
}

/** What a permission has, and what the line of a user says of an app. */
const MARKED = /: granted=| installed=/

/**
 * A line where Android prints none that tells of a grant, of a user or what stands below. If it grants something of
 * interest, the grant is taken for what stands around it; in any case the record around it proves no absence any more.
 */
export function unexpected(place: Place, line: Line, indent: number) {
  const { holder } = place
  if (holder === undefined) return
  const name = place.nameIn(line, indent)
  const text = textOf(line, indent)
  const isUser = name === undefined && userLine(place, line, indent)
  if (text === 'runtime permissions:') place.inRuntime = true
  else if (name === undefined && !isUser && !MARKED.test(text)) return
  damage(place)
  if (name === undefined) return
  const state = stateIn(text)
  if (name === READ_CONTACTS && state) line.mentions--
  if (state?.granted) keep(place, holder, { name, ...state, evidence: evidenceOf(line, place.section.path) })
}
