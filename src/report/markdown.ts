import { userInWords } from '../model/report/app-name.ts'
import type { Report } from '../model/report/report.ts'
import type { ReportedApp } from '../model/report/reported-app.ts'
import { labelled } from '../model/words.ts'
import { lastReadCell, quietState, stateKey } from './app-state.ts'
import { featureLines } from './features.ts'
import { type Group, groupsOf, quietLenders } from './groups.ts'
import { headingIn, lawByCountry } from './law.ts'
import { besideHeadline, hiddenLines, shownFindings } from './left-out.ts'
import { cellCode, code, danger, heading, plain, table } from './markdown-text.ts'
import { mergedSteps } from './steps.ts'
import type { Style, Words } from './style.ts'

/** For merge requests and chat: the verdict, a table, what is behind it in blocks that open, and the limits. */
export function markdown(report: Report, { words }: Style): string {
  const groups = groupsOf(shownFindings(report), report)
  const quiet = quietLenders(report, groups)
  const parts = [
    // Brackets of ours that no address follows are text.
    `## ${words(`verdict.${report.verdict}`)} ${plain(report.headline)}`,
    ...besideHeadline(report, words).map(plain),
    danger(report),
    now(report, words),
    problems(report, words),
    groups.length > 0 && findingTable(groups, report, words),
    ...featureLines(report, words).map(plain),
    ...hiddenLines(report, words).map(plain),
    quiet.length > 0 && `${heading(words('page.lenders'))}\n\n${lenderTable(quiet, report.users, words)}`,
    groups.length > 0 && steps(groups, words),
    ...groups.map((group) => details(group, words)),
    rules(report, words),
    `${heading(words('page.limits'))}\n\n${report.limits.map(({ text }) => `- ${plain(text)}`).join('\n')}`,
    record(report, words),
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

/** What to do now, a row each. */
const now = ({ doNow }: Report, words: Words): string | false =>
  doNow.length > 0 &&
  `${heading(words('page.now'))}\n\n${doNow.map(({ text }, at) => `${at + 1}. ${plain(text)}`).join('\n')}`

/** What our words put between backticks is a command. */
const withCode = (text: string) =>
  text
    .split('`')
    .map((part, at) => (at % 2 === 1 ? code(part) : plain(part)))
    .join('')

function problems({ problems: all }: Report, words: Words): string | false {
  if (all.length === 0) return false
  const list = all.map(({ code: id, message, path, line, remedy }) =>
    [
      `- **${plain(message)}** ${path === null ? '' : `${code(line === null ? path : `${path}:${line}`)} `}${plain(words('join.beside', { text: '', beside: id }).trim())}`,
      ...remedy.map((step, at) => `  ${at + 1}. ${withCode(step)}`),
    ].join('\n'),
  )
  return `${heading(words('section.problems'))}\n\n${list.join('\n')}`
}

const findingTable = (groups: Group[], report: Report, words: Words) =>
  table(
    (['table.level', 'page.app', 'table.package', 'table.contacts', 'table.lastRead', 'table.also'] as const).map(
      (key) => words(key),
    ),
    groups.map(({ app, lead }) => [
      plain(words(`severity.${lead.severity}`)),
      plain(lead.label ?? ''),
      `${cellCode(lead.package)}${lead.user > 0 ? ` ${plain(userInWords(lead.user, report.users, words))}` : ''}`,
      plain(app ? words(`state.${stateKey(app)}`) : ''),
      plain(lastReadCell(app, report, words)),
      plain(app?.routes.map((route) => route.name).join(words('join.comma')) || ''),
    ]),
  )

const lenderTable = (apps: ReportedApp[], users: Report['users'], words: Words) =>
  table(
    [words('page.app'), words('table.package'), words('table.contacts')],
    apps.map((app) => [
      plain(app.label ?? ''),
      `${cellCode(app.package)}${app.user > 0 ? ` ${plain(userInWords(app.user, users, words))}` : ''}`,
      plain(quietState(app, words)),
    ]),
  )

function details({ lead, others }: Group, words: Words): string {
  const evidence = [lead, ...others].flatMap((finding) => finding.evidence)
  const titled = (key: 'section.also' | 'page.evidence') => `${plain(words(key) + words('join.colon').trimEnd())}\n\n`
  const lines = new Map(evidence.map(({ path, line, text }) => [`${path}:${line}`, text]))
  return [
    `<details><summary>${inHtml(words('join.beside', { text: lead.message.text, beside: lead.ruleId }))}</summary>`,
    ...lead.meaning.map(plain),
    lead.facts.map(({ name, text }) => `- ${plain(labelled(name, text, words))}`).join('\n'),
    others.length > 0 &&
      `${titled('section.also')}${others.map((other) => `- ${plain(labelled(words(`severity.${other.severity}`), words('join.beside', { text: other.message.text, beside: other.ruleId }), words))}`).join('\n')}`,
    `${titled('page.evidence')}${[...lines].map(([at, text]) => `- ${code(at)}: ${code(text)}`).join('\n')}`,
    lead.notes.length > 0 && lead.notes.map(({ text }) => `- ${plain(text)}`).join('\n'),
    '</details>',
  ]
    .filter(Boolean)
    .join('\n\n')
}

const inHtml = (text: string) => text.replace(/[&<>@#]/g, (character) => `&#${character.charCodeAt(0)};`)

function steps(groups: Group[], words: Words): string {
  const list = mergedSteps(groups, words).map(({ texts: [text = '', ...others], commands }, at) =>
    [
      `${at + 1}. ${plain(text)}`,
      ...others.map((other) => `   - ${plain(other)}`),
      ...commands.map((argv) => `   - ${code(argv.join(' '))}`),
    ].join('\n'),
  )
  return `${heading(words('page.steps'))}\n\n${list.join('\n')}`
}

/** The law with what it rests on, and the guide with its corrections. */
function rules({ guidance }: Report, words: Words): string | false {
  const { statements, references, disclaimer } = guidance
  if (references.length === 0) return false
  const from = (ids: string[]) => {
    const cited = references.filter(({ id }) => ids.includes(id))
    return cited.length === 0
      ? ''
      : plain(
          words('join.beside', {
            text: '',
            beside: cited
              .map(({ kind, title }) => labelled(words(`kind.${kind}`), title, words))
              .join(words('join.semicolon')),
          }),
        )
  }
  const stores = references.filter(({ kind, text }) => text !== null && kind !== 'article')
  const said = [
    ...lawByCountry(guidance).flatMap(({ id, law }) => [
      `- ${plain(headingIn(words('section.law'), id, guidance, words))}`,
      ...law.map(({ text, sources }) => `  - ${plain(text)}${from(sources)}`),
    ]),
    ...stores.map(({ id, text }) => `- ${plain(text ?? '')}${from([id])}`),
    ...statements
      .slice(0, 1)
      .map(({ country }) => `- ${plain(headingIn(words('section.guidance'), country, guidance, words))}`),
    ...statements.flatMap(({ id, text, corrections }) => [
      `  - ${plain(labelled(words('page.guideTag', { id }), text, words))}`,
      ...corrections.map(
        (one) => `    - ${plain(labelled(words('line.correction'), one.text, words))}${from(one.sources)}`,
      ),
    ]),
  ]
  return `<details><summary>${inHtml(words('page.rules'))}</summary>\n\n${plain(disclaimer ?? words('page.rules.note'))}\n\n${said.join('\n')}\n\n</details>`
}

function record({ sources, stats, run, tool, complete }: Report, words: Words): string {
  const { packageRecords: read, packageHeaders: all } = stats
  return [
    `<details><summary>${inHtml(`${words('page.appendix')} ${run.id}`)}</summary>`,
    [
      `- ${plain(labelled(words('appendix.checked'), run.startedAt, words))}`,
      `- ${plain(words('appendix.versions', { version: tool.version, rules: tool.rules }))}`,
      `- ${plain(complete ? words('appendix.complete', { read, all }) : words('appendix.incomplete', { read, all }))}`,
      ...sources.map(({ path, sha256 }) => `- ${code(path)}: SHA-256 ${code(sha256)}`),
    ].join('\n'),
    '</details>',
  ].join('\n\n')
}
