import type { PlainFile } from '#platform/zip.ts'
import type { Chunks, Dump } from '../model/dump.ts'
import type { Budget } from './limits.ts'
import type { Sealer } from './sealer.ts'

/** A file, wherever it lies: in a folder, in an archive, on standard input. */
export interface Source {
  /** As a report names it, with the way in: `a.zip!inner.zip!package.txt`. */
  path: string
  /** Found in a folder or an archive, not named by the person. */
  optional: boolean
  isOpened?: true
  /** Archives that it lies in. */
  depth: number
  /** Of the outermost file. */
  seal: Sealer['seal']
  budget: Budget
  /** Where it can be read at any offset. */
  file?: PlainFile
  /** Its bytes, once. */
  open: () => Chunks
  /** Its bytes once more; absent where they flow by only once. */
  again?: () => Chunks
  /** The dumps in it, where it may be a document; absent where documents are texts like others. */
  document?: ((source: Source, head: Uint8Array, chunks: Chunks) => Iterable<Dump> | AsyncIterable<Dump>) | undefined
  /** What a zip holds, where it may be a document: a part of it may be read with another. */
  parts?: ((parts: Packed[]) => Packed[]) | undefined
}

/** What lies in a folder or an archive; the name is a path below it, with `/` between. */
export type Entry<Content> = { name: string } & (
  | { content: Content }
  /** Where a link of an archive points to. */
  | { link: string }
  /** What is never opened. */
  | { passedOver: true }
)

/** A file of an archive. */
export type Packed = Entry<Pick<Source, 'open' | 'again' | 'document'>>

/** Goes through what a folder or an archive holds. An entry is read before the next one is asked for. */
export type Walk = () => Iterable<Entry<() => Source>> | AsyncIterable<Entry<() => Source>>
