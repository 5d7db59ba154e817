import { grouped } from '../../model/multimap.ts'
import { isFlagged } from '../../model/phone/gate.ts'
import type { AppUser, OwnBlock, PermissionState } from '../../model/phone/snapshot.ts'
import { READ_CONTACTS } from '../../model/vocabulary.ts'
import type { PackageRecord, PermissionLine } from './package-section.ts'

/** Whether any user of a record is granted contacts. */
export const grantsContacts = ({ states }: PackageRecord) =>
  states.some(({ name, granted }) => granted && name === READ_CONTACTS)

/**
 * The permissions of one package, by user: its own blocks, then those of its shared user, which hold for every member.
 * A permission is granted if any place says so; the place that says so is the one kept, and the one that is not flagged
 * before one that is.
 */
export function permissionsOf(
  record: PackageRecord,
  shared: PackageRecord[],
): (userId: number) => AppUser['permissions'] {
  const holders = [record, ...shared].map((holder) => [holder === record ? '' : 'shared-', linesOf(holder)] as const)
  return (userId) => {
    const found: Record<string, PermissionState> = {}
    for (const [from, linesFor] of holders)
      for (const line of linesFor(userId)) {
        const { name, granted, flags, evidence } = line
        const known = found[name]
        const isWorse = known === undefined || (granted && (!known.granted || (isFlagged(known) && !isFlagged(line))))
        if (isWorse) found[name] = { granted, flags, block: `${from}${line.block}`, evidence }
      }
    return found
  }
}

/** The order in which blocks are asked. */
const BLOCKS: OwnBlock[] = ['runtime', 'install', 'granted-list']

/**
 * From 12 a line of an install permission with `userId=N` overrides, for that user, the line without one. That one is
 * of user 0, who has no other: text of an app may look like it.
 */
function linesOf({ states }: PackageRecord): (userId: number) => PermissionLine[] {
  const byUser = grouped(
    BLOCKS.flatMap((block) => states.filter((line) => line.block === block)),
    ({ userId }) => (userId === undefined ? [undefined, 0] : [userId]),
  )
  return (userId) => {
    const own = byUser.get(userId) ?? []
    if (userId === 0) return own
    const overridden = new Set(own.flatMap(({ name, block }) => (block === 'install' ? name : [])))
    const ofAll = byUser.get(undefined) ?? []
    return [...own, ...ofAll.filter(({ name, block }) => block !== 'install' || !overridden.has(name))]
  }
}
