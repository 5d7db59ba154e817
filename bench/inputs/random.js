/**
 * A small seeded generator (mulberry32), so that every machine makes the same bytes. Each part of an input has its own
 * seed: a change to one part leaves the others as they were.
 */
export function random(seed) {
  let state = [...seed].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (limit) => next() % limit
  const from = (low, high) => low + below(high - low + 1)
  const chance = (share) => next() < share * 0x1_0000_0000
  const pick = (list) => list[below(list.length)]
  return {
    below,
    from,
    chance,
    pick,
    some: (list, share) => list.filter(() => chance(share)),
    hex: () => below(0x10000000).toString(16),
    digits: (length) => String(below(10 ** length)).padStart(length, '0'),
  }
}
