/** Puts a value behind those that a key has. */
export function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value) {
  const values = map.get(key)
  if (values === undefined) map.set(key, [value])
  else values.push(value)
}

/** A list by keys, of which an entry may have many or none. */
export function grouped<Key, Value>(list: Iterable<Value>, keysOf: (one: Value) => Key[]): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>()
  for (const one of list) for (const key of keysOf(one)) add(groups, key, one)
  return groups
}
