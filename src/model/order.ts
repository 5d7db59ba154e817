interface Placed {
  order?: number | null | undefined
}

/** Compares checks by their place; those without one come last. */
export const leadsFirst = (a: Placed, b: Placed) => (a.order ?? LAST) - (b.order ?? LAST)

const LAST = Number.MAX_SAFE_INTEGER
