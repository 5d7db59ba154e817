import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UnreadableError } from '../../src/parse/apk/chunk.ts'
import { type Apk, openApk, type ReadRange, readApkFile } from '../../src/sources/archive/apk.ts'
import { newFolder } from '../folder.ts'
import { zipOf } from '../zip.ts'

const manifest = Buffer.from('the manifest '.repeat(50))
const resources = Buffer.from('the resources '.repeat(50))
/** Does not compress. */
const dex = randomBytes(300_000)
const apk = zipOf(
  new Map([
    ['classes.dex', dex],
    ['AndroidManifest.xml', manifest],
    ['resources.arsc', resources],
    ['assets/AndroidManifest.xml', Buffer.from('another')],
  ]),
)
const END = 22

/** Reads ranges of these bytes, and remembers which. */
function ranges(bytes: Buffer): { read: ReadRange; asked: [number, number][] } {
  const asked: [number, number][] = []
  const read: ReadRange = async (offset, length) => {
    asked.push([offset, length])
    return bytes.subarray(offset, offset + length)
  }
  return { read, asked }
}

/** Both files of an APK far away, whole. */
async function readApk(read: ReadRange, size: number): Promise<Apk['files']> {
  const { manifest, resources } = await openApk(read, size, (all) => all)
  const texts = await resources?.()
  return { 'AndroidManifest.xml': manifest, ...(texts && { 'resources.arsc': await texts.read(0, texts.size) }) }
}

const readBytes = (bytes: Buffer) => readApk(ranges(bytes).read, bytes.length)
const refused = (bytes: Buffer) => expect(readBytes(bytes)).rejects.toBeInstanceOf(UnreadableError)

/** A copy with some numbers of its central directory entry changed; `at` is from the start of the entry. */
function altered(name: string, ...changes: [at: number, value: number, size: 2 | 4][]): Buffer {
  const copy = Buffer.from(apk)
  const directory = copy.readUInt32LE(copy.length - END + 16)
  const entry = copy.indexOf(name, directory) - 46
  for (const [at, value, size] of changes) copy.writeUIntLE(value, entry + at, size)
  return copy
}

describe('an APK by ranges', () => {
  test('gives its two files, without the code being read', async () => {
    const big = zipOf(
      new Map([
        ['padding', dex],
        ['classes.dex', dex],
        ['AndroidManifest.xml', manifest],
      ]),
    )
    const { read, asked } = ranges(big)
    expect(await readApk(read, big.length)).toEqual({ 'AndroidManifest.xml': manifest })
    expect(asked.reduce((sum, [, length]) => sum + length, 0)).toBeLessThan(big.length / 2)
    expect(big.length).toBeGreaterThan(500_000)
  })

  test('gives the resources, where it has them', async () => {
    expect(await readBytes(apk)).toEqual({ 'AndroidManifest.xml': manifest, 'resources.arsc': resources })
  })

  test('has a comment at its end', async () => {
    const comment = Buffer.from('PK\u0005\u0006 is the mark of an end'.padEnd(60_000))
    const copy = Buffer.concat([apk, comment])
    copy.writeUInt16LE(comment.length, apk.length - 2)
    expect(await readBytes(copy)).toEqual({ 'AndroidManifest.xml': manifest, 'resources.arsc': resources })
  })

  test('is read as Android reads it: any other method is stored, and the mark of encryption says nothing', async () => {
    const stored = Buffer.from(apk)
    const directory = stored.readUInt32LE(stored.length - END + 16)
    const entry = stored.indexOf('AndroidManifest.xml', directory) - 46
    const local = stored.readUInt32LE(entry + 42)
    // Put the manifest as it is over the code, which nobody reads.
    const name = 'AndroidManifest.xml'
    apk.copy(stored, 0, local, local + 30 + name.length)
    manifest.copy(stored, 30 + name.length)
    stored.writeUInt16LE(1, entry + 8)
    stored.writeUInt16LE(0x1234, entry + 10)
    stored.writeUInt32LE(0, entry + 42)
    expect((await readBytes(stored))['AndroidManifest.xml']).toEqual(manifest)
  })
})

