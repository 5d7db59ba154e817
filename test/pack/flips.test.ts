import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { addToPack, makePack, openPack } from '../../src/sources/pack/index.ts'
import type { Complaint } from '../../src/sources/pack/verify.ts'
import { newFolder } from '../folder.ts'

let folder: string
let pack: Buffer
let inner: Buffer
const at = '2026-11-24T14:20:03+08:00'
const tool = 'daicha 0.0.0'

beforeAll(async () => {
  folder = newFolder()
  writeFileSync(join(folder, 'package.txt'), 'Packages:\n  Package [com.example.kuaijie] (1):\n')
  // A zip in the zip has a directory, and an end, of its own.
  const texts = { readme: 'daicha-evidence/1\n', reports: [] }
  const other = { path: join(folder, 'inner.zip'), shown: 'inner.zip' }
  await makePack(other, { cwd: folder, inputs: ['package.txt'], id: 'DC-1', app: null, ...texts, at, tool })
  const place = { path: join(folder, 'pack.zip'), shown: 'pack.zip' }
  await makePack(place, { cwd: folder, inputs: ['package.txt'], id: 'DC-1', app: null, ...texts, at, tool })
  const open = await openPack(place)
  if (!open.pack || !open.manifest) throw new Error('no pack')
  const added = { cwd: folder, at, tool, by: '李', note: undefined }
  await addToPack(place, { ...open, pack: open.pack, manifest: open.manifest }, ['inner.zip'], added)
  pack = readFileSync(place.path)
  inner = readFileSync(other.path)
})

async function complaintsOf(bytes: Buffer): Promise<Complaint[]> {
  const path = join(folder, 'changed.zip')
  writeFileSync(path, bytes)
  const { complaints, close } = await openPack({ path, shown: 'changed.zip' })
  close()
  return complaints
}

test('a copy is unchanged', async () => {
  copyFileSync(join(folder, 'pack.zip'), join(folder, 'copy.zip'))
  expect(await complaintsOf(readFileSync(join(folder, 'copy.zip')))).toEqual([])
})

test('every byte counts: one that is changed, anywhere, is found', { timeout: 120_000 }, async () => {
  const missed: number[] = []
  const [from, to] = [pack.indexOf(inner), pack.indexOf(inner) + inner.length]
  for (let at = 0; at < pack.length; at++) {
    // Of a file, a few places stand for the rest; of the zip around it all are looked at.
    if (at >= from && at < to && at % 31 !== 0) continue
    const changed = Buffer.from(pack)
    // Another bit for each place: the lowest is unused in more places than the others.
    changed[at] = (changed[at] ?? 0) ^ (1 << ((at * 5 + 1) % 8))
    if ((await complaintsOf(changed)).length === 0) missed.push(at)
  }
  expect(pack.length).toBeGreaterThan(3000)
  expect(missed).toEqual([])
})

test('so is one that was cut off, or follows the end', async () => {
  const missed: number[] = []
  for (let length = 300; length < pack.length; length += 97)
    if ((await complaintsOf(pack.subarray(0, length))).length === 0) missed.push(length)
  expect(missed).toEqual([])
  expect(await complaintsOf(pack.subarray(0, -1))).not.toEqual([])
  expect(await complaintsOf(Buffer.concat([pack, Buffer.from('xyz')]))).toEqual([{ what: 'trailing', bytes: 3 }])
})

test('and its own end: that of a zip inside is not taken for it', async () => {
  const damaged = Buffer.from(pack)
  damaged.writeUInt32LE(0, pack.lastIndexOf('PK\x05\x06'))
  expect(await complaintsOf(damaged)).toEqual([{ what: 'unreadable' }])
})

test('and a comment of the zip', async () => {
  const commented = Buffer.concat([pack, Buffer.from('hello')])
  commented.writeUInt16LE(5, pack.length - 2)
  expect(await complaintsOf(commented)).toEqual([{ what: 'zip', at: pack.length - 2 }])
})
