import { copyOf, joined, ofText, type Whole } from '#platform/bytes.ts'
import { crc32 } from '#platform/inflate.ts'
import type { Chunks } from '../../model/dump.ts'
import { CENTRAL, DESCRIPTOR, END, END64, LOCAL, LOCATOR } from '../../platform/zip-marks.ts'

/** A file that is put into a zip: its place, its size and its bytes. */
export interface Stored {
  path: string
  bytes: number
  open: () => Chunks
  /** Stands for the bytes in the zip, once they were looked at. */
  whole?: Whole
}

/** Unix, and version 6.3 of APPNOTE. */
const MADE_BY = 0x33f
const NEEDED = 20
const NEEDED64 = 45
/** Names are UTF-8, and sizes follow the bytes. */
const FLAGS = 0x808
/** 1 January 1980, the oldest time that a zip can tell: the same files make the same zip, wherever and whenever. */
const TIME = 0x210000
const MODE = 0o100664 * 0x10000
const MOST = 0xffffffff
const MOST_FILES = 0xffff

/**
 * A zip of these files, in this order and none of them compressed, as APPNOTE 6.3.10 describes it: every byte of it
 * follows from its files, and what they are can be seen in it. Files may be of any size.
 *
 * @throws what a file throws, and where it has another size than it says
 */
export async function* storedZip(files: Stored[]): AsyncGenerator<Uint8Array | Whole> {
  const directory: Uint8Array[] = []
  let at = 0
  for (const { path, bytes, open, whole } of files) {
    const name = ofText(path)
    yield joined([
      numbers([4, LOCAL], [2, NEEDED], [2, FLAGS], [2, 0], [4, TIME], [4, 0], [8, 0], [2, name.length], [2, 0]),
      name,
    ])
    let crc = 0
    let size = 0
    for await (const chunk of open()) {
      crc = crc32(chunk, crc)
      size += chunk.length
      // Sources use their buffer again; who takes the zip may hold on to it.
      if (whole === undefined) yield copyOf(chunk)
    }
    if (size !== bytes) throw new RangeError(`${size} of ${bytes} bytes: ${path}`)
    if (whole !== undefined) yield whole
    const isLarge = bytes >= MOST || at >= MOST
    const width = isLarge ? 8 : 4
    const descriptor = numbers([4, DESCRIPTOR], [4, crc], [width, bytes], [width, bytes])
    yield descriptor
    const extra = isLarge ? numbers([2, 1], [2, 24], [8, bytes], [8, bytes], [8, at]) : new Uint8Array()
    const [stated, place] = isLarge ? [MOST, MOST] : [bytes, at]
    directory.push(
      numbers([4, CENTRAL], [2, MADE_BY], [2, isLarge ? NEEDED64 : NEEDED], [2, FLAGS], [2, 0], [4, TIME], [4, crc]),
      numbers([4, stated], [4, stated], [2, name.length], [2, extra.length], [6, 0], [4, MODE], [4, place]),
      name,
      extra,
    )
    at += 30 + name.length + bytes + descriptor.length
  }
  const central = joined(directory)
  yield central
  const count = files.length
  if (count >= MOST_FILES || central.length >= MOST || at >= MOST)
    yield joined([
      numbers([4, END64], [8, 44], [2, MADE_BY], [2, NEEDED64], [8, 0]),
      numbers([8, count], [8, count], [8, central.length], [8, at]),
      numbers([4, LOCATOR], [4, 0], [8, at + central.length], [4, 1]),
    ])
  const few = Math.min(count, MOST_FILES)
  yield joined([
    numbers([4, END], [4, 0], [2, few], [2, few]),
    numbers([4, Math.min(central.length, MOST)], [4, Math.min(at, MOST)], [2, 0]),
  ])
}

/** Numbers with the lowest byte first, each in so many bytes. */
function numbers(...fields: (readonly [bytes: number, value: number])[]): Uint8Array {
  const all: number[] = []
  for (const [bytes, value] of fields)
    for (let n = 0, rest = value; n < bytes; n++, rest = Math.floor(rest / 256)) all.push(rest % 256)
  return Uint8Array.from(all)
}