describe('an APK that cannot be read is refused', () => {
  test('cut at any byte', async () => {
    const small = zipOf(
      new Map([
        ['AndroidManifest.xml', manifest],
        ['resources.arsc', resources],
      ]),
    )
    for (let length = 0; length < small.length; length++) await refused(small.subarray(0, length))
  })

  test.each<[string, Buffer]>([
    ['a zip without a manifest', zipOf(new Map([['classes.dex', dex]]))],
    ['a manifest with another checksum', altered('AndroidManifest.xml', [16, 0, 4])],
    ['a manifest that says it is shorter', altered('AndroidManifest.xml', [24, 10, 4])],
    ['a manifest that says it is longer', altered('AndroidManifest.xml', [24, 10_000, 4])],
    ['a manifest of two gigabytes', altered('AndroidManifest.xml', [24, 0x7fffffff, 4])],
    ['a manifest behind the directory', altered('AndroidManifest.xml', [42, apk.length - END, 4])],
    ['a manifest where no entry begins', altered('AndroidManifest.xml', [42, 1, 4])],
    ['a manifest that runs into the directory', altered('AndroidManifest.xml', [20, apk.length, 4])],
  ])('%s', async (_, bytes) => refused(bytes))

  test('a manifest that the directory names twice', async () => {
    const one = zipOf(
      new Map([
        ['AndroidManifest.xml', manifest],
        ['AndroidManifest.xmx', manifest],
      ]),
    )
    const directory = one.readUInt32LE(one.length - END + 16)
    one.write('AndroidManifest.xml', one.indexOf('AndroidManifest.xmx', directory))
    await refused(one)
  })

  test.each([
    ['count', 10, 0xffff, 2],
    ['size', 12, 0xffffffff, 4],
    ['place', 16, 0xffffffff, 4],
  ])('a zip64 by its %s, and it says so', async (_, at, value, size) => {
    const copy = Buffer.from(apk)
    copy.writeUIntLE(value, copy.length - END + at, size)
    await expect(readBytes(copy)).rejects.toThrow(/zip64/)
  })

  test('a zip64 by the locator before its end', async () => {
    const locator = Buffer.alloc(20)
    locator.write('PK\u0006\u0007', 'latin1')
    const copy = Buffer.concat([apk.subarray(0, apk.length - END), locator, apk.subarray(apk.length - END)])
    await expect(readBytes(copy)).rejects.toThrow(/zip64/)
  })

  test('a file that gets shorter while it is read', async () => {
    const { read } = ranges(apk)
    await expect(readApk(read, apk.length + 1)).rejects.toBeInstanceOf(UnreadableError)
  })

  test('any bytes changed: the right files, or a refusal', async () => {
    const small = zipOf(
      new Map([
        ['AndroidManifest.xml', manifest],
        ['resources.arsc', resources],
      ]),
    )
    const change = fc.array(fc.tuple(fc.nat(small.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(change, async (changed) => {
        const copy = Buffer.from(small)
        for (const [at, byte] of changed) copy[at] = byte
        try {
          expect((await readBytes(copy))['AndroidManifest.xml']).toEqual(manifest)
        } catch (error) {
          if (!(error instanceof UnreadableError)) throw error
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('what the reading of a range throws stays what it is', async () => {
    const unplugged = new Error('unplugged')
    await expect(readApk(() => Promise.reject(unplugged), 1000)).rejects.toBe(unplugged)
  })
})

describe('an APK of this computer', () => {
  const folder = newFolder()
  const saved = (name: string, bytes: Buffer) => {
    writeFileSync(join(folder, name), bytes)
    return readApkFile(join(folder, name), name)
  }

  test('whatever it is called', async () => {
    const files = { 'AndroidManifest.xml': manifest, 'resources.arsc': resources }
    expect(await saved('download', apk)).toEqual({ files, signers: [] })
  })

  test('any other zip is none, and a text is none', async () => {
    expect(await saved('dumps.apk', zipOf(new Map([['package.txt', manifest]])))).toBeUndefined()
    expect(await saved('package.txt', manifest)).toBeUndefined()
    expect(await saved('empty', Buffer.alloc(0))).toBeUndefined()
  })

  test('a damaged manifest is E311; a file that is not there E301', async () => {
    await expect(saved('b.apk', altered('AndroidManifest.xml', [16, 0, 4]))).rejects.toMatchObject({
      code: 'E311',
      params: { file: 'b.apk' },
    })
    await expect(readApkFile(join(folder, 'none.apk'), 'none.apk')).rejects.toMatchObject({
      code: 'E301',
      params: { file: 'none.apk', detail: 'ENOENT' },
    })
  })
})
