import type { Evidence } from '../../model/evidence.ts'
import type { RequestedPermission } from '../../model/phone/snapshot.ts'
import type { Ending } from '../section.ts'
import type { SeenByPackage } from './components.ts'

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
  /** Lines of the list of requests, whatever they name. */
  requestedLines: number
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
  /** Empty where the header was lost and no other line names the package. */
  bracketName: string
  compatName?: string
  /** Other packages that lines of the record name: it holds lines of theirs, or text of an app that forges a header.
   * With the line that does. */
  otherNames: Map<string, Evidence>
  keys: Map<string, string>
  users: UserLine[]
  userIds: Set<number>
  /** Of these, who have it installed and see it. */
  installedFor: Set<number>
  appId?: number
  /** Lines that identify the package, as bits of `PRINTED`. */
  printed: number
  /** Something in it was read by a guess or not at all: what it does not show proves nothing. */
  damaged: boolean
  /** It is not as Android prints one: it may hold lines of another record. */
  torn: boolean
  /** Nobody asked about the package, so that only what identifies it was read. */
  passedOver: boolean
  /** It stands for a system app that was updated, whose first copy is hidden. */
  isUpdate: boolean
  /** Lines that grant contacts, of a record that was passed over. */
  contactLines: number
  evidence: Evidence
}

export interface SharedUserRecord extends Grants {
  /** Empty where the header was lost. */
  name: string
  appId?: number
  userIds: Set<number>
  damaged: boolean
}

/** One `dumpsys package` section, as printed. */
export interface PackageSection {
  path: string
  packages: PackageRecord[]
  hidden: PackageRecord[]
  sharedUsers: SharedUserRecord[]
  headings: Set<string>
  /** All `Package [` headers, wherever they stood. */
  headers: number
  packagesEnded: boolean
  sharedUsersEnded: boolean
  /** Records stand where no heading announces them, or a header could not be read. */
  torn: boolean
  /** It names more packages than any phone has; the rest was not kept. */
  isCutShort: boolean
  /** Bits of `PRINTED` that most of its records have: a record without them is not as this phone prints one. */
  usual: number
  /** Lines that grant contacts, to whomever. */
  contactGrants: number
  /** Packages of interest that tables besides the records name, with the line. */
  named: Map<string, number>
  /** False where `shared-users noperm` left the permissions out. */
  printsSharedGrants: boolean
  ending: Ending
  inService: boolean
  sdk?: number
  fingerprint?: string
  lastLine: number
  /**
   * Packages that `Key Set Manager:` names, which are all that there are (AOSP `pm/KeySetManagerService.java`,
   * `dumpLPr`), each time that it stands in the text so far.
   */
  keys: Set<string>[]
  /** Names under `Permissions:`; the first few only, to tell what a filtered dump was asked for. */
  declared: string[]
  /** Components, providers, queries and certificates by package. */
  seen: SeenByPackage
  /** Where the APK of a package lies, as the tables behind the records say; read for a capture only. */
  paths: Map<string, string>
  /** Clone users of ColorOS print `ofs=`; Flyme prints `pkgFlagsEx=`. */
  makerKeys: Set<string>
}

export const emptySection = ({ path, inServices }: { path: string; inServices: boolean }): PackageSection => ({
  path,
  inService: inServices,
  packages: [],
  hidden: [],
  sharedUsers: [],
  headings: new Set(),
  headers: 0,
  packagesEnded: false,
  sharedUsersEnded: false,
  torn: false,
  isCutShort: false,
  usual: 0,
  contactGrants: 0,
  named: new Map(),
  keys: [],
  printsSharedGrants: false,
  ending: 'eof',
  lastLine: 0,
  declared: [],
  seen: new Map(),
  paths: new Map(),
  makerKeys: new Set(),
})
