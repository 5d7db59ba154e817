import { grouped } from '../../model/multimap.ts'
import { isFlagged } from '../../model/phone/gate.ts'
import type { AppUser, OwnBlock, PermissionState } from '../../model/phone/snapshot.ts'
import { READ_CONTACTS } from '../../model/vocabulary.ts'
import type { PackageRecord, PermissionLine } from './package-section.ts'

/** Whether any user of a record is granted contacts. */
export const grantsContacts = ({ states }: Pick<PackageRecord, 'states'>) =>
  states.some(({ name, granted }) => granted && name === READ_CONTACTS)

/** What a record grants or refuses a user, by permission. */
export type Held = (userId: number) => Map<string, PermissionLine>

/**
 * The permissions of one package, by user: its own blocks, then those of its shared users, which hold for every member.
 * A permission is granted if any place says so; the place that says so is the one kept.
 */
export function permissionsOf(
  record: PackageRecord,
  shared: { held: Held }[],
): (userId: number) => AppUser['permissions'] {
  const holders = [
    { from: '' as const, held: heldBy(record) },
    ...shared.map(({ held }) => ({ from: 'shared-' as const, held })),
  ]
  return (userId) => {
    const found: Record<string, PermissionState> = {}
    for (const { from, held } of holders)
      for (const [name, line] of held(userId))
        if (isWorse(line, found[name])) {
          const { granted, flags, block, evidence } = line
          found[name] = { granted, flags, block: `${from}${block}`, evidence }
        }
    return found
  }
}

type Said = Pick<PermissionLine, 'granted' | 'flags'>

/** Whether of two lines the first counts: one that grants, and one that is not flagged before one that is. */
const isWorse = (line: Said, known: Said | undefined) =>
  known === undefined || (line.granted && (!known.granted || (isFlagged(known) && !isFlagged(line))))

/** The order in which blocks are asked. */
const BLOCKS: OwnBlock[] = ['runtime', 'install', 'granted-list']

/**
 * Makes the function that finds what counts for a user. From 12 a line of an install permission with `userId=N`
 * overrides, for that user, the line without one. That one is of user 0, who has no other: text of an app may look like
 * it.
 */
export function heldBy({ states }: Pick<PackageRecord, 'states'>): Held {
  const byUser = grouped(
    BLOCKS.flatMap((block) => states.filter((line) => line.block === block)),
    ({ userId }) => (userId === undefined ? [undefined, 0] : [userId]),
  )
  const linesOf = (userId: number) => {
    const own = byUser.get(userId) ?? []
    if (userId === 0) return own
    const overridden = new Set(own.flatMap(({ name, block }) => (block === 'install' ? name : [])))
    const ofAll = byUser.get(undefined) ?? []
    return [...own, ...ofAll.filter(({ name, block }) => block !== 'install' || !overridden.has(name))]
  }
  const known = new Map<number, Map<string, PermissionLine>>()
  return (userId) => {
    let held = known.get(userId)
    if (held === undefined) {
      held = new Map()
      for (const line of linesOf(userId)) if (isWorse(line, held.get(line.name))) held.set(line.name, line)
      known.set(userId, held)
    }
    return held
  }
}
