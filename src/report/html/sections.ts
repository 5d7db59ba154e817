import type { Problem, Reference, Report } from '../../model/report.ts'
import { type Group, lawByCountry } from '../groups.ts'
import type { MergedStep } from '../steps.ts'
import type { Words } from '../style.ts'
import { h, type Markup, name, nothing, sentence } from './markup.ts'

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

/** Open roads of each app, then those that no export shows. */
export function roads(groups: Group[], words: Words): Markup {
  const open = groups.flatMap(({ app }) => (app ? app.routes.map((road) => ({ app, road })) : []))
  return h`<p class="muted">${words('page.roads.note')}</p>
${open.length === 0 ? h`<p>${words('page.noRoads')}</p>` : nothing}
<div class="tw"><table class="stack"><thead><tr><th scope="col">${words('page.road')}</th><th scope="col">${words('page.app')}</th><th scope="col">${words('page.gives')}</th></tr></thead><tbody>
${open.map(
  ({ app, road }) =>
    h`<tr><th scope="row">${road.name} <span class="chip bad">${words('page.open')}</span><span class="pkg"><bdi>${road.evidence.path}:${road.evidence.line}</bdi></span></th><td>${name(app.label ?? app.package)}${app.user > 0 && h`<span class="pkg">${words('value.user', { user: app.user })}</span>`}</td><td>${road.line}</td></tr>`,
)}
${UNSEEN.map(
  ([what, gives]) =>
    h`<tr><th scope="row">${words(what)}</th><td class="muted">${words('page.unseen')}</td><td>${words(gives)}</td></tr>`,
)}</tbody></table></div>`
}

export const steps = (list: MergedStep[], words: Words): Markup =>
  h`<ol class="steps">${list.map(
    ({ detail, sources, texts, commands }) =>
      h`<li>${texts.length === 1 ? h`<b>${texts[0]}</b>` : h`<ul class="ways">${texts.map((text) => h`<li><b>${text}</b></li>`)}</ul>`} ${sources
        .filter((id) => id.startsWith('art.'))
        .map((id) => h`<span class="tag">${words('page.guideTag', { id })}</span> `)}
${commands.length > 0 && h`<pre tabindex="0">${commands.map((argv) => h`${argv.join(' ')}\n`)}</pre>`}
${detail && h`<p class="small">${detail}</p>`}</li>`,
  )}</ol>`

/** The law first, each sentence with what it rests on; then the guide, each statement with its corrections. */
export function rules(guidance: Report['guidance'], label: string | null, words: Words): Markup {
  const { statements, law, references, disclaimer } = guidance
  const tags = (ids: string[]) => references.filter(({ id }) => ids.includes(id)).map((one) => source(one, words))
  const stores = references.filter(({ kind, text }) => text !== null && kind !== 'article')
  const article = references.find(({ kind }) => kind === 'article')
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
    ? h`<h3 class="sub">${words('page.rules.guide', { title: article.title, date: article.checkedOn })} <span class="tag">${words('kind.article')}</span></h3><p class="small muted">${article.text}</p>`
    : nothing
}
<dl class="guide">${statements.map(
    ({ id, text, corrections }) =>
      h`<div><dt>${id}</dt><dd>${sentence(text, label)}${corrections.map(
        (correction) =>
          h`<p class="fix"><strong>${words('page.rules.corrected')}</strong> ${correction.text}<span class="from">${tags(correction.sources)}</span></p>`,
      )}</dd></div>`,
  )}</dl>`
}

const source = ({ kind, title }: Reference, words: Words) =>
  h`<span class="src"><span class="tag">${words(`kind.${kind}`)}</span> ${title}</span> `

export const limits = (all: Report['limits']): Markup =>
  h`<div class="limits"><ul>${all.map(({ text }) => h`<li>${text}</li>`)}</ul></div>`
