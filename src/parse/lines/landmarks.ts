/** Beginnings of lines, by their first byte. */
export type Landmarks = readonly (Uint8Array[] | undefined)[]

export function landmarks(beginnings: Uint8Array[]): Landmarks {
  const byFirst: Uint8Array[][] = []
  for (const beginning of beginnings) {
    const first = beginning[0] as number
    byFirst[first] = [...(byFirst[first] ?? []), beginning]
  }
  return byFirst
}

/** With which of them begins what stands from `at` to `end`. */
export function landmarkAt(byFirst: Landmarks, bytes: Uint8Array, at: number, end: number): Uint8Array | undefined {
  const beginnings = byFirst[bytes[at] as number]
  if (beginnings !== undefined) for (const one of beginnings) if (stands(bytes, at, end, one)) return one
  return undefined
}

export function stands(bytes: Uint8Array, at: number, end: number, beginning: Uint8Array): boolean {
  if (end - at < beginning.length) return false
  for (let n = 0; n < beginning.length; n++) if (bytes[at + n] !== beginning[n]) return false
  return true
}
