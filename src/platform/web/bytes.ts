// What `../node/bytes.ts` does, as a browser does it.

const encoder = new TextEncoder()
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

export type Whole = Blob

export const ofText = (text: string): Uint8Array => encoder.encode(text)

export const native = (bytes: Uint8Array): Uint8Array => bytes

export const copyOf = (bytes: Uint8Array): Uint8Array => bytes.slice()

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

export function placeOf(bytes: Uint8Array, sought: Uint8Array, from = 0): number {
  const first = sought[0] as number
  const last = bytes.length - sought.length
  for (let at = bytes.indexOf(first, from); at !== -1 && at <= last; at = bytes.indexOf(first, at + 1)) {
    let length = 1
    while (length < sought.length && bytes[at + length] === sought[length]) length++
    if (length === sought.length) return at
  }
  return -1
}

export const textIn = (bytes: Uint8Array, from = 0, to = bytes.length): string => utf8.decode(bytes.subarray(from, to))

export function latin1In(bytes: Uint8Array, from: number, to: number): string {
  let text = ''
  const end = Math.min(to, bytes.length)
  for (let at = Math.max(0, from); at < end; at++) text += String.fromCharCode(bytes[at] as number)
  return text
}

export const fromUtf16 = (bytes: Uint8Array, order: 'utf-16le' | 'utf-16be'): Uint8Array =>
  encoder.encode(new TextDecoder(order, { ignoreBOM: true }).decode(bytes.subarray(0, bytes.length & ~1)))
