import type { Report } from '../model/report.ts'
import type { ReportedApp } from '../model/reported-app.ts'
import { verdicts } from '../model/vocabulary.ts'

/** What of an app decides how it is counted. */
type Counted = Pick<ReportedApp, 'package'> & {
  lender: Pick<ReportedApp['lender'], 'class'>
  contacts: Pick<ReportedApp['contacts'], 'verdict'>
}

/** Counts packages of lenders by the worst that their users can do; what is not known is never counted as harmless. */
export function accessOf(lenders: Counted[]): Report['stats']['access'] {
  const worst = new Map<string, Counted>()
  for (const one of lenders) {
    const known = worst.get(one.package)
    if (known === undefined || rank(one) < rank(known)) worst.set(one.package, one)
  }
  const count = (wanted: (app: Counted) => boolean) => [...worst.values()].filter(wanted).length
  const unknown = count(({ contacts }) => contacts.verdict === 'unknown')
  const reading = count(({ contacts }) => contacts.verdict === 'granted')
  const lendersThatRead = count(
    ({ contacts, lender }) => contacts.verdict === 'granted' && lender.class === 'confirmed',
  )
  return {
    lendersThatRead,
    suspectsThatRead: reading - lendersThatRead,
    lendersThatCannot: worst.size - reading - unknown,
    unknown,
  }
}

const RANK = ['granted', 'unknown', ...verdicts.filter((value) => value !== 'granted' && value !== 'unknown')]
const rank = ({ contacts }: Counted) => RANK.indexOf(contacts.verdict)
