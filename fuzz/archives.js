/** Archives of files by path, small and without a library, because those of the program itself are what is tried. */
import { crc32, deflateRawSync } from 'node:zlib'

const numbers = (...fields) =>
  Buffer.concat(
    fields.map(([size, value]) => {
      const bytes = Buffer.alloc(size)
      bytes.writeUIntLE(value, 0, size)
      return bytes
    }),
  )
const DEFLATED = 8
const UTF8_NAMES = 0x800

/** A zip (APPNOTE 4.3.7, 4.3.12, 4.3.16). */
export function zipOf(files) {
  const [parts, directory] = [[], []]
  let at = 0
  for (const [path, bytes] of files) {
    const [name, packed] = [Buffer.from(path), deflateRawSync(bytes)]
    const about = numbers(
      [2, 20],
      [2, UTF8_NAMES],
      [2, DEFLATED],
      [2, 0],
      [2, 0x21],
      [4, crc32(bytes)],
      [4, packed.length],
      [4, bytes.length],
      [2, name.length],
      [2, 0],
    )
    parts.push(numbers([4, 0x04034b50]), about, name, packed)
    directory.push(numbers([4, 0x02014b50], [2, 20]), about, numbers([6, 0], [4, 0], [4, at]), name)
    at += 4 + about.length + name.length + packed.length
  }
  const central = Buffer.concat(directory)
  const end = numbers([4, 0x06054b50], [4, 0], [2, files.size], [2, files.size], [4, central.length], [4, at], [2, 0])
  return Buffer.concat([...parts, central, end])
}

/** A tar (POSIX ustar): blocks of 512 bytes, and two empty ones at the end. */
export function tarOf(files) {
  const octal = (value, size) =>
    value
      .toString(8)
      .padStart(size - 1, '0')
      .concat('\0')
  const blocks = [...files].flatMap(([path, bytes]) => {
    const head = Buffer.alloc(512)
    head.write(path, 0)
    head.write(octal(0o644, 8) + octal(0, 8) + octal(0, 8) + octal(bytes.length, 12) + octal(0, 12), 100)
    head.write(' '.repeat(8), 148)
    head.write('0', 156)
    head.write('ustar\x0000', 257)
    head.write(
      `${octal(
        head.reduce((sum, byte) => sum + byte, 0),
        7,
      )} `,
      148,
    )
    return [head, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}
