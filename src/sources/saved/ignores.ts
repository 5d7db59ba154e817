import { AuditError } from '../../errors.ts'
import type { Ignore } from '../../model/report/ignore.ts'
import { nearest } from '../../model/text/nearest.ts'
import type { Place } from '../output.ts'
import { readJsonc } from './jsonc.ts'

/** No decision holds longer than this without being looked at again. */
const MAX_DAYS = 366
const DAY = 24 * 60 * 60 * 1000

/** An entry of an ignore file, and the line where it is written. */
export type PlacedIgnore = Ignore & { place: string }

/**
 * Reads an ignore file. `today` is a day; `ruleIds` are the rules that can be ignored.
 *
 * @throws AuditError E104 for an entry without a reason or an end, E126 for one that ends too late, E103 for whatever
 * else is wrong
 */
export async function loadIgnores(
  place: Place,
  { today, ruleIds }: { today: string; ruleIds: string[] },
): Promise<PlacedIgnore[]> {
  const { Ignore, IgnoreFile } = await import('../../model/report/ignore.ts')
  const keys = ['ignore', ...Object.keys(Ignore.shape)]
  const { value, placeOf } = await readJsonc(place, IgnoreFile, keys, (issue, file) => {
    const [list, , key] = issue.path
    const isDue = list === 'ignore' && (key === 'reason' || key === 'expires')
    return isDue ? new AuditError('E104', { file }) : undefined
  })
  const last = new Date(Date.parse(today) + MAX_DAYS * DAY).toISOString().slice(0, 10)
  return value.ignore.map((entry, at) => {
    if (!ruleIds.includes(entry.rule)) {
      const file = placeOf(['ignore', at, 'rule'])
      throw new AuditError('E103', { file, detail: `rule: ${entry.rule}`, guess: nearest(entry.rule, ruleIds)[0] })
    }
    if (entry.expires > last)
      throw new AuditError('E126', { file: placeOf(['ignore', at, 'expires']), date: entry.expires, last })
    return { ...entry, place: placeOf(['ignore', at]) }
  })
}
