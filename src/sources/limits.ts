import { AuditError } from '../errors.ts'

/** What an archive may expand to. A real bug report stays far below. */
export const MAX_ENTRIES = 10_000
const MAX_BYTES = 2 * 1024 ** 3
const MAX_RATIO = 200
/** Small texts compress well by nature; the ratio counts beyond this. */
const RATIO_FROM = 100 * 1024 ** 2

/** Counts what comes out of an archive and stops a bomb. @throws AuditError E309 */
export function expansionGuard(file: string): (compressed: number, expanded: number) => void {
  return (compressed, expanded) => {
    if (expanded > MAX_BYTES) throw new AuditError('E309', { file, limit: '2 GiB' })
    if (expanded > RATIO_FROM && expanded > compressed * MAX_RATIO)
      throw new AuditError('E309', { file, limit: `${MAX_RATIO} : 1` })
  }
}
