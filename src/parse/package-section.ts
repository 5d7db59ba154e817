import type { Evidence } from '../model/evidence.ts'
import type { RequestedPermission } from '../model/snapshot.ts'
import type { SeenByPackage } from './components.ts'
import type { Ending } from './section.ts'

/** A permission line as it stands in one block. `userId` is the 12+ override of an install permission. */
export interface PermissionLine {
  name: string
  granted: boolean
  flags: string[]
  userId?: number
  evidence: Evidence
}

/** The permission blocks that a package and a shared user have in common. */
export interface Grants {
  requested?: RequestedPermission[]
  install: PermissionLine[]
  grantedList: PermissionLine[]
  runtime: Map<number, PermissionLine[]>
}

export interface UserLine {
  userId: number
  /** The `key=value` tokens behind the number. */
  state: string
  firstInstallTime?: string
  archived: boolean
  evidence: Evidence
}

export interface PackageRecord extends Grants {
  bracketName: string
  compatName?: string
  keys: Map<string, string>
  users: UserLine[]
  /** A line of a permission of interest that could not be read: the record proves nothing. */
  damaged: boolean
  /** Nobody asked about the package, so that only its name was read. */
  passedOver: boolean
  /** A `User N:` line was there, whose content may have been passed over. */
  hasUsers: boolean
  evidence: Evidence
}

export interface SharedUserRecord extends Grants {
  name: string
}

/** One `dumpsys package` section, as printed. */
export interface PackageSection {
  path: string
  packages: PackageRecord[]
  hidden: PackageRecord[]
  sharedUsers: Map<string, SharedUserRecord>
  headings: Set<string>
  /** All `Package [` headers, wherever they stood. */
  headers: number
  packagesEnded: boolean
  sharedUsersEnded: boolean
  /** False where `shared-users noperm` left the permissions out. */
  printsSharedGrants: boolean
  ending: Ending
  inService: boolean
  sdk?: number
  fingerprint?: string
  lastLine: number
  /** Names under `Permissions:`; the first few only, to tell what a filtered dump was asked for. */
  declared: string[]
  /** Components, providers and queries by package. */
  seen: SeenByPackage
  /** Clone users of ColorOS print `ofs=`; Flyme prints `pkgFlagsEx=`. */
  makerKeys: Set<string>
}
