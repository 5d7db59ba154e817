import type { Finding, ReportedApp } from '../../model/report.ts'
import type { FactId, Severity } from '../../model/vocabulary.ts'
import { type Group, stateKey } from '../groups.ts'
import type { Edition, Words } from '../style.ts'
import { h, type Markup, name, nothing, sentence } from './markup.ts'
import { timeline } from './timeline.ts'

const TONE: Record<Severity, 'bad' | 'warn' | 'good'> = {
  critical: 'bad',
  high: 'bad',
  medium: 'warn',
  low: 'warn',
  note: 'warn',
}

/** What the timeline shows already. */
const ON_TIMELINE: string[] = ['lastRead', 'span', 'installed'] satisfies FactId[]

/** Everything about one app and user. */
export function card({ app, lead, others }: Group, { report, words }: Edition): Markup {
  const tone = TONE[lead.severity]
  const facts = lead.facts.filter(({ id }) => app === undefined || !ON_TIMELINE.includes(id))
  return h`<article class="card ${tone}"><header><div><h3>${name(lead.label ?? lead.package)}</h3>${app && identity(app, words)}</div>${chip(lead.severity, app, words)}</header>
<div class="in">
<p><strong>${sentence(lead.message.text, lead.label)}</strong></p>
${lead.meaning.map((paragraph) => h`<p>${sentence(paragraph, lead.label)}</p>`)}
${app ? timeline(app, lead, report, words) : nothing}
<dl class="rows">${facts.map((fact) => h`<div><dt>${fact.name}</dt><dd>${fact.text}</dd></div>`)}</dl>
${others.length > 0 ? also(others, words) : nothing}
${lead.notes.length > 0 ? h`<h4>${words('section.notes')}</h4><ul>${lead.notes.map(({ text }) => h`<li>${text}</li>`)}</ul>` : nothing}
${evidence([lead, ...others], tone === 'bad', words)}
<p class="small muted">${words('line.more', { topic: lead.ruleId })}</p>
</div></article>`
}

const identity = (app: ReportedApp, words: Words) =>
  h`<span class="pkg"><bdi>${app.package}</bdi> <bdi>${versionOf(app)}</bdi> <span>${words('value.user', { user: app.user })}</span></span>`

const versionOf = ({ versionName, versionCode }: ReportedApp) =>
  [versionName, versionCode && `(${versionCode})`].filter(Boolean).join(' ')

function chip(severity: Severity, app: ReportedApp | undefined, words: Words) {
  const level = words(`severity.${severity}`)
  const state = app && words(`state.${stateKey(app)}`)
  return h`<span class="chip ${TONE[severity]}">${state ? words('page.chip', { severity: level, state }) : level}</span>`
}

const also = (others: Finding[], words: Words) =>
  h`<h4>${words('section.also')}</h4><ul class="also">${others.map(
    ({ severity, message, label, ruleId }) =>
      h`<li><span class="tag">${words(`severity.${severity}`)}</span> ${sentence(message.text, label)} <span class="id">${ruleId}</span></li>`,
  )}</ul>`

/** The printed lines, under the file that they stand in; what decides is marked. */
function evidence(findings: Finding[], open: boolean, words: Words): Markup {
  const lines = new Map<string, Map<number, { text: string; decides: boolean }>>()
  for (const [at, finding] of findings.entries()) {
    for (const { path, line, text } of finding.evidence) {
      const inFile = lines.get(path) ?? new Map()
      if (!inFile.has(line)) inFile.set(line, { text, decides: at === 0 })
      lines.set(path, inFile)
    }
  }
  if (lines.size === 0) return nothing
  const files = [...lines].map(([path, inFile]) => {
    const printed = [...inFile].sort(([a], [b]) => a - b)
    const width = String(printed.at(-1)?.[0] ?? 0).length
    return h`<span class="n">${name(path)}\n</span>${printed.map(
      ([line, { text, decides }]) =>
        h`<span class="l"><span class="n">${String(line).padStart(width)} </span><span>${decides ? h`<mark>${name(text)}</mark>` : name(text)}\n</span></span>`,
    )}`
  })
  return h`<details${open && h` open`}><summary>${words('page.evidence')}</summary><pre tabindex="0">${files}</pre></details>`
}

/** Lenders that nothing was found about, each with the state that was proven. */
export function lenderTable(apps: ReportedApp[], words: Words): Markup {
  return h`<div class="tw"><table class="stack"><thead><tr><th scope="col">${words('page.app')}</th><th scope="col">${words('page.state')}</th><th scope="col">${words('page.where')}</th></tr></thead><tbody>
${apps.map(
  (app) =>
    h`<tr><th scope="row">${name(app.label ?? app.package)}${identity(app, words)}</th><td>${words(`state.${stateKey(app)}`)}</td><td class="hash">${app.contacts.evidence.slice(0, 1).map(({ path, line }) => name(`${path}:${line}`))}</td></tr>`,
)}</tbody></table></div>`
}
