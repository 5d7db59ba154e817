import type { User } from '../../model/phone/snapshot.ts'
import { userNamed } from '../app-ops/whose.ts'
import type { Interest } from '../interest.ts'
import type { PackageSection } from '../packages/package-section.ts'
import { kindOf } from '../sections/dumpsys-user.ts'
import type { FileFacts } from '../text/file-facts.ts'

/**
 * The users that a table, a record of an app or the app ops of one of interest name, by number; the owner where none
 * does.
 */
export function usersIn(files: FileFacts[], sections: PackageSection[], { wanted }: Interest): User[] {
  // What tore a record may have brought users in.
  const ofRecords = sections.flatMap(({ packages }) =>
    packages.flatMap(({ torn, users, userIds }) => (torn ? users.map(idOf) : [...userIds])),
  )
  const ofTables = files.flatMap(({ users }) => users)
  const kinds = new Map([...ofTables].reverse().map(({ userId, kind }) => [userId, kind]))
  const ofOps = files.flatMap(({ appOps, appOpsGets }) => [
    ...appOps.flatMap(({ uids }) => uids.filter(({ packages }) => [...packages.keys()].some((name) => wanted(name)))),
    ...appOpsGets
      .map(({ heading, path, evidence }) => ({ userId: evidence ? userNamed(`${heading} ${path}`) : 0 }))
      .filter(({ userId }) => userId > 0),
  ])
  const ids = new Set([...ofRecords, ...[...ofTables, ...ofOps].map(idOf)])
  return [...(ids.size === 0 ? [0] : ids)]
    .sort((a, b) => a - b)
    .map((userId) => ({ userId, kind: kinds.get(userId) ?? kindOf(userId) }))
}

const idOf = ({ userId }: { userId: number }) => userId

/** Of each state the users that it knows: one that only others know was not there yet, or is not any more. */
export function usersBySection(sections: PackageSection[], userIds: number[]): (section: PackageSection) => number[] {
  const printed = ({ packages }: PackageSection) => new Set(packages.flatMap((record) => [...record.userIds]))
  const ofAny = new Set(sections.flatMap((section) => [...printed(section)]))
  return (section) => {
    const own = printed(section)
    return own.size === 0 ? userIds : userIds.filter((userId) => own.has(userId) || !ofAny.has(userId))
  }
}
