// Inflates the first entry of a zip whose name matches, a mebibyte at a time, and counts its bytes. Reads local headers
// only: no directory.
import { openSync, readSync } from 'node:fs'
import { createInflateRaw } from 'node:zlib'

const MIB = 1 << 20
const [path, wanted = '^bugreport-.*\\.txt$'] = process.argv.slice(2)
const pattern = new RegExp(wanted)
const file = openSync(path, 'r')

function entryFrom(at) {
  const header = Buffer.alloc(30)
  readSync(file, header, 0, 30, at)
  if (header.readUInt32LE(0) !== 0x04034b50) throw new Error(`no entry matches ${pattern}`)
  const name = Buffer.alloc(header.readUInt16LE(26))
  readSync(file, name, 0, name.length, at + 30)
  const start = at + 30 + name.length + header.readUInt16LE(28)
  const end = start + header.readUInt32LE(18)
  return pattern.test(name.toString()) ? { start, end } : entryFrom(end)
}

const { start, end } = entryFrom(0)
let count = 0
const inflate = createInflateRaw({ chunkSize: MIB })
  .on('data', (bytes) => {
    count += bytes.length
  })
  .on('end', () => console.log(count))

function feed(at) {
  if (at >= end) return inflate.end()
  const piece = Buffer.allocUnsafe(Math.min(MIB, end - at))
  readSync(file, piece, 0, piece.length, at)
  inflate.write(piece, () => feed(at + piece.length))
}
feed(start)
