import { closeSync, openSync, writeSync } from 'node:fs'
import { Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'

/** Buffers of about a megabyte from texts of any length. */
function* buffers(texts) {
  let held = ''
  for (const text of texts) {
    held += text
    if (held.length < 1 << 20) continue
    yield Buffer.from(held)
    held = ''
  }
  yield Buffer.from(held)
}

export function writeText(path, texts) {
  const file = openSync(path, 'w')
  for (const bytes of buffers(texts)) writeSync(file, bytes)
  closeSync(file)
}

/**
 * Writes a zip of `[name, texts]` entries: local headers with sizes, then the directory.
 * The fields are those of APPNOTE.TXT 4.3.7 and 4.3.12, without zip64.
 */
export async function writeZip(path, entries) {
  const file = openSync(path, 'w')
  const directory = []
  let at = 0
  for (const [name, texts] of entries) {
    const start = at
    at += 30 + name.length
    const facts = { name, check: 0, size: 0, packed: 0, start }
    const deflate = Readable.from(counted(buffers(texts), facts)).compose(createDeflateRaw())
    for await (const bytes of deflate) at += writeSync(file, bytes, 0, bytes.length, at)
    facts.packed = at - start - 30 - name.length
    const header = localHeader(facts)
    writeSync(file, header, 0, header.length, start)
    directory.push(directoryEntry(facts))
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  const tail = Buffer.concat([list, end])
  writeSync(file, tail, 0, tail.length, at)
  closeSync(file)
}

function* counted(chunks, facts) {
  for (const bytes of chunks) {
    facts.check = crc32(bytes, facts.check)
    facts.size += bytes.length
    yield bytes
  }
}

const deflated = 8
const firstOfMarch2024 = ((2024 - 1980) << 9) | (3 << 5) | 1

/** Version needed, flags, method, time, date, crc, both sizes, name length, extra length: the same in both headers. */
function shared({ name, check, size, packed }) {
  const bytes = Buffer.alloc(26)
  bytes.writeUInt16LE(20, 0)
  bytes.writeUInt16LE(deflated, 4)
  bytes.writeUInt16LE(firstOfMarch2024, 8)
  bytes.writeUInt32LE(check, 10)
  bytes.writeUInt32LE(packed, 14)
  bytes.writeUInt32LE(size, 18)
  bytes.writeUInt16LE(name.length, 22)
  return bytes
}

const localHeader = (facts) => Buffer.concat([Buffer.from('PK\x03\x04'), shared(facts), Buffer.from(facts.name)])

function directoryEntry(facts) {
  const where = Buffer.alloc(14)
  where.writeUInt32LE(facts.start, 10)
  return Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), shared(facts), where, Buffer.from(facts.name)])
}
