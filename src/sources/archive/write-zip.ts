import yazl from 'yazl'

/** The oldest time that a zip can tell. The same files make the same zip, wherever and whenever. */
const TIMELESS = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true }

/** A zip of these files, in this order. */
export async function zipped(files: [name: string, bytes: Uint8Array][]): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  for (const [name, bytes] of files)
    zip.addBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), name, TIMELESS)
  zip.end()
  const parts: Buffer[] = []
  for await (const part of zip.outputStream) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}
