import { isPresent } from '../judge/index.ts'
import type { Report } from '../model/report.ts'
import { verdicts } from '../model/vocabulary.ts'
import type { Judged } from './judged.ts'

/** Counts packages by the worst that their users can do; what is not known is never counted as harmless. */
export function accessOf(lenders: Judged[]): Report['stats']['access'] {
  const worst = new Map<string, Judged>()
  for (const one of lenders) {
    const known = worst.get(one.app.packageName)
    if (known === undefined || rank(one) < rank(known)) worst.set(one.app.packageName, one)
  }
  const count = (wanted: (judged: Judged) => boolean) => [...worst.values()].filter(wanted).length
  const reads = ({ verdict }: Judged) => verdict.value === 'granted' && isPresent(verdict.presence)
  const isKnown = ({ lender }: Judged) => lender.class === 'confirmed'
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
const rank = ({ verdict }: Judged) => RANK.indexOf(verdict.value)
