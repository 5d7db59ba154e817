import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** The browser's own SHA-256 wants all bytes at once. */
export async function hashing() {
  return () => {
    const hash = sha256.create()
    return {
      update(bytes: Uint8Array) {
        hash.update(bytes)
      },
      hex: () => bytesToHex(hash.clone().digest()),
    }
  }
}
