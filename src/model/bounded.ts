/** Our own texts are far shorter. In UTF-16 units. */
const LONGEST = 4000

/** A report, or a part of one, in which no text fills the page: what strangers wrote is cut, and then ends in `…`. */
export function bounded<T>(value: T): T {
  if (typeof value === 'string')
    return (value.length <= LONGEST ? value : `${value.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '')}…`) as T
  if (Array.isArray(value)) return value.map(bounded) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, bounded(part)])) as T
}
