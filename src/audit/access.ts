import type { Report } from '../model/report/report.ts'
import type { ReportedApp } from '../model/report/reported-app.ts'

/** What of an app decides how it is counted. */
type Counted = Pick<ReportedApp, 'package'> & {
  lender: Pick<ReportedApp['lender'], 'class'>
  contacts: Pick<ReportedApp['contacts'], 'effective'>
}

/** Counts packages of lenders by the worst that their users can do; what is not known is never counted as harmless. */
export function accessOf(lenders: Counted[]): Report['stats']['access'] {
  const worst = new Map<string, Counted>()
  for (const one of lenders) {
    const known = worst.get(one.package)
    if (known === undefined || rank(one) < rank(known)) worst.set(one.package, one)
  }
  const count = (wanted: (app: Counted) => boolean) => [...worst.values()].filter(wanted).length
  const unknown = count(({ contacts }) => contacts.effective === 'unknown')
  const reading = count(({ contacts }) => contacts.effective === 'readable')
  const lendersThatRead = count(
    ({ contacts, lender }) => contacts.effective === 'readable' && lender.class === 'confirmed',
  )
  return {
    lendersThatRead,
    suspectsThatRead: reading - lendersThatRead,
    lendersThatCannot: worst.size - reading - unknown,
    unknown,
  }
}

const rank = ({ contacts: { effective } }: Counted) => (effective === 'readable' ? 0 : effective === 'unknown' ? 1 : 2)
