import { latin1In } from '#platform/bytes.ts'

/** Reads the name at a place, where it is one of those that matter. */
export type NameReader = (bytes: Uint8Array, from: number, to: number) => string | undefined

/** Length, first and last character of a name: tells most of those that do not matter without decoding them. */
const shape = (length: number, first = 0, last = 0) => (length << 16) | (first << 8) | last

/** @param names in ASCII */
export function nameReader(names: ReadonlySet<string>): NameReader {
  const shapes = new Set(
    [...names].map((name) => shape(name.length, name.charCodeAt(0), name.charCodeAt(name.length - 1))),
  )
  return (bytes, from, to) => {
    if (!shapes.has(shape(to - from, bytes[from], bytes[to - 1]))) return undefined
    const name = latin1In(bytes, from, to)
    return names.has(name) ? name : undefined
  }
}
