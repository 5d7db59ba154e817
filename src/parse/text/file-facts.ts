import type { Dump, Failure } from '../../model/dump.ts'
import type { Artifact } from '../../model/phone/snapshot.ts'
import type { Resources } from '../apk/arsc.ts'
import type { ApkManifest } from '../apk/manifest.ts'
import type { Form } from '../lines/form.ts'
import { noSections, type Section } from '../sections/index.ts'
import type { Cells } from '../signs/cells.ts'
import type { Found } from '../signs/seeker.ts'

export type { Taken } from '../sections/index.ts'

/** A text to be read: where it is from, and the command that printed it, where that is known. */
export type Text = Pick<Dump, 'path' | 'optional' | 'isOpened' | 'command' | 'capture' | 'signers'>

/** Everything that one text says. */
export interface FileFacts extends ReturnType<typeof noFacts> {
  artifact: Artifact
  optional: boolean
  /** The command that printed it, where that is known. */
  command?: string[]
  /** The capture that the text belongs to. */
  capture?: string
  isOpened?: true | undefined
  /** As what the whole of it is packed. */
  packed?: string | undefined
  failure: Failure | undefined
  /** It may be of another phone. */
  stray?: true
}

/** What is said in a text; to begin with, nothing. */
export const noFacts = () => ({
  ...noSections(),
  /** Of the phone, in the head of a bug report. */
  fingerprint: undefined as string | undefined,
  /** Of an APK. */
  manifest: undefined as ApkManifest | undefined,
  resources: undefined as Resources | undefined,
  doubledReturns: 0,
  /** Lines of records were not as Android prints them, and were read by a guess. */
  repaired: false,
  garbled: false,
  form: 'text' as Form,
  /** Mentions of the permission to read contacts that no reader could give to anybody, and the line of the first. */
  unexplained: { count: 0, line: 0 },
  sign: 0,
  carriesPacked: undefined as Found['carriesPacked'],
  /** What may be names of apps in what nobody reads, and the lines of the first of each. */
  cells: new Map() as Cells,
  /** It holds more dumps than any phone prints; the rest was not read. */
  isCutShort: false,
  /** What ended before all was printed. */
  cutIn: undefined as Section | undefined,
  /** The first lines that hold text: what an error message shows. */
  firstLines: [] as string[],
})
