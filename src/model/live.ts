import type { Finding } from './report.ts'

/** A finding that counts: nobody has accepted it, and it is not known from the baseline. */
export const isLive = ({ suppressed, baseline }: Finding) => suppressed === null && baseline !== 'unchanged'
