import type { Dump, Failure } from '../model/dump.ts'
import type { Artifact, SpecialAccess, User } from '../model/snapshot.ts'
import type { Resources } from './apk/arsc.ts'
import type { ApkManifest } from './apk/manifest.ts'
import type { AppOpsSection } from './app-ops-section.ts'
import type { AppOpsGet } from './appops-get.ts'
import type { PackageSection } from './package-section.ts'
import type { ListedPackage } from './pm-list.ts'

/** A text to be read: where it is from, and the command that printed it, where that is known. */
export type Text = Pick<Dump, 'path' | 'optional' | 'command' | 'capture'>

/** A section with the report of its text that holds it, counted from 0, and the local time of that report. */
export type Taken<Section> = Section & { report: number; capturedAt?: string }

/** Everything that one text says, section by section. */
export interface FileFacts {
  artifact: Artifact
  packages: Taken<PackageSection>[]
  appOps: Taken<AppOpsSection>[]
  appOpsGets: AppOpsGet[]
  properties: Map<string, string>
  users?: User[]
  pmList?: ListedPackage[]
  fingerprint?: string
  /** Of an APK. */
  manifest?: ApkManifest
  resources?: Resources
  doubledReturns: number
  /** Lines of records were not as Android prints them, and were read by a guess. */
  repaired: boolean
  garbled: boolean
  optional: boolean
  /** The capture that the text belongs to. */
  capture?: string
  failure: Failure | undefined
  /** Mentions of the permission to read contacts that no reader could give to anybody, and the line of the first. */
  unexplained: { count: number; line: number }
  specialAccess: SpecialAccess[]
  /** The first lines that hold text: what an error message shows. */
  firstLines: string[]
}

/** A text that says nothing. */
export const noFacts = (): Omit<FileFacts, 'artifact' | 'optional' | 'failure'> => ({
  packages: [],
  appOps: [],
  appOpsGets: [],
  properties: new Map(),
  doubledReturns: 0,
  repaired: false,
  garbled: false,
  unexplained: { count: 0, line: 0 },
  specialAccess: [],
  firstLines: [],
})
