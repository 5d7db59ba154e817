import { userInWords } from '../../model/report/app-name.ts'
import type { Diff } from '../../model/report/diff.ts'
import type { Report } from '../../model/report/report.ts'
import { cellCode, code, danger, heading, plain, table } from '../markdown-text.ts'
import type { Style, Words } from '../style.ts'
import { markOf, rest, stateLine, warnings } from './words.ts'

/** What changed, as a table, worst first. */
export function markdown(diff: Diff, now: Report, { words }: Style): string {
  const { changes, notCompared } = diff
  const parts = [
    `## ${words(`diff.mark.${markOf(diff)}`)} ${plain(diff.headline)}`,
    (['old', 'new'] as const)
      .map((side) => {
        const { path, sources } = diff[side]
        const [name = ''] = words(`diff.side.${side}`, { file: '\0' }).split('\0')
        const hashes = sources.map((one) => `  - ${code(one.path)}: SHA-256 ${code(one.sha256)}`)
        return [
          `- ${plain(name)}${code(path)}${plain(words('join.colon') + stateLine(diff[side], words))}`,
          ...hashes,
        ].join('\n')
      })
      .join('\n'),
    ...warnings(diff, words).map(plain),
    diff.stats.worse > 0 && danger(now),
    changes.length > 0 && changeTable(diff, now, words),
    ...rest(diff, words).map(plain),
    notCompared.length > 0 &&
      `${heading(words('diff.title.gaps'))}\n\n${notCompared.map(({ text }) => `- ${plain(text)}`).join('\n')}`,
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

const changeTable = ({ changes }: Diff, now: Report, words: Words) =>
  table(
    [words('table.level'), words('page.app'), words('table.package'), words('diff.table.what')],
    changes.map(({ direction, severity, label, package: name, user, text }) => [
      plain(
        direction === 'worse' || direction === 'open'
          ? words(`severity.${severity}`)
          : words(`diff.title.${direction}`),
      ),
      plain(label ?? ''),
      `${cellCode(name)}${user > 0 ? ` ${plain(userInWords(user, now.users, words))}` : ''}`,
      plain(text),
    ]),
  )
