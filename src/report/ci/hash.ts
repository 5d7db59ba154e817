import { ofText } from '#platform/bytes.ts'
/** FNV-1a, 64 bits, 16 hexadecimal digits: an id for machines that want one of fixed length. It protects nothing. */
export function hash(text: string): string {
  let value = 0xcbf29ce484222325n
  for (const byte of ofText(text)) value = ((value ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn
  return value.toString(16).padStart(16, '0')
}
