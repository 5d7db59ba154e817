import type { LenderClass, LenderKind, Licence, Standing } from '../vocabulary.ts'
import { type Message, message } from '../words.ts'
import type { LenderRule } from './rule.ts'

/** Kinds of apps that lend beside something else. */
const EMBEDDED = ['bank', 'bank-lender', 'credit-feature']

/** A loan feature inside of another app makes no lender of it. */
export const isLender = (lenderClass: LenderClass) => lenderClass !== 'none' && lenderClass !== 'embedded'

/** That only looks like a lender. */
export const isSuspected = (lenderClass: LenderClass) => isLender(lenderClass) && lenderClass !== 'confirmed'

/** How sure a catalogue entry makes us that its app lends. One of low confidence is only heard beside another sign. */
export const lenderClassOf = ({ kind, confidence }: LenderRule): LenderClass =>
  confidence === 'low'
    ? 'possible'
    : EMBEDDED.includes(kind)
      ? 'embedded'
      : confidence === 'high'
        ? 'confirmed'
        : 'likely'

/** Kinds that only such a source can say. */
const PROOF: Partial<Record<LenderKind, Standing[]>> = {
  'licensed-lender': ['regulator', 'operator'],
  'predatory-reported': ['regulator', 'report', 'press'],
  'delisted-by-regulator': ['regulator', 'report', 'press', 'list'],
}

/** What is no licence to lend. */
const NO_LICENCE: (Licence | undefined)[] = [undefined, 'unknown', 'approved', 'facilitator']

/** Where an entry says more than its sources: the field, and what is wrong with it. */
export function* overstated(
  { kind, licence, confidence, features }: LenderRule,
  standings: (Standing | undefined)[],
): Generator<{ field: keyof LenderRule; wrong: Message }> {
  const needed = PROOF[kind]
  if (needed !== undefined && !standings.some((one) => one !== undefined && needed.includes(one)))
    yield { field: 'kind', wrong: message('lint.noProof', { kind, standings: needed.join(', ') }) }
  if (kind === 'licensed-lender' && NO_LICENCE.includes(licence))
    yield { field: 'kind', wrong: message('lint.noLicence', { kind }) }
  if (confidence === 'high' && standings.every((one) => one === 'name-table'))
    yield { field: 'confidence', wrong: message('lint.nameTable') }
  if (features !== undefined && !EMBEDDED.includes(kind)) yield { field: 'features', wrong: message('lint.features') }
}
