import { hashing } from '#platform/hash.ts'
import type { Seal } from '../model/dump.ts'

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

/** SHA-256 of bytes in a row, in hex. */
export async function sha256Of(...parts: Uint8Array[]): Promise<string> {
  const { pass, seal } = (await sealing())()
  for (const part of parts) pass(part)
  return seal().sha256
}
