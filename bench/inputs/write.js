import { closeSync, createWriteStream, openSync, writeSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import yazl from 'yazl'

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

/** Writes a zip of `[name, texts]` entries. */
export async function writeZip(path, entries) {
  const zip = new yazl.ZipFile()
  for (const [name, texts] of entries)
    zip.addBuffer(Buffer.concat([...buffers(texts)]), name, { mtime: new Date(2024, 2, 1), forceDosTimestamp: true })
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
}
