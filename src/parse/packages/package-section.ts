import type { Evidence } from '../../model/evidence.ts'
import type { OwnBlock, RequestedPermission } from '../../model/phone/snapshot.ts'
import type { Seen } from '../interest.ts'
import type { Ending } from '../section.ts'
import type { Zone } from './package-headings.ts'

/** A permission line as it stands in one block. */
export interface PermissionLine {
  name: string
  granted: boolean
  flags: string[]
  block: OwnBlock
  /** Of a runtime permission, and of the override of an install permission, 12 and later. */
  userId?: number
  evidence: Evidence
}

/** What shared users of one identity hold for each of their members; text may print them any number of times. */
export interface SharedState {
  linesFor: (userId: number) => PermissionLine[]
  /** Contacts, to any user. */
  granted: boolean
  /** Or damaged: what they do not show proves nothing. */
  torn: boolean
}

export interface UserLine {
  userId: number
  /** The `key=value` tokens behind the number. */
  state: string
  firstInstallTime?: string
  archived: boolean
  evidence: Evidence
}

export type PackageRecord = ReturnType<typeof newRecord>

/**
 * What is printed of a package, or of a shared user.
 *
 * @param bracketName empty where the header was lost and no other line names the package
 */
export const newRecord = (bracketName: string, evidence: Evidence) => ({
  requested: undefined as RequestedPermission[] | undefined,
  /** Lines of the list of requests, whatever they name. */
  requestedLines: 0,
  states: [] as PermissionLine[],
  bracketName,
  compatName: undefined as string | undefined,
  /** Other packages that lines of the record name: it holds lines of theirs, or text of an app that forges a header.
   * With the line that does. */
  otherNames: new Map<string, Evidence>(),
  keys: new Map<string, string>(),
  users: [] as UserLine[],
  userIds: new Set<number>(),
  /** Of these, who have it installed and see it. */
  installedFor: new Set<number>(),
  appId: undefined as number | undefined,
  /** Packages that a shared user lists as its own, from 10 on. */
  members: new Set<string>(),
  /** Lines that identify the package, as bits of `PRINTED`. */
  printed: 0,
  /** Something in it was read by a guess or not at all: what it does not show proves nothing. */
  damaged: false,
  /** It is not as Android prints one: it may hold lines of another record. */
  torn: bracketName === '',
  /** Nobody asked about the package, so that only what identifies it was read. */
  passedOver: false,
  /** It stands for a system app that was updated, whose first copy is hidden. */
  isUpdate: false,
  /** Lines that grant contacts, of a record that was passed over. */
  contactLines: 0,
  evidence,
})

/** One `dumpsys package` section, as printed. */
export type PackageSection = ReturnType<typeof newSection>

export const newSection = ({ path, inServices }: { path: string; inServices: boolean }) => ({
  path,
  inService: inServices,
  packages: [] as PackageRecord[],
  hidden: [] as PackageRecord[],
  sharedUsers: [] as PackageRecord[],
  headings: new Set<string>(),
  /** All `Package [` headers, wherever they stood. */
  headers: 0,
  /** Zones that were printed to their end. */
  ended: new Set<Zone>(),
  /** Records stand where no heading announces them, or a header could not be read. */
  torn: false,
  /** It names more packages than any phone has; the rest was not kept. */
  isCutShort: false,
  /** Which packages it prints; known at its end. */
  scope: 'filtered' as Scope,
  /** The shared users of a package; known at its end. */
  sharedOf: (_record: PackageRecord): SharedState[] => [],
  /** Bits of `PRINTED` that most of its records have: a record without them is not as this phone prints one. */
  usual: 0,
  /** Lines that grant contacts, to whomever. */
  contactGrants: 0,
  /** Packages of interest that tables besides the records name, with the line. */
  named: new Map<string, number>(),
  /** False where `shared-users noperm` left the permissions out. */
  printsSharedGrants: false,
  ending: 'eof' as Ending,
  sdk: undefined as number | undefined,
  fingerprint: undefined as string | undefined,
  /** Of the fingerprints of all partitions (AOSP `PackagePartitions.java`). */
  digest: undefined as string | undefined,
  lastLine: 0,
  /**
   * Packages that `Key Set Manager:` names, which are all that there are (AOSP `pm/KeySetManagerService.java`,
   * `dumpLPr`), each time that it stands in the text so far.
   */
  keys: [] as Set<string>[],
  /** Names under `Permissions:`. */
  declared: new Set<string>(),
  /** Packages that tables behind the records name, and that have a record. */
  compiled: new Set<string>(),
  /** Components, providers, queries and certificates by package. */
  seen: new Map<string, Seen>(),
  /** Where the APK of a package lies, as the tables behind the records say; read for a capture only. */
  paths: new Map<string, string>(),
  /** Clone users of ColorOS print `ofs=`; Flyme prints `pkgFlagsEx=`. */
  makerKeys: new Set<string>(),
})

/**
 * `whole`: every section of `dumpsys package`. `packages`: all packages, nothing else (`dumpsys package packages`).
 * `filtered`: only those asked for by name or permission, which proves nothing of others.
 */
export type Scope = 'whole' | 'packages' | 'filtered'
