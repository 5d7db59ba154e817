import type { SignalSense } from '../model/vocabulary.ts'

const TRADES: SignalSense[] = ['firm', 'soft', 'wallet', 'either', 'bank']

/** Whether a word speaks for a lender, and not for another trade. To hear a trade too often accuses nobody. */
export const lends = ({ sense }: { sense: SignalSense }) => !TRADES.includes(sense)

/** Whether a word says alone what an app does: a trade, or a loan. */
export const saysWhat = (term: { sense: SignalSense }) =>
  !lends(term) || term.sense === 'loan' || term.sense === 'later'
