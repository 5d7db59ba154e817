import type { Failure } from '../model/dump.ts'
import type { DeviceSnapshot } from '../model/snapshot.ts'
import { type FileFacts, fileReader, type Text } from './file.ts'
import type { Interest } from './interest.ts'
import type { Skipped } from './section.ts'
import { snapshotOf } from './snapshot.ts'

export type { Interest } from './interest.ts'

/** Takes the texts of one phone, one after another, as chunks of bytes. */
export interface SnapshotReader {
  open: (text: Text) => {
    write: (chunk: Buffer) => void
    end: (failure?: Failure) => void
  }
  snapshot: () => DeviceSnapshot
}

/** Reads dumps of one phone. To read a new kind of dump: write its parser and name it in `file.ts`. */
export function snapshotReader(interest: Interest): SnapshotReader {
  const files: FileFacts[] = []
  const skipped: Skipped = new Map()
  return {
    open: (text) => fileReader(text, interest, skipped, (facts) => files.push(facts)),
    snapshot: () => snapshotOf(files, skipped, interest),
  }
}
