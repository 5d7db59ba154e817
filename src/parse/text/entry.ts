import { copyOf, joined } from '#platform/bytes.ts'
import { definedOnly } from '../../model/defined-only.ts'
import type { Failure } from '../../model/dump.ts'
import type { Artifact } from '../../model/phone/snapshot.ts'
import { type EntryName, readEntry } from '../apk/entry.ts'
import { LF } from '../lines/ascii.ts'
import { type FileFacts, noFacts, type Text } from './file-facts.ts'

/** No app that a phone would install has more. */
const MAX_BYTES = 64 * 1024 ** 2

/** Keeps the bytes of one entry of an APK, or of a summary, and reads them when they are all there. */
export function entryReader(
  { path, optional, capture, signers = [] }: Text,
  entry: EntryName,
  done: (facts: FileFacts) => void,
) {
  const chunks: Uint8Array[] = []
  let size = 0
  return {
    write(chunk: Uint8Array) {
      size += chunk.length
      if (size <= MAX_BYTES) chunks.push(copyOf(chunk))
    },
    end(failure?: Failure) {
      const bytes = joined(chunks)
      const { failure: unreadable, ...read } = readEntry(entry, bytes, path)
      done({
        ...noFacts(),
        ...read,
        ...(read.manifest && { manifest: { signers, ...read.manifest } }),
        artifact: { path, kinds: [entry], ...formOf(entry, bytes), complete: true },
        optional,
        failure: failure ?? unreadable,
        ...definedOnly({ capture }),
      })
    },
  }
}

const formOf = (entry: EntryName, bytes: Uint8Array): Pick<Artifact, 'encoding' | 'lineEnding' | 'lines'> =>
  entry === 'apk'
    ? { encoding: 'utf-8', lineEnding: 'lf', lines: bytes.filter((byte) => byte === LF).length }
    : { encoding: 'binary', lineEnding: 'none', lines: 0 }
