import { createHash } from 'node:crypto'
import type { Seal } from '../model/dump.ts'

/** Remembers the number and the hash of the bytes that pass. */
export interface Sealer {
  pass: (chunk: Buffer) => void
  seal: () => Seal
  bytes: () => number
}

/** node's crypto takes longer to load than help takes to print: load this file when something is read. */
export function sealer(): Sealer {
  const hash = createHash('sha256')
  let bytes = 0
  return {
    pass(chunk) {
      hash.update(chunk)
      bytes += chunk.length
    },
    seal: () => ({ bytes, sha256: hash.copy().digest('hex') }),
    bytes: () => bytes,
  }
}
