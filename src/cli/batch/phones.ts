import { type Audit, AuditError, type BatchFormat, batchReporters, type Format, toReport } from '../../internal.ts'
import type { Target } from '../output/targets.ts'
import type { Telling } from '../output/teller.ts'

/**
 * Each phone is a record of its own, as in a list of inputs; formats that hold one report cannot say that. `unmatched`:
 * an ignore entry matched none.
 *
 * @throws AuditError E110 for several phones in a format that holds one
 */
export async function writePhones(
  phones: { input: string; audit: Audit }[],
  targets: Target<Format>[],
  telling: Telling,
  unmatched: boolean,
): Promise<number> {
  const formats = { ...batchReporters, html: true }
  const holdsSeveral = (target: Target<Format>): target is Target<BatchFormat | 'html'> =>
    Object.hasOwn(formats, target.format)
  const held = targets.filter(holdsSeveral)
  const wrong = targets.find((target) => !holdsSeveral(target))
  if (wrong) {
    const params = { n: String(phones.length), format: wrong.format, guess: Object.keys(formats).join(', ') }
    throw new AuditError('E110', params)
  }
  const { mergeReports } = await import('./merge.ts')
  const files = phones.map(({ input, audit }) => ({
    shown: input,
    items: [toReport(audit, telling.rules, telling.words)],
  }))
  return mergeReports(files, held, telling, unmatched)
}
