import type { SignalSense } from '../model/vocabulary.ts'

const TRADES: SignalSense[] = ['firm', 'soft', 'bank']

/** Whether a word speaks for a lender, and not for another trade. To hear a trade too often accuses nobody. */
export const lends = ({ sense }: { sense: SignalSense }) => !TRADES.includes(sense)
