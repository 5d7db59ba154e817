/** Puts a value behind those that a key has. */
export function add<T>(map: Map<string, T[]>, key: string, value: T) {
  const values = map.get(key)
  if (values === undefined) map.set(key, [value])
  else values.push(value)
}

/** A list by keys, of which an entry may have many or none. */
export function grouped<T>(list: T[], keysOf: (one: T) => string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of list) for (const key of keysOf(one)) add(groups, key, one)
  return groups
}
