import type { LenderRule } from './rule.ts'
import type { LenderClass } from './vocabulary.ts'

/** Kinds of apps that lend beside something else. */
const EMBEDDED = ['bank', 'bank-lender', 'credit-feature']

/** How sure a catalogue entry makes us that its app lends. One of low confidence is only heard beside another sign. */
export const lenderClassOf = ({ kind, confidence }: LenderRule): LenderClass =>
  confidence === 'low'
    ? 'possible'
    : EMBEDDED.includes(kind)
      ? 'embedded'
      : confidence === 'high'
        ? 'confirmed'
        : 'likely'
