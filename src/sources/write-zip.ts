import { Readable } from 'node:stream'
import yazl from 'yazl'
import type { Chunks } from '../model/dump.ts'

/** The oldest time that a zip can tell. The same files make the same zip, wherever and whenever. */
const NO_TIME = new Date(1980, 0, 1)
const TIMELESS = { mtime: NO_TIME, forceDosTimestamp: true }

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

/**
 * The same as a stream, of files of any size, none of them compressed: every byte of such a zip follows from its files, and
 * what they are can be seen in it. What a file throws ends the stream, and where the stream ends no file is read any more.
 */
export function zipStream(files: { path: string; bytes: number; open: () => Chunks }[]): Readable {
  const zip = new yazl.ZipFile()
  const out = zip.outputStream as Readable
  let file: Readable | undefined
  const fail = (error: Error) => void out.destroy(error)
  out.on('close', () => file?.destroy())
  zip.on('error', fail)
  for (const { path, bytes, open } of files)
    zip.addReadStreamLazy(path, { ...TIMELESS, compress: false, size: bytes }, (done) => {
      if (out.destroyed) return
      file = Readable.from(copied(open()), { objectMode: false, highWaterMark: 1024 * 1024 })
      file.on('error', fail)
      done(null, file)
    })
  zip.end()
  return out
}

/** Sources use their buffer again; a stream holds on to what it was given. */
async function* copied(chunks: Chunks): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk)
}
