import { userInWords, versionOf } from '../../model/report/app-name.ts'
import type { Edition } from '../../model/report/edition.ts'
import type { Finding } from '../../model/report/finding.ts'
import type { Report } from '../../model/report/report.ts'
import type { ReportedApp } from '../../model/report/reported-app.ts'
import type { FactId, Severity } from '../../model/vocabulary.ts'
import { labelled } from '../../model/words.ts'
import { quietState, stateKey } from '../app-state.ts'
import type { Group } from '../groups.ts'
import { mergedSteps } from '../steps.ts'
import type { Words } from '../style.ts'
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
/** What the head of a card shows already. */
const IN_HEAD: string[] = ['app'] satisfies FactId[]

/** What stands around a card: whether it is open, whether other apps have steps of their own, the id of the rules. */
interface Around {
  isOpen: boolean
  isOneOfSeveral: boolean
  rules: string | null
}

/** Everything about one app and user. */
export function card(group: Group, { isOpen, isOneOfSeveral, rules }: Around, { report, words }: Edition): Markup {
  const { app, lead, others } = group
  const tone = TONE[lead.severity]
  const facts = lead.facts.filter(({ id }) => app === undefined || ![...ON_TIMELINE, ...IN_HEAD].includes(id))
  return h`<article class="card ${tone}"><details${isOpen && h` open`}><summary><h3>${name(lead.label ?? lead.package)}</h3>${chip(lead.severity, app, words)}${app && identity(app, report, words)}</summary>
<div class="in">
<p><strong>${sentence(lead.message.text, lead.label)}</strong></p>
${lead.meaning.map((paragraph) => h`<p>${sentence(paragraph, lead.label)}</p>`)}
${app && timeline(app, lead, report, words)}
<dl class="rows">${facts.map((fact) => h`<div><dt>${fact.name}</dt><dd>${withoutFlags(fact, app, words)}</dd></div>`)}</dl>
${others.length > 0 && also(others, words)}
${lead.notes.length > 0 && h`<h4>${words('section.notes')}</h4><ul>${lead.notes.map(({ text }) => h`<li>${text}</li>`)}</ul>`}
${isOneOfSeveral && ownSteps(group, words)}
${evidence(group, words)}
${rules !== null && h`<p class="small"><a href="#${rules}">${words('page.rules')}</a> <span class="id">${lead.ruleId}</span></p>`}
</div></details></article>`
}

/** What to do about this one; what is worth knowing about a step stands where all of them are listed. */
function ownSteps(group: Group, words: Words): Markup {
  const list = mergedSteps([group], words).flatMap(({ texts }) => texts)
  return list.length === 0
    ? nothing
    : h`<details>${summaryOf('section.steps', group.lead, words)}<ul>${list.map((text) => h`<li>${text}</li>`)}</ul></details>`
}

/** Whoever hears it alone, in a list of all that can be opened, hears of which app it is. */
const summaryOf = (key: 'section.steps' | 'page.evidence', { label, package: id }: Finding, words: Words) =>
  h`<summary aria-label="${labelled(words(key), label ?? id, words)}">${words(key)}</summary>`

/** The flags of Android stand in the lines below, and mean nothing to most people. */
function withoutFlags({ id, text }: Finding['facts'][number], app: ReportedApp | undefined, words: Words): string {
  const flags = app?.contacts.flags.join(' ') ?? ''
  const end = words('value.flags', { text: '', flags })
  return id === 'permission' && flags !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text
}

const identity = (app: ReportedApp, { users }: Report, words: Words) =>
  h`<span class="pkg">${name(app.package)} ${name(versionOf(app))}${(app.user > 0 || users.length > 1) && h` <span>${userInWords(app.user, users, words)}</span>`}</span>`

function chip(severity: Severity, app: ReportedApp | undefined, words: Words) {
  const level = words(`severity.${severity}`)
  const state = app && words(`state.${stateKey(app)}`)
  return h`<span class="chip ${TONE[severity]}">${state ? labelled(level, state, words) : level}</span>`
}

const also = (others: Finding[], words: Words) =>
  h`<h4>${words('section.also')}</h4><ul class="also">${others.map(
    ({ severity, message, label, ruleId }) =>
      h`<li><span class="tag">${words(`severity.${severity}`)}</span> ${sentence(message.text, label)} <span class="id">${ruleId}</span></li>`,
  )}</ul>`

/** The printed lines, under the file that they stand in; what decides is marked. */
function evidence({ lead, others }: Group, words: Words): Markup {
  const lines = new Map<string, Map<number, { text: string; decides: boolean }>>()
  for (const [at, finding] of [lead, ...others].entries()) {
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
  return h`<details>${summaryOf('page.evidence', lead, words)}<pre tabindex="0">${files}</pre></details>`
}

/** Apps, each with the state that was proven and the line that proves it. */
export function appTable(title: string, apps: ReportedApp[], report: Report, words: Words): Markup {
  return h`<div class="tw"><table class="stack" aria-label="${title}"><thead><tr><th scope="col">${words('page.app')}</th><th scope="col">${words('page.state')}</th><th scope="col">${words('page.where')}</th></tr></thead><tbody>
${apps.map(
  (app) =>
    h`<tr><th scope="row">${name(app.label ?? app.package)}${identity(app, report, words)}</th><td>${quietState(app, words)}</td><td class="hash">${app.contacts.evidence.slice(0, 1).map(({ path, line }) => name(`${path}:${line}`))}</td></tr>`,
)}</tbody></table></div>`
}
