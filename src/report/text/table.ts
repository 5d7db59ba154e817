import { userInWords } from '../../model/report/app-name.ts'
import type { Report } from '../../model/report/report.ts'
import { lastReadCell } from '../app-state.ts'
import type { Group } from '../groups.ts'
import type { Words } from '../style.ts'
import { cut, padded, widest, widthOf, wrap } from './layout.ts'

const GAP = 2
/** No column is made smaller than this to make room for another. */
const LEAST = 6
const [APP, PACKAGE, ALSO] = [1, 2, 5]

/**
 * A head, a rule and a row for each app, in at most `width` columns. A name that is too long is cut and ends in `..`,
 * the other ways go on below. A package is never cut: where it does not fit, it stands on a line of its own below.
 */
export function tableRows(groups: Group[], report: Report, words: Words, width: number): string[] {
  const columns = columnsOf(groups, report, words)
  const widths = widthsOf(columns, width)
  const row = (cells: string[]) =>
    cells
      .map((cell, at) => padded(cut(cell, widths[at] ?? 0), widths[at] ?? 0))
      .join(' '.repeat(GAP))
      .trimEnd()
  const below = (column: number) => (text: string) => {
    const indent = widths.slice(0, column).reduce((sum, one) => sum + one + GAP, 0)
    return ' '.repeat(Math.max(0, Math.min(indent, width - widthOf(text)))) + text
  }
  const rows = groups.flatMap(({ lead }, at) => {
    const cells = columns.map((column) => column.cells[at] ?? '')
    const [also = '', ...more] = wrap(cells[ALSO] ?? '', widths[ALSO] ?? 0)
    const fits = widthOf(lead.package) <= (widths[PACKAGE] ?? 0)
    const under = [
      ...(fits ? [] : [lead.package]),
      ...(lead.user > 0 ? [userInWords(lead.user, report.users, words)] : []),
    ]
    return [
      row(cells.with(ALSO, also).with(PACKAGE, fits ? lead.package : '')),
      ...under.map(below(PACKAGE)),
      ...more.map((line) => below(ALSO)(cut(line, widths[ALSO] ?? 0))),
    ]
  })
  return [row(columns.map(({ head }) => head)), row(widths.map((one) => '-'.repeat(one))), ...rows]
}

function columnsOf(groups: Group[], report: Report, words: Words) {
  const column = (head: string, cellOf: (group: Group) => string) => ({ head, cells: groups.map(cellOf) })
  return [
    column(words('table.level'), ({ lead }) => words(`severity.${lead.severity}`)),
    column(words('page.app'), ({ lead }) => lead.label ?? '-'),
    column(words('table.package'), ({ lead }) => lead.package),
    column(words('table.contacts'), ({ app }) => words(`table.contacts.${app?.contacts.effective ?? 'unknown'}`)),
    column(words('table.lastRead'), ({ app }) => lastReadCell(app, report, words)),
    column(words('table.also'), ({ app }) => app?.routes.map((route) => route.name).join(words('join.comma')) ?? ''),
  ]
}

/** Each column is as wide as its widest cell; if too wide, names give way first, packages next, then the rest. */
function widthsOf(columns: ReturnType<typeof columnsOf>, width: number): number[] {
  const widths = columns.map(({ head, cells }) => widest([head, ...cells]))
  for (const some of [[APP, ALSO], [PACKAGE], widths.map((_, at) => at)]) {
    for (let over = total(widths) - width; over > 0; over--) {
      const widest = some.reduce((a, b) => ((widths[b] ?? 0) > (widths[a] ?? 0) ? b : a))
      if ((widths[widest] ?? 0) <= LEAST) break
      widths[widest] = (widths[widest] ?? 0) - 1
    }
  }
  return widths
}

const total = (widths: number[]) => widths.reduce((sum, one) => sum + one + GAP, -GAP)
