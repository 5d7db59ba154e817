import { nameOf } from '../../model/report/app-name.ts'
import type { Problem, Reference, Report } from '../../model/report/report.ts'
import type { Group } from '../groups.ts'
import { headingIn, lawByCountry } from '../law.ts'
import type { MergedStep } from '../steps.ts'
import type { Words } from '../style.ts'
import { callable, h, type Markup, name, nothing, sentence } from './markup.ts'

/** What could not be read, first on a page that is not whole. */
export const problemList = (problems: Problem[], words: Words): Markup =>
  h`<div class="gaps"><strong>${words('section.problems')}</strong><ul>${problems.map(
    ({ message, path, line, code, remedy }) => h`<li><strong>${message}</strong> ${
      path !== null && h`<span class="id">${name(line === null ? path : `${path}:${line}`)}</span>`
    } <span class="tag">${code}</span>
<ol>${remedy.map((step) => h`<li>${withCode(step)}</li>`)}</ol></li>`,
  )}</ul></div>`

/** What our words put between backticks is a command. */
const withCode = (text: string) =>
  h`${text.split('`').map((part, at) => (at % 2 === 1 ? h`<code>${part}</code>` : part))}`

const UNSEEN = [
  ['page.unseen.typed', 'page.unseen.typed.gives'],
  ['page.unseen.others', 'page.unseen.others.gives'],
  ['page.unseen.web', 'page.unseen.web.gives'],
] as const

/** Open routes of each app, then those that no export shows. */
export function routes(groups: Group[], { users }: Report, words: Words): Markup {
  const open = groups.flatMap(({ app }) => (app ? app.routes.map((route) => ({ app, route })) : []))
  return h`<p class="muted">${words('page.routes.note')}</p>
${open.length === 0 && h`<p>${words('page.noRoutes')}</p>`}
<div class="tw"><table class="stack" aria-label="${words('page.routes')}"><thead><tr><th scope="col">${words('page.route')}</th><th scope="col">${words('page.app')}</th><th scope="col">${words('page.gives')}</th></tr></thead><tbody>
${open.map(
  ({ app, route }) =>
    h`<tr><th scope="row">${route.name} <span class="chip bad">${words('page.open')}</span><span class="pkg">${name(`${route.evidence.path}:${route.evidence.line}`)}</span></th><td>${name(nameOf(app, users, words))}</td><td>${route.line}</td></tr>`,
)}
${UNSEEN.map(
  ([what, gives]) =>
    h`<tr><th scope="row">${words(what)}</th><td class="muted">${words('page.unseen')}</td><td>${words(gives)}</td></tr>`,
)}</tbody></table></div>`
}

/** Each step in a line; what is worth knowing about it opens below. `letter` is where the draft stands. */
export const steps = (list: MergedStep[], letter: string | null, words: Words): Markup =>
  h`<ol class="steps">${list.map(
    ({ kind, detail, sources, texts, commands }, at) =>
      h`<li>${texts.map((text) => h`<b>${sayStep(kind, text, null)}</b> `)}${sources
        .filter((id) => id.startsWith('art.'))
        .map((id) => h`<span class="tag">${words('page.guideTag', { id })}</span> `)}${
        kind === 'document' && letter !== null && h`<p><a href="#${letter}">${words('page.letter')}</a></p>`
      }${
        (detail !== null || commands.length > 0) &&
        h`<details><summary aria-label="${words('page.step.more')} ${at + 1}">${words('page.step.more')}</summary>${detail && h`<p class="small">${detail}</p>`}${
          commands.length > 0 && h`<pre tabindex="0">${commands.map((argv) => h`${argv.join(' ')}\n`)}</pre>`
        }</details>`
      }</li>`,
  )}</ol>`

/** Numbers can be tapped where a step says whom to call. */
export const sayStep = (kind: MergedStep['kind'], text: string, label: string | null): Markup =>
  kind === 'complaint' || kind === 'help' ? callable(text) : sentence(text, label)

/** The law first, each sentence with what it rests on; then the guide, each statement with its corrections. */
export function rules(guidance: Report['guidance'], words: Words): Markup {
  const { statements, law, references, disclaimer } = guidance
  const tags = (ids: string[]) => references.filter(({ id }) => ids.includes(id)).map((one) => source(one, words))
  const stores = references.filter(({ kind, text }) => text !== null && kind !== 'article')
  const article = references.find(({ kind }) => kind === 'article')
  const said = h`<dl class="guide">${statements.map(
    ({ id, text, corrections }) =>
      h`<div><dt>${id}</dt><dd>${text}${corrections.map(
        (correction) =>
          h`<p class="fix"><strong>${words('line.correction')}${words('join.colon')}</strong>${correction.text}<span class="from">${tags(correction.sources)}</span></p>`,
      )}</dd></div>`,
  )}</dl>`
  return h`<p class="muted">${words('page.rules.note')}</p>
${
  law.length + stores.length > 0
    ? h`<h3 class="sub">${words('page.rules.law')}</h3>${lawByCountry(guidance).map(
        ({ name: country, law: sentences }) =>
          h`${country !== undefined && h`<h4>${country}</h4>`}<ul class="law">${sentences.map(
            ({ text, sources }) => h`<li>${text}<span class="from">${tags(sources)}</span></li>`,
          )}</ul>`,
      )}<ul class="law">${stores.map((one) => h`<li>${one.text}<span class="from">${source(one, words)}</span></li>`)}</ul>${disclaimer && h`<p class="small muted">${disclaimer}</p>`}`
    : nothing
}
${
  article
    ? h`<details><summary>${headingIn(words('page.rules.guide', { title: article.title, date: article.checkedOn }), statements[0]?.country, guidance, words)} <span class="tag">${words('kind.article')}</span></summary><p class="small muted">${article.text}</p>${said}</details>`
    : said
}`
}

const source = ({ kind, title }: Reference, words: Words) =>
  h`<span class="src"><span class="tag">${words(`kind.${kind}`)}</span> ${title}</span> `

export const limits = (all: Report['limits']): Markup =>
  h`<div class="limits"><ul>${all.map(({ text }) => h`<li>${text}</li>`)}</ul></div>`

/** Where nothing was found: how to look without this tool, when to look again, and what was looked at. */
export const look = ({ run, checks, verdict }: Report, words: Words): Markup =>
  h`<ol>${LOOK.map((key) => h`<li>${words(key)}</li>`)}</ol>
${verdict === 'clear' && h`<p><strong>${words('page.look.next', { date: monthAfter(run.startedAt) })}</strong></p>`}
<details><summary>${words(verdict === 'clear' ? 'page.look.none' : 'page.look.checked')}</summary><ul>${checks.map(({ title }) => h`<li>${title}</li>`)}</ul></details>`

const LOOK = ['page.look.open', 'page.look.list', 'page.look.off'] as const

/** The same day of the next month, or its last. */
function monthAfter(time: string): string {
  const [year = 0, month = 0, day = 0] = time.slice(0, 10).split('-').map(Number)
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month, Math.min(day, last))).toISOString().slice(0, 10)
}
