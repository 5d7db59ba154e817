import type { Signals, SignalsByKind } from './signal.ts'

/** The signals alone. Needs no schema, so that what the start-up path loads stays without zod. */
export const signalsByKind = ({ lexicon: _, levels: __, prefilter: ___, ...kinds }: Signals): SignalsByKind => kinds
