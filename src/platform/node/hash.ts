/**
 * How SHA-256 is made of bytes that pass: `hex` is that of what came so far, in hexadecimal digits; more may come.
 * Node's crypto takes longer to load than help takes to print: it is loaded when something is read.
 */
export async function hashing() {
  const { createHash } = await import('node:crypto')
  return () => {
    const hash = createHash('sha256')
    return {
      update(bytes: Uint8Array) {
        hash.update(bytes)
      },
      hex: () => hash.copy().digest('hex'),
    }
  }
}
