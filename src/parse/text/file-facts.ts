import type { Dump, Failure } from '../../model/dump.ts'
import type { Artifact } from '../../model/phone/snapshot.ts'
import type { Resources } from '../apk/arsc.ts'
import type { ApkManifest } from '../apk/manifest.ts'
import type { Form } from '../lines/form.ts'
import { noSections, type Section, type SectionFacts } from '../sections/index.ts'
import type { Found } from '../signs/seeker.ts'

export type { Taken } from '../sections/index.ts'

/** A text to be read: where it is from, and the command that printed it, where that is known. */
export type Text = Pick<Dump, 'path' | 'optional' | 'command' | 'capture' | 'signers'>

/** Everything that one text says. */
export interface FileFacts extends SectionFacts, Found {
  artifact: Artifact
  /** Of the phone, in the head of a bug report. */
  fingerprint?: string
  /** Of an APK. */
  manifest?: ApkManifest
  resources?: Resources
  doubledReturns: number
  /** Lines of records were not as Android prints them, and were read by a guess. */
  repaired: boolean
  garbled: boolean
  form: Form
  optional: boolean
  /** The command that printed it, where that is known. */
  command?: string[]
  /** The capture that the text belongs to. */
  capture?: string
  failure: Failure | undefined
  /** Mentions of the permission to read contacts that no reader could give to anybody, and the line of the first. */
  unexplained: { count: number; line: number }
  /** What may be names of apps in what nobody reads, and the lines of the first of each. */
  cells: Map<string, number>
  /** It holds more dumps than any phone prints; the rest was not read. */
  isCutShort?: true
  /** What ended before all was printed. */
  cutIn?: Section
  /** It may be of another phone. */
  stray?: true
  /** The first lines that hold text: what an error message shows. */
  firstLines: string[]
}

/** A text that says nothing. */
export const noFacts = (): Omit<FileFacts, 'artifact' | 'optional' | 'failure'> => ({
  ...noSections(),
  doubledReturns: 0,
  repaired: false,
  garbled: false,
  form: 'text',
  unexplained: { count: 0, line: 0 },
  sign: 0,
  cells: new Map(),
  firstLines: [],
})
