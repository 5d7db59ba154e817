import type { Edition } from '../../model/report/edition.ts'
import { exportedAt } from '../../model/report/exported.ts'
import type { Report } from '../../model/report/report.ts'
import { readersFirst } from '../app-state.ts'
import { shownTime } from '../clock.ts'
import type { Words } from '../style.ts'
import { appTable } from './cards.ts'
import { h, type Markup, name } from './markup.ts'

/** When, on what, by which version, how whole, and the hashes of the raw files. */
export function appendix({ report, words }: Edition): Markup {
  const { run, tool, sources, omitted, apps } = report
  const exported = exportedAt(report)
  const rows: [string, Markup | string][] = [
    [words('appendix.checked'), h`<time datetime="${run.startedAt}">${shownTime(run.startedAt)}</time>`],
    [words('appendix.exported'), exported ? shownTime(exported) : words('appendix.exportedUnknown')],
    [words('appendix.phone'), phoneInWords(report.device, words)],
    [words('appendix.users'), usersInWords(report, words)],
    [words('appendix.tool'), words('appendix.versions', { version: tool.version, rules: tool.rules })],
    [words('appendix.options'), optionsOf(run)],
    [words('appendix.completeness'), completeness(report, words)],
    [
      words('appendix.omitted'),
      [
        omitted.deviceIds && words('appendix.omitted.ids'),
        omitted.otherApps > 0 &&
          words(run.options.app === undefined ? 'appendix.omitted.apps' : 'appendix.omitted.others', {
            n: omitted.otherApps,
          }),
      ]
        .filter(Boolean)
        .join(words('join.semicolon')),
    ],
  ]
  return h`<dl class="rows">${rows.map(([term, value]) => h`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>
<h3 class="sub">${words('appendix.files')}</h3>
${files(sources, words)}
<p class="small">${words('appendix.verify')} ${words('appendix.embedded')}</p>
${run.options.allApps && h`<h3 class="sub">${words('section.apps')}</h3>${appTable(words('section.apps'), readersFirst(apps), report, words)}`}`
}

const files = (sources: Report['sources'], words: Words) =>
  h`<ul class="files">${sources.map(
    ({ path, kinds, bytes, lines, sha256, complete }) =>
      h`<li><b>${name(path)}</b>${!complete && h` <span class="tag">${words('appendix.fileCut')}</span>`}<span class="pkg">${words('appendix.file', { kinds: kinds.join(' + ') || '-', bytes, lines })}</span><span class="hash">${sha256}</span></li>`,
  )}</ul>`

export const phoneInWords = (
  { manufacturer, model, androidVersion, sdk, securityPatch }: Report['device'],
  words: Words,
) =>
  [
    model?.startsWith(manufacturer ?? '') ? model : [manufacturer, model].filter(Boolean).join(' '),
    (androidVersion ?? sdk) !== null &&
      words('appendix.phone.android', { version: androidVersion ?? '?', sdk: sdk ?? '?' }),
    securityPatch && words('appendix.phone.patch', { date: securityPatch }),
  ]
    .filter(Boolean)
    .join(words('join.clause')) || words('appendix.unknown')

const usersInWords = ({ users }: Report, words: Words) =>
  users
    .map(({ id, kind }) => words('page.user', { user: id, kind: words(`value.user.${kind}`) }))
    .join(words('join.comma'))

const optionsOf = ({ regime, failOn, minSeverity, options: { user, allApps, app } }: Report['run']) =>
  `--user ${user} --regime ${regime} --fail-on ${failOn} --min-severity ${minSeverity}${allApps ? ' --all-apps' : ''}${app === undefined ? '' : ` --app ${app}`}`

const completeness = ({ complete, stats: { packageRecords: read, packageHeaders: all } }: Report, words: Words) =>
  complete ? words('appendix.complete', { read, all }) : words('appendix.incomplete', { read, all })
