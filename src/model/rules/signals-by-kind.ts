import type { Signals } from './signal.ts'

/** The signals alone. Needs no schema, so that what the start-up path loads stays without zod. */
export const signalsByKind = ({ general: _, ...kinds }: Signals) => kinds
