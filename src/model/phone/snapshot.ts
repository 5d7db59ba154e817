import type { Evidence } from '../evidence.ts'
import type { Language, UserKind } from '../vocabulary.ts'
import type { ProblemPlaces } from '../word-keys.ts'
import type { SpecialAccessKind } from './special-access.ts'

/** Where a permission entry stands: own blocks, those of a shared user, or the plain list of Android 5 and earlier. */
export type OwnBlock = 'runtime' | 'install' | 'granted-list'

/** One permission of one app and user, as `dumpsys package` prints it. */
export interface PermissionState {
  granted: boolean
  flags: string[]
  block: OwnBlock | `shared-${OwnBlock}`
  evidence: Evidence
}

/** A last use in `dumpsys appops`. Ages are milliseconds before the dump; negative when the clock was moved. */
export interface OpUse {
  ageMs: number
  /**
   * Device-local time without a zone: as Android prints it, which it does from Android 9 on, or else counted back from
   * when the dump was made, where that is known.
   */
  printed?: string
  /** AOSP process state: pers, top, fgsvc, fg, bg, cch; absent before Android 9. */
  processState?: string
  /** `upd`: an untrusted app named this one, so it accuses nobody. */
  indirect: boolean
  evidence: Evidence
}

export interface OpMode {
  mode: string
  evidence: Evidence
}

/** Modes and last uses of one app op. The uid mode, where printed, replaces the package mode. */
export interface AppOp {
  uid?: OpMode
  package?: OpMode
  lastAccess?: OpUse
  lastReject?: OpUse
}

export interface RequestedPermission {
  name: string
  maxSdkVersion?: number
  evidence?: Evidence
}

/** One app in one Android user. */
export interface AppUser {
  userId: number
  installed: boolean
  hidden: boolean
  suspended: boolean
  stopped: boolean
  notLaunched: boolean
  instant: boolean
  virtual: boolean
  archived: boolean
  /** `COMPONENT_ENABLED_STATE_*`: 0 default, 1 enabled, 2 disabled, 3 disabled by the user, 4 disabled until used. */
  enabled: number
  firstInstallTime?: string
  permissions: Record<string, PermissionState>
  /** Every place where a grant could stand was read. Otherwise the reason why not. */
  unread?: 'SECTION_TRUNCATED' | 'SHARED_USERS_NOT_SEEN' | 'USER_NOT_READABLE'
  /** Absent: app ops were not captured. Empty: captured, and none is recorded. */
  appOps?: Record<string, AppOp>
  evidence: Evidence
}

/** The name that an app shows, by language, and what stands where there is none for a language. */
export type Labels = Partial<Record<Language | 'default', string>>

/** One package record of `Packages:`, or a name of `pm list packages` whose state another dump proves. */
export interface App {
  packageName: string
  /** When the dump was made that this is of, by the clock of the phone, where that is known. */
  capturedAt?: string
  /** The manifest name in the bracket, where `compat name=` replaces it. */
  alias?: string
  appId?: number
  sharedUser?: string
  versionName?: string
  versionCode?: string
  targetSdk?: number
  firstInstallTime?: string
  lastUpdateTime?: string
  installer?: string
  /** SYSTEM in `pkgFlags`. */
  system: boolean
  /** A factory copy stands under `Hidden system packages:`. */
  hasFactoryCopy: boolean
  /** Absent: the dump does not print the list of requests. */
  requestedPermissions?: RequestedPermission[]
  /** Absent: no source printed it. A dump prints no label. */
  labels?: Labels
  /** What stands under its icon, where that has a label of its own; in the settings an app is found by `labels`. */
  iconLabels?: Labels
  /** Class names of activities, services and receivers; of a dump, screens alone that can be started or linked to. */
  components?: string[]
  /** Class names and authorities of its content providers. */
  providers?: string[]
  /** Packages that it declares to look for (`<queries>`). */
  queries?: string[]
  /** SHA-256 of its signing certificates, in hex. Absent: not seen. */
  signers?: string[]
  users: AppUser[]
  evidence: Evidence
}

export interface User {
  userId: number
  kind: UserKind
}

export interface Device {
  manufacturer?: string
  model?: string
  androidVersion?: string
  sdk?: number
  securityPatch?: string
  fingerprint?: string
  /** Family of the maker's system: aosp, miui, hyperos, coloros, originos, emui, harmony, honor, oneui, flyme. */
  rom: string
  timeZone?: string
  /** Of its SIMs and networks, ISO 3166-1 alpha-2 in small letters. Absent: not printed, or they disagree. */
  country?: string
  /** The same of its language, or of the language or the market that it was sold with. */
  localeCountry?: string
}

export interface SpecialAccess {
  kind: SpecialAccessKind
  packageName: string
  userId: number
  evidence: Evidence
}

/**
 * A name where texts tell of special access, in a line that could not be read: what stood beside it may be joined to
 * it. `kind` is never set.
 */
export interface UnclearAccess extends Omit<SpecialAccess, 'kind'> {
  kind?: undefined
}

/** What could not be read, and so what the report must not claim. `code` is a problem code (E3xx). */
export interface Gap {
  code: keyof ProblemPlaces
  path: string
  line?: number
  /** Values for the places in the problem's text. */
  params: Record<string, string>
  /** The run cannot be `clear` while this gap stands. */
  incomplete: boolean
  /** What a phone did not tell may show a way to contacts beside the permission, if a lender is there to have one. */
  hidesRoutes?: true
  /** Of whom it did not, where that is one user. */
  userId?: number | undefined
}

/**
 * An app of the phone whose name a capture was to read, and why it did not: it could not, or had no time; the phone
 * went away, or has no program for it.
 */
export interface Unnamed {
  packageName: string
  code: 'E319' | 'E220' | 'E221' | 'E222'
}

/** One file as it was read. */
export interface Artifact {
  path: string
  /** Sections found in it: `dumpsys package`, `dumpsys appops`, `getprop`, ... */
  kinds: string[]
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'binary'
  lineEnding: 'lf' | 'crlf' | 'mixed' | 'none'
  lines: number
  /** Device-local time of the dump, where a `== dumpstate:` line gives it. */
  capturedAt?: string
  complete: boolean
}

/** Everything that was read about one phone, and everything that was not. */
export interface DeviceSnapshot {
  device: Device
  users: User[]
  /** Every live package of the dumps. */
  packageNames: string[]
  /** Those that were asked for, in full. */
  apps: App[]
  specialAccess: SpecialAccess[]
  unclearAccess: UnclearAccess[]
  /** Users whose device or profile owner has every request for a permission approved. */
  autoGrants: number[]
  unnamed: Unnamed[]
  /** `Package [` headers seen, and records of them that were read whole, in the package sections that were used. */
  packageHeaders: number
  packageRecords: number
  gaps: Gap[]
  artifacts: Artifact[]
  /** Paths of what a phone answered to a command: nobody exports that again. */
  answers: string[]
  /** Earlier states of the phone, where the age of all is known: the newest is the answer. */
  older: { capturedAt: string; apps: App[] }[]
}
