import { isPresent } from '../judge/index.ts'
import type { Report } from '../model/report.ts'
import { verdicts } from '../model/vocabulary.ts'
import type { Assessment } from './assessment.ts'

/** Counts packages by the worst that their users can do; what is not known is never counted as harmless. */
export function accessOf(lenders: Assessment[]): Report['stats']['access'] {
  const worst = new Map<string, Assessment>()
  for (const one of lenders) {
    const known = worst.get(one.app.packageName)
    if (known === undefined || rank(one) < rank(known)) worst.set(one.app.packageName, one)
  }
  const count = (wanted: (judged: Assessment) => boolean) => [...worst.values()].filter(wanted).length
  const reads = ({ verdict }: Assessment) => verdict.value === 'granted' && isPresent(verdict.presence)
  const isKnown = ({ lender }: Assessment) => lender.class === 'confirmed'
  const unknown = count(({ verdict }) => verdict.value === 'unknown')
  const reading = count(reads)
  const lendersThatRead = count((one) => reads(one) && isKnown(one))
  return {
    lendersThatRead,
    suspectsThatRead: reading - lendersThatRead,
    lendersThatCannot: worst.size - reading - unknown,
    unknown,
  }
}

const RANK = ['granted', 'unknown', ...verdicts.filter((value) => value !== 'granted' && value !== 'unknown')]
const rank = ({ verdict }: Assessment) => RANK.indexOf(verdict.value)
