import type { ProblemPlaces } from './word-keys.ts'

/** The bytes of a text or a file, in order. */
export type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>

/** What a file turned out to be made of, once it has been read to its end. */
export interface Seal {
  bytes: number
  sha256: string
}

/** Why a text could not be read, or not to its end: a problem code and the values for its words. */
export interface Failure {
  code: keyof ProblemPlaces
  params: Record<string, string>
  /** False where the audit is whole without it. */
  incomplete?: boolean
  /** What was read is not what was once packed: nothing of it counts. */
  untrue?: boolean
}

/**
 * One text as the platform printed it, with where it came from. `chunks` may be walked once and reuses its buffer: a
 * reader copies what it keeps. It never throws what a person could act on: that is `failure`, known after the walk, so
 * that what came before it is not lost. `seal` is of the original bytes of the outer file.
 */
export interface Dump {
  path: string
  /** Found in a folder or an archive, not named by the person: it may be something else altogether. */
  optional: boolean
  /** The command that printed it, where the source knows; otherwise the content tells what it is. */
  command?: string[]
  /** The capture that it belongs to: all that one holds was read from one phone in one go. */
  capture?: string
  /** It stood in the archive whose name it bears. */
  isOpened?: true | undefined
  /** Of an APK: SHA-256 of its signing certificates, in hex; none where they were not found. */
  signers?: string[]
  chunks: () => Chunks
  seal: () => Seal
  failure: () => Failure | undefined
}

/** Dumps, one after another. */
export type Dumps = (Iterable<Dump> | AsyncIterable<Dump>) & {
  /** They are read anew each time that they are gone through. Absent: once only. */
  rereadable?: boolean
}
