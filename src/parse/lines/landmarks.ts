type Entry<Value> = readonly [beginning: Uint8Array, value: Value]

/** What lines stand for by how they begin, kept by their first byte. */
export type Landmarks<Value> = readonly (readonly Entry<Value>[] | undefined)[]

export function landmarks<Value>(entries: Iterable<Entry<Value>>): Landmarks<Value> {
  const byFirst: Entry<Value>[][] = []
  for (const entry of entries) {
    const first = entry[0][0] as number
    byFirst[first] = [...(byFirst[first] ?? []), entry]
  }
  return byFirst
}

export const beginnings = (all: Uint8Array[]) => landmarks(all.map((one) => [one, true] as const))

/** What a line stands for from `at` to `end`, if anything. */
export function landmarkAt<Value>(byFirst: Landmarks<Value>, bytes: Uint8Array, at: number, end: number) {
  const entries = byFirst[bytes[at] as number]
  if (entries !== undefined) for (const entry of entries) if (stands(bytes, at, end, entry[0])) return entry[1]
  return undefined
}

export function stands(bytes: Uint8Array, at: number, end: number, beginning: Uint8Array): boolean {
  if (end - at < beginning.length) return false
  for (let n = 0; n < beginning.length; n++) if (bytes[at + n] !== beginning[n]) return false
  return true
}
