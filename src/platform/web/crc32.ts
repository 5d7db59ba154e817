/** Remainders of a byte, by the polynomial of ISO 3309. */
const REMAINDERS = Int32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1
  return rest
})

export function crc32(bytes: Uint8Array, before = 0): number {
  let rest = ~before
  for (let at = 0; at < bytes.length; at++)
    rest = (rest >>> 8) ^ (REMAINDERS[(rest ^ (bytes[at] as number)) & 0xff] as number)
  return ~rest >>> 0
}
