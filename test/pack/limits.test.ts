import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openZip } from '../../src/platform/node/zip.ts'
import { type Stored, storedZip } from '../../src/sources/archive/stored-zip.ts'
import { newFolder } from '../folder.ts'

const stored = (path: string, ...chunks: Uint8Array[]): Stored => ({
  path,
  bytes: chunks.reduce((sum, { length }) => sum + length, 0),
  open: () => chunks,
})

test('a zip has more files than two bytes can count', async () => {
  const files = Array.from({ length: 65_536 }, (_, n) => stored(`${n}`))
  const parts: Uint8Array[] = []
  for await (const part of storedZip(files)) parts.push(part)
  const zip = await openZip({ bytes: Buffer.concat(parts) })
  expect((await zip.entries()).length).toBe(65_536)
})

test('a zip holds files that are larger, and lie further in, than four bytes can tell', async () => {
  const folder = newFolder()
  const path = join(folder, 'large.zip')
  const fd = openSync(path, 'w')
  const piece = new Uint8Array(1024 ** 2)
  const large = stored('large', ...Array(4097).fill(piece))
  let at = 0
  for await (const part of storedZip([large, stored('behind', Buffer.from('it'))])) {
    // What is all zeros is left out: the file system reads it as such.
    if (part.length !== piece.length) writeSync(fd, part, 0, part.length, at)
    at += part.length
  }
  ftruncateSync(fd, at)
  closeSync(fd)
  const zip = await openZip({ file: path })
  const [first, second] = await zip.entries()
  expect([first?.size, first?.packed, second?.size]).toEqual([large.bytes, large.bytes, 2])
  expect(second?.offset).toBeGreaterThan(2 ** 32)
  const parts: Uint8Array[] = []
  for await (const part of second?.content() ?? []) parts.push(part)
  expect(Buffer.concat(parts).toString()).toBe('it')
  zip.close()
})
