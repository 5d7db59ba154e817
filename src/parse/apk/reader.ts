import { copyOf, joined } from '#platform/bytes.ts'
import type { Failure } from '../../model/dump.ts'
import { type FileFacts, noFacts, type Text } from '../file-facts.ts'
import { type EntryName, readEntry } from './entry.ts'

/** No app that a phone would install has more. */
const MAX_BYTES = 64 * 1024 ** 2

/** Keeps the bytes of one entry of an APK, and reads them when they are all there. */
export function entryReader({ path, optional }: Text, entry: EntryName, done: (facts: FileFacts) => void) {
  const chunks: Uint8Array[] = []
  let size = 0
  return {
    write(chunk: Uint8Array) {
      size += chunk.length
      if (size <= MAX_BYTES) chunks.push(copyOf(chunk))
    },
    end(failure?: Failure) {
      const { failure: unreadable, ...read } = readEntry(entry, joined(chunks), path)
      done({
        ...noFacts(),
        ...read,
        artifact: { path, kinds: [entry], encoding: 'binary', lineEnding: 'none', lines: 0, complete: true },
        optional,
        failure: failure ?? unreadable,
      })
    },
  }
}
