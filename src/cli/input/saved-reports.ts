import { AuditError, type Place, type Report, reportFrom, savedReports, tagOf, tellProblem } from '../../internal.ts'
import { sayError, sayProblem } from '../output/problem.ts'
import type { To } from '../output/teller.ts'

/**
 * The reports of a file, and where it breaks off, if that is allowed. What could not be audited is said on standard
 * error.
 */
export async function* reportsIn(
  place: Place,
  { allowPartial = false }: { allowPartial?: boolean },
  to: To,
): AsyncGenerator<Report | 'cut'> {
  const { shown } = place
  let isEmpty = true
  for await (const item of savedReports(place, to.io.stdin, tagOf(to.words.lang), { allowPartial })) {
    if (item.type !== 'start' && item.type !== 'end') isEmpty = false
    if (item.type === 'report') yield item
    else if (item.type === 'error') sayProblem(tellProblem(item.problem, to.words), to)
    else if (item.type === 'cut') {
      sayError({ code: 'E332', params: { file: shown } }, to)
      yield 'cut'
    } else if (item.type === 'input') yield reportFrom(item, item.heading)
  }
  if (isEmpty) throw new AuditError('E331', { file: shown, detail: '0' })
}
