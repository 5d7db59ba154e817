import { grouped } from '../../model/multimap.ts'
import { isFlagged } from '../../model/phone/gate.ts'
import type { AppUser, OwnBlock, PermissionState } from '../../model/phone/snapshot.ts'
import { READ_CONTACTS } from '../../model/vocabulary.ts'
import type { PackageRecord, PermissionLine } from './package-section.ts'

/** Whether any user of a record is granted contacts. */
export const grantsContacts = ({ states }: Pick<PackageRecord, 'states'>) => states.some(isGrant)

/** Whether a line grants contacts. */
export const isGrant = ({ name, granted }: PermissionLine) => granted && name === READ_CONTACTS

/**
 * The permissions of one package, by user: its own blocks, then those of its shared users, which hold for every member.
 * A permission is granted if any place says so; the place that says so is the one kept.
 */
export function permissionsOf(
  record: PackageRecord,
  shared: { linesFor: ReturnType<typeof linesOf> }[],
): (userId: number) => AppUser['permissions'] {
  const own = linesOf([record])
  return (userId) => {
    const found: Record<string, PermissionState> = {}
    for (const linesFor of [own, ...shared.map(({ linesFor }) => linesFor)])
      for (const line of linesFor(userId)) {
        const { name, granted, flags, evidence } = line
        const block = linesFor === own ? line.block : (`shared-${line.block}` as const)
        if (isWorse(line, found[name])) found[name] = { granted, flags, block, evidence }
      }
    return found
  }
}

type Said = Pick<PermissionLine, 'granted' | 'flags'>

/** Whether of two lines the first counts: one that grants, and one that is not flagged before one that is. */
const isWorse = (line: Said, known: Said | undefined) =>
  known === undefined || (line.granted && (!known.granted || (isFlagged(known) && !isFlagged(line))))

/** Of the lines on one permission in one block the one that counts. */
const worstOf = (lines: PermissionLine[]) =>
  [...grouped(lines, ({ block, name }) => [block + name]).values()].map((same) =>
    same.reduce((worst, line) => (isWorse(line, worst) ? line : worst)),
  )

/** The order in which blocks are asked. */
const BLOCKS: OwnBlock[] = ['runtime', 'install', 'granted-list']

/**
 * Makes the function that finds what counts for a user. From 12 a line of an install permission with `userId=N`
 * overrides, for that user, the line without one. That one is of user 0, who has no other: text of an app may look like
 * it.
 */
export function linesOf(records: Pick<PackageRecord, 'states'>[]): (userId: number) => PermissionLine[] {
  const states = records.flatMap((record) => record.states)
  const said = grouped(
    BLOCKS.flatMap((block) => states.filter((line) => line.block === block)),
    ({ userId }) => (userId === undefined ? [undefined, 0] : [userId]),
  )
  const byUser = new Map([...said].map(([userId, lines]) => [userId, worstOf(lines)]))
  return (userId) => {
    const own = byUser.get(userId) ?? []
    if (userId === 0) return own
    const overridden = new Set(own.flatMap(({ name, block }) => (block === 'install' ? name : [])))
    const ofAll = byUser.get(undefined) ?? []
    return [...own, ...ofAll.filter(({ name, block }) => block !== 'install' || !overridden.has(name))]
  }
}
