import { hashing } from '#platform/hash.ts'
import type { Chunks, Seal } from '../model/dump.ts'

/** Remembers the number and the hash of the bytes that pass. */
export interface Sealer {
  pass: (chunk: Uint8Array) => void
  seal: () => Seal
  bytes: () => number
}

/** How seals are made. */
export async function sealing(): Promise<() => Sealer> {
  const newHash = await hashing()
  return () => {
    const { update, hex } = newHash()
    let bytes = 0
    return {
      pass(chunk) {
        update(chunk)
        bytes += chunk.length
      },
      seal: () => ({ bytes, sha256: hex() }),
      bytes: () => bytes,
    }
  }
}

/** What a stream is made of; it is read to its end. */
export async function sealOf(chunks: Chunks): Promise<Seal> {
  const { pass, seal } = (await sealing())()
  for await (const chunk of chunks) pass(chunk)
  return seal()
}

/** SHA-256 of bytes in a row, in hex. */
export const sha256Of = async (...parts: Uint8Array[]): Promise<string> => (await sealOf(parts)).sha256
