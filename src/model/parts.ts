/** The same record with each value put another way. */
export const eachValue = <One, Other>(record: Record<string, One>, put: (value: One) => Other): Record<string, Other> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, put(value)]))

/** The same value with its parts put another way, the whole before what is in it. */
export function eachPart(value: unknown, put: (part: unknown) => unknown): unknown {
  const part = put(value)
  if (part !== value || typeof part !== 'object' || part === null) return part
  const within = (one: unknown) => eachPart(one, put)
  return Array.isArray(part) ? part.map(within) : eachValue(part as Record<string, unknown>, within)
}

/** The same value with each text in it put another way. */
export const eachText = <T>(value: T, put: (text: string) => string): T =>
  eachPart(value, (part) => (typeof part === 'string' ? put(part) : part)) as T
