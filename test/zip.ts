import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const DEFLATED = 8

/** Numbers in little-endian, each with its size in bytes. */
function record(...fields: [size: number, value: number][]): Buffer {
  return Buffer.concat(
    fields.map(([size, value]) => {
      const bytes = Buffer.alloc(size)
      bytes.writeUIntLE(value, 0, size)
      return bytes
    }),
  )
}

/** A zip of these files, deflated or `stored`, in this order (APPNOTE 6.3: local headers, central directory, end). */
export function zipOf(files: ReadonlyMap<string, Buffer>, { stored = [] }: { stored?: string[] } = {}): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [path, bytes] of files) {
    const name = Buffer.from(path)
    const isStored = stored.includes(path)
    const packed = isStored ? bytes : deflateRawSync(bytes)
    const sizes = record([4, crc32(bytes)], [4, packed.length], [4, bytes.length], [2, name.length], [2, 0])
    const about = Buffer.concat([record([2, 20], [2, 0], [2, isStored ? 0 : DEFLATED], [2, 0], [2, 0x21]), sizes])
    parts.push(record([4, LOCAL]), about, name, packed)
    directory.push(record([4, CENTRAL], [2, 20]), about, record([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), name)
    offset += 4 + about.length + name.length + packed.length
  }
  const central = Buffer.concat(directory)
  const count = files.size
  const end = record([4, END], [2, 0], [2, 0], [2, count], [2, count], [4, central.length], [4, offset], [2, 0])
  return Buffer.concat([...parts, central, end])
}

/** The bytes of one file of a zip that has no comment. */
export function entryOf(zip: Buffer, path: string): Buffer {
  const end = zip.length - 22
  if (zip.readUInt32LE(end) !== END) throw new Error('a zip, or one with a comment')
  for (let at = zip.readUInt32LE(end + 16); at < end; ) {
    const nameLength = zip.readUInt16LE(at + 28)
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === path) {
      const local = zip.readUInt32LE(at + 42)
      const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
      const packed = zip.subarray(from, from + zip.readUInt32LE(at + 20))
      return zip.readUInt16LE(at + 10) === DEFLATED ? inflateRawSync(packed) : packed
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  throw new Error(`no ${path} in the zip`)
}
