import { changeDirections } from '../../model/report/change.ts'
import type { Diff } from '../../model/report/diff.ts'
import type { Report } from '../../model/report/report.ts'
import type { Style } from '../style.ts'
import type { Color } from '../text/ink.ts'
import { blank, danger, firstSentence, heading, openPage, put } from '../text/text-page.ts'
import { type Mark, markOf, nameOf, rest, stateLine, warnings } from './words.ts'

const INK: Record<Mark, Color> = { worse: 'red', open: 'magenta', changed: 'yellow', same: 'green' }

/** What changed, worst first, for a terminal. */
export async function text(diff: Diff, now: Report, style: Style): Promise<string> {
  const { words } = style
  const page = await openPage(style)
  firstSentence(page, words(`diff.mark.${markOf(diff)}`), INK[markOf(diff)], diff.headline)
  for (const side of ['old', 'new'] as const)
    put(
      page,
      `${words(`diff.side.${side}`, { file: diff[side].path })}${words('join.clause')}${stateLine(diff[side], words)}`,
    )
  for (const warning of warnings(diff, words)) put(page, warning)
  if (diff.stats.worse > 0) danger(page, now)
  for (const direction of changeDirections) {
    const changes = diff.changes.filter((change) => change.direction === direction)
    if (changes.length > 0) heading(page, words(`diff.title.${direction}`))
    let last = ''
    for (const change of changes) {
      const severity = direction === 'worse' || direction === 'open' ? `${words(`severity.${change.severity}`)} ` : ''
      const app = `${severity}${nameOf(change, now.users, words)}`
      if (app !== last) put(page, app, 2, '- ')
      put(page, change.text, 4)
      last = app
    }
  }
  const below = rest(diff, words)
  if (below.length > 0) blank(page)
  for (const line of below) put(page, line)
  if (diff.notCompared.length > 0) heading(page, words('diff.title.gaps'))
  for (const gap of diff.notCompared) put(page, gap.text, 2, '- ')
  if (diff.stats.worse + diff.stats.open > 0) {
    blank(page)
    put(page, words('diff.next'), 0)
  }
  return `${page.lines.join('\n')}\n`
}
