import { copyOf, joined } from '#platform/bytes.ts'
import { AuditError } from '../errors.ts'
import type { Chunks } from '../model/dump.ts'

/** Files that an archive may hold, those of the archives in it counted too. A bug report has some hundreds. */
const MAX_ENTRIES = 10_000
/** Archives in archives. */
const MAX_DEPTH = 8
/** Bytes of one text, and of everything that comes out of an archive. */
const MAX_BYTES = 2 * 1024 ** 3
/** Bug reports shrink to a thirtieth, dumps of many apps that are alike to a sixtieth. */
const MAX_RATIO = 100
/** Small texts compress well by nature; the ratio counts beyond this. */
const RATIO_FROM = 4 * 1024 ** 2
/** No line of a dump comes near: what has none for so long is endless, or no text. */
const LONGEST_LINE = 256 * 1024 ** 2
/** What can only be read at any place, and comes as a stream, is held in memory up to this. */
const MAX_HELD = 128 * 1024 ** 2

const UNITS = [
  ['GiB', 1024 ** 3],
  ['MiB', 1024 ** 2],
] as const

/** A limit as it is told. */
export function sizeOf(bytes: number): string {
  const [unit, size] = UNITS.find(([, size]) => bytes >= size) ?? ['KiB', 1024]
  return `${bytes / size} ${unit}`
}

/** What may come out of one file that a person named, or that lies in a folder: all archives in it share it. */
export type Budget = ReturnType<typeof budgetOf>

/** @param packed bytes of the file that have been read so far */
export function budgetOf(file: string, packed: () => number) {
  let count = 0
  let total = 0
  let isSpent = false
  const refuse = (limit: string) => {
    isSpent = true
    throw new AuditError('E309', { file, limit })
  }
  return {
    /** Something was refused: nothing more of this file is opened. */
    spent: () => isSpent,
    /** @throws AuditError E309 when there are more files than there may be */
    entries(more: number) {
      count += more
      if (count > MAX_ENTRIES) refuse(String(MAX_ENTRIES))
    },
    /** @throws AuditError E309 where archives are packed into one another without an end */
    depth(depth: number) {
      if (depth > MAX_DEPTH) refuse(String(MAX_DEPTH))
    },
    /**
     * Counts what one stream takes in and gives out, or says that it will; what is read a second time counts once.
     *
     * @throws AuditError E309
     */
    meter() {
      let counted = 0
      return (taken: number, expanded: number, stated = expanded) => {
        total += Math.max(0, expanded - counted)
        counted = Math.max(counted, expanded)
        if (total > MAX_BYTES) refuse(sizeOf(MAX_BYTES))
        const swells = (from: number, to: number) => to > RATIO_FROM && to > from * MAX_RATIO
        if (swells(taken, stated) || swells(packed(), total)) refuse(`${MAX_RATIO} : 1`)
      }
    },
  }
}

/** Looks at the chunks of a text as they pass. @throws AuditError E336 for one without an end, or without lines */
export function endWatch(file: string): (chunk: Uint8Array) => void {
  let bytes = 0
  let sinceLine = 0
  return (chunk) => {
    bytes += chunk.length
    const last = chunk.lastIndexOf(0x0a)
    sinceLine = last === -1 ? sinceLine + chunk.length : chunk.length - last
    if (bytes > MAX_BYTES) throw new AuditError('E336', { file, limit: sizeOf(MAX_BYTES) })
    if (sinceLine > LONGEST_LINE) throw new AuditError('E336', { file, limit: sizeOf(LONGEST_LINE) })
  }
}

/** A stream as a whole. @throws AuditError E337 for what is too large to be held */
export async function held(chunks: Chunks, file: string, limit = MAX_HELD): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > limit) throw new AuditError('E337', { file, limit: sizeOf(limit) })
    parts.push(copyOf(chunk))
  }
  return joined(parts)
}
