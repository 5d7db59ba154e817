// What the rooms ask of bytes beyond `Uint8Array`, as Node does it: all bytes of a run are `Buffer`s, whose methods are
// native.

/** What is handed on as a whole, without its bytes: Node has no such thing. */
export type Whole = never

export const ofText = (text: string): Uint8Array => Buffer.from(text)

/** The same bytes as this platform's kind. */
export const native = (bytes: Uint8Array): Uint8Array =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

export const copyOf = (bytes: Uint8Array): Uint8Array => Buffer.from(bytes)

export const joined = (parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts)

/** Where a text of bytes stands at or behind `from`; -1 where it does not. */
export const placeOf = (bytes: Uint8Array, sought: Uint8Array, from = 0): number =>
  (bytes as Buffer).indexOf(sought, from)

/** Bytes as UTF-8. What is none becomes U+FFFD. */
export const textIn = (bytes: Uint8Array, from = 0, to = bytes.length): string =>
  (bytes as Buffer).toString('utf8', from, to)

/** A character for each byte. */
export const latin1In = (bytes: Uint8Array, from: number, to: number): string =>
  (bytes as Buffer).toString('latin1', from, to)

/** UTF-16 as UTF-8. An odd byte at the end is left out. */
export function fromUtf16(bytes: Uint8Array, order: 'utf-16le' | 'utf-16be'): Uint8Array {
  const even = bytes.subarray(0, bytes.length & ~1) as Buffer
  return Buffer.from((order === 'utf-16le' ? even : Buffer.from(even).swap16()).toString('utf16le'))
}
