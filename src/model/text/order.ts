/** Texts by their UTF-16 units: the same everywhere, whatever the language of a machine. */
export const compareTexts = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

interface Placed {
  order?: number | null | undefined
}

/** Compares checks by their place; those without one come last. */
export const leadsFirst = (a: Placed, b: Placed) => (a.order ?? LAST) - (b.order ?? LAST)

const LAST = Number.MAX_SAFE_INTEGER
