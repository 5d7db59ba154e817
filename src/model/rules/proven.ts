import type { LenderClass } from '../vocabulary.ts'

/** The lower bound of precision that `likely` asks for, where there are no signs of two kinds. */
const BOUND = 0.95

/** Whether a rung may have its class. */
export const isProven = (
  { class: called, signs }: { class: LenderClass; signs?: 2 | undefined },
  counts: { low: number } | undefined,
) => called !== 'likely' || signs === 2 || (counts !== undefined && counts.low >= BOUND)
