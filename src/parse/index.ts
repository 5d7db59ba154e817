import { native } from '#platform/bytes.ts'
import type { Failure } from '../model/dump.ts'
import { entryName } from './apk/entry.ts'
import { unnamedApp } from './apk/unnamed.ts'
import type { Interest } from './interest.ts'
import { fileNameOf } from './path.ts'
import { sections } from './sections/index.ts'
import { phonesOf } from './snapshot/phones.ts'
import { snapshotOf } from './snapshot/snapshot.ts'
import { entryReader } from './text/entry.ts'
import { fileReader } from './text/file.ts'
import type { FileFacts, Text } from './text/file-facts.ts'

export { type Answer, answerReader, type Installed, nearness, readAnswer } from './answer.ts'
export { textsOf } from './apk/app.ts'
export { readResources } from './apk/arsc.ts'
export { UnreadableError } from './apk/chunk.ts'
export { firstPart, readLazily } from './apk/lazy-bytes.ts'
export { readManifest } from './apk/manifest.ts'
export { certificatesIn, MOST_SIGNED } from './apk/signing-block.ts'
export { type ReadPart, writeSummary } from './apk/summary.ts'
export { summaryFile } from './apk/unnamed.ts'
export type { Interest } from './interest.ts'
export { MOST_UNCLEAR } from './phone-limits.ts'
export type { Clock } from './sections/date.ts'
export { AGAIN } from './snapshot/ops-of-state.ts'
export { isSameSerial } from './snapshot/serials.ts'

/** How a phone is asked for what can be read. */
export const dumpCommands = sections.flatMap(({ asks = [] }) => asks)

/** The log of dumpstate lies beside a bug report and may name sections of it: one that holds nothing is no dump. */
const LOG = 'dumpstate_log.txt'
const withoutHeadings = (facts: FileFacts): FileFacts =>
  fileNameOf(facts.artifact.path) === LOG
    ? { ...facts, packages: facts.packages.filter(({ headers }) => headers > 0) }
    : facts

/**
 * Takes texts of phones, one after another, as chunks of bytes. To read a new kind of dump: write its parser and name
 * it in `sections/index.ts`. An app whose manifest was read is one that was asked for, in the dumps that come after it;
 * so is one whose manifest should have been read, because what it may read decides how much its missing name leaves
 * open.
 */
export function snapshotReader(interest: Interest) {
  const files: FileFacts[] = []
  const named = new Set<string>()
  const overlooked = new Set<string>()
  const all: Interest = {
    ...interest,
    wanted: (name, seen) => named.has(name) || interest.wanted(name, seen),
    missed: (name, seen) => named.has(name) || interest.missed(name, seen),
  }
  const keep = (facts: FileFacts) => {
    const one = facts.manifest ?? unnamedApp(facts)
    if (one && !all.wanted(one.packageName) && files.some(({ packages }) => packages.length > 0))
      overlooked.add(one.packageName)
    if (one) named.add(one.packageName)
    files.push(withoutHeadings(facts))
  }
  return {
    open(text: Text) {
      let reader: ReturnType<typeof fileReader> | undefined
      const open = (head: Uint8Array) => {
        const entry = entryName(text.path, head)
        return entry === undefined ? fileReader(text, all, keep) : entryReader(text, entry, keep)
      }
      return {
        write(chunk: Uint8Array) {
          const bytes = native(chunk)
          reader ??= open(bytes)
          reader.write(bytes)
        },
        end: (failure?: Failure) => ((!failure?.untrue && reader) || open(new Uint8Array())).end(failure),
      }
    },
    /** Apps whose manifests came behind a dump that had passed over them. */
    overlooked: () => [...overlooked],
    /** One for each phone that the texts come from. */
    snapshots: () => phonesOf(files).map((phone) => snapshotOf(phone, all, interest.missed)),
  }
}
