import type { Seal } from '../model/dump.ts'

export type Chunks = Iterable<Buffer> | AsyncIterable<Buffer>

export const isGzip = (head: Buffer) => head[0] === 0x1f && head[1] === 0x8b
export const isZip = (head: Buffer) => head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5)

/** Remembers the number and the hash of the bytes that pass. */
export interface Sealer {
  pass: (chunk: Buffer) => void
  seal: () => Seal
}

/** Makes sealers; node's crypto takes longer to load than help takes to print, so it waits until a file is read. */
export async function sealing(): Promise<() => Sealer> {
  const { createHash } = await import('node:crypto')
  return () => {
    const hash = createHash('sha256')
    let bytes = 0
    return {
      pass(chunk) {
        hash.update(chunk)
        bytes += chunk.length
      },
      seal: () => ({ bytes, sha256: hash.copy().digest('hex') }),
    }
  }
}
