const BLOCK = 512

export interface TarEntry {
  name: string
  bytes?: Buffer | string
  /** As in the header: `0` a file, `2` a symbolic link, `5` a folder, `6` a pipe. */
  type?: string
  link?: string
}

/** A tar of these entries (POSIX `ustar`), closed by two blocks of zeros; names beyond 100 bytes as GNU writes them. */
export function tarOf(entries: TarEntry[]): Buffer {
  const parts = entries.flatMap(({ name, bytes = '', type = '0', link = '' }) => {
    const content = Buffer.from(bytes)
    const long = Buffer.byteLength(name) > 100
    const heading = long ? [header('././@LongLink', name.length + 1, 'L'), padded(Buffer.from(`${name}\0`))] : []
    return [...heading, header(name.slice(0, 100), content.length, type, link), padded(content)]
  })
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)])
}

function header(name: string, size: number, type: string, link = ''): Buffer {
  const block = Buffer.alloc(BLOCK)
  block.write(name, 0)
  block.write('0000644\0', 100)
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  block.write('        ', 148)
  block.write(type, 156)
  block.write(link, 157)
  block.write('ustar\x0000', 257)
  const sum = block.reduce((all, byte) => all + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)])
