import { Readable } from 'node:stream'
import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import yazl from 'yazl'
import { type Stored, storedZip } from '../../src/sources/archive/stored-zip.ts'

const stored = (path: string, ...chunks: Uint8Array[]): Stored => ({
  path,
  bytes: chunks.reduce((sum, { length }) => sum + length, 0),
  open: () => chunks,
})

async function bytesOf(files: Stored[]): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of storedZip(files)) parts.push(part)
  return Buffer.concat(parts)
}

/** What the library writes, whose packs there are. */
async function byLibrary(files: Stored[]): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  const options = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true, compress: false }
  for (const { path, bytes, open } of files) {
    const content = Buffer.concat([...(open() as Iterable<Uint8Array>)])
    zip.addReadStreamLazy(path, { ...options, size: bytes }, (done) =>
      done(null, Readable.from([content], { objectMode: false })),
    )
  }
  zip.end()
  const parts: Buffer[] = []
  for await (const part of zip.outputStream) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}

describe('a zip whose files are not compressed', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 9 }).map((text) => text.replace(/[\\/:.]/g, '_'))
  const chunks = fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 3 })
  property.prop([fc.uniqueArray(fc.tuple(name, chunks), { maxLength: 5, selector: ([path]) => path })], {
    numRuns: 50,
  })('is, byte for byte, that of a library', async (all) => {
    const files = all.map(([path, parts]) => stored(`raw/${path}`, ...parts))
    expect((await bytesOf(files)).equals(await byLibrary(files))).toBe(true)
  })

  test('is refused where a file has another size than it says', async () => {
    await expect(bytesOf([{ ...stored('a', Buffer.from('it')), bytes: 3 }])).rejects.toThrow('2 of 3 bytes')
  })
})
