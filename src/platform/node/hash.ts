import { createHash } from 'node:crypto'

/** How SHA-256 is made of bytes that pass: `hex` is that of what came so far, in hexadecimal digits; more may come. */
export const hashing = async () => () => {
  const hash = createHash('sha256')
  return {
    update(bytes: Uint8Array) {
      hash.update(bytes)
    },
    hex: () => hash.copy().digest('hex'),
  }
}
