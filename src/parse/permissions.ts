import type { AppUser, PermissionBlock, PermissionState } from '../model/snapshot.ts'
import { READ_CONTACTS } from '../model/vocabulary.ts'
import type { Grants, PackageRecord, PackageSection, PermissionLine, SharedUserRecord } from './package-section.ts'

/** The name in `sharedUser=SharedUserSetting{<hex> <name>/<appId>}`. */
export function sharedUserOf(record: PackageRecord): string | undefined {
  const [, name] = /^SharedUserSetting\{\S+ (.+)\/\d+\}$/.exec(record.keys.get('sharedUser') ?? '') ?? []
  return name
}

/**
 * The permissions of one package and user: its own blocks, then those of its shared user, which hold for every member.
 * A permission is granted if any place says so; the place that says so is the one kept.
 */
export function permissionsOf(
  record: Grants,
  shared: Grants | undefined,
  userId: number,
): Record<string, PermissionState> {
  const found: Record<string, PermissionState> = {}
  const take = (lines: PermissionLine[], block: PermissionBlock) => {
    for (const { name, granted, flags, evidence } of lines) {
      const known = found[name]
      if (known === undefined || (granted && !known.granted)) found[name] = { granted, flags, block, evidence }
    }
  }
  take(record.runtime.get(userId) ?? [], 'runtime')
  take(installFor(record.install, userId), 'install')
  take(record.grantedList, 'granted-list')
  if (shared) {
    take(shared.runtime.get(userId) ?? [], 'shared-runtime')
    take(installFor(shared.install, userId), 'shared-install')
    take(shared.grantedList, 'shared-granted-list')
  }
  return found
}

/** From 12 a line with `userId=N` overrides, for that user, the line without one. */
function installFor(lines: PermissionLine[], userId: number): PermissionLine[] {
  const overridden = new Set(lines.filter((line) => line.userId === userId).map(({ name }) => name))
  return lines.filter((line) => (line.userId === undefined ? !overridden.has(line.name) : line.userId === userId))
}

/** Why the places where a grant of this package could stand were not all read; undefined when they were. */
export function unreadPlace(section: PackageSection, record: PackageRecord, whole: boolean): AppUser['unread'] {
  if (!whole) return 'SECTION_TRUNCATED'
  const name = sharedUserOf(record)
  if (name === undefined) return undefined
  // `dumpsys package shared-users noperm` prints them without permissions; a whole dump never does.
  if (!section.printsSharedGrants && section.sharedUsers.size > 0 && printsAllPackages(section) !== 'whole')
    return 'SHARED_USERS_NOT_SEEN'
  if (!section.headings.has('Shared users')) {
    return printsAllPackages(section) === 'whole' ? 'SECTION_TRUNCATED' : 'SHARED_USERS_NOT_SEEN'
  }
  if (section.sharedUsersEnded) {
    // A filtered dump leaves out the shared users that lack the permission; a whole one prints them all.
    return section.sharedUsers.has(name) || printsAllPackages(section) === 'filtered' ? undefined : 'SECTION_TRUNCATED'
  }
  const last: SharedUserRecord | undefined = [...section.sharedUsers.values()].at(-1)
  return section.sharedUsers.has(name) && last?.name !== name ? undefined : 'SECTION_TRUNCATED'
}

const FULL_DUMP_HEADINGS = ['Database versions', 'Known Packages', 'Verifiers', 'Libraries', 'Features']

/**
 * Which packages a section prints. `whole`: every section of `dumpsys package`. `packages`: all packages, nothing else
 * (`dumpsys package packages`). `filtered`: only those asked for by name or permission, which proves nothing of others.
 */
export function printsAllPackages(section: PackageSection): 'whole' | 'packages' | 'filtered' {
  if (section.inService || FULL_DUMP_HEADINGS.some((name) => section.headings.has(name))) return 'whole'
  const asked = section.packages.some(({ requested }) => requested !== undefined)
  const resolvers = [...section.headings].some((name) => name.endsWith('Resolver Table') || name === 'Permissions')
  return asked || resolvers || section.packages.length < 2 ? 'filtered' : 'packages'
}

const FILTER_HEADINGS = new Set([
  'Permissions',
  'AppOp Permissions',
  'Packages',
  'Renamed packages',
  'Hidden system packages',
  'Shared users',
])

/** `dumpsys package permission android.permission.READ_CONTACTS`: prints every package that has a state of it. */
export const isContactsFilter = (section: PackageSection) =>
  printsAllPackages(section) === 'filtered' &&
  section.declared.length === 1 &&
  section.declared[0] === READ_CONTACTS &&
  [...section.headings].every((name) => FILTER_HEADINGS.has(name))
