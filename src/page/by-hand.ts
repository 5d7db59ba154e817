import { byHand, type System, wayOff } from '../explain/by-hand.ts'
import { emergencyIn } from '../explain/emergency.ts'
import { lineOf } from '../explain/finding.ts'
import { letterOf } from '../explain/letter.ts'
import type { Maker } from '../model/rules/rule.ts'
import { danger } from '../report/html/document.ts'
import { written } from '../report/html/letter.ts'
import { h, type Markup, nothing } from '../report/html/markup.ts'
import { steps } from '../report/html/sections.ts'
import type { MergedStep } from '../report/steps.ts'
import type { PageSpeaker } from './words.ts'

/** What a person saw of one app in the settings of the phone. */
export interface SeenApp {
  name: string
  seen: 'on' | 'off' | 'none' | ''
  /** Tells its letter from those of the others. */
  of: number
}

export interface Seen {
  maker: Maker | undefined
  /** Index in the systems of the maker. */
  system: number
  apps: SeenApp[]
}

/** Whom to call, in the country of the speaker. */
export function numbers(words: PageSpeaker): Markup {
  const { country } = words.guidance
  const emergency = emergencyIn(
    { emergency: { country: country && { id: country.id } }, run: { policy: 'borrower' } },
    words,
  )
  return danger([{ emergency: { ...emergency, hint: null } }])
}

/** Where to look, and where to turn it off. */
export function paths({ maker, system }: Seen, words: PageSpeaker): Markup {
  const one = maker?.systems[system]
  if (one === undefined) return nothing
  return h`<ol class="ways">${byHand(one, words).map((line) => h`<li>${line}</li>`)}</ol>
${maker?.systems.some(({ android }) => android) && h`<p class="muted small">${words.say('byHand.differ')}</p>`}`
}

export function rows(apps: SeenApp[], { say }: PageSpeaker): Markup {
  return h`${apps.map(
    (app, at) => h`<fieldset class="saw"><legend>${say('web.saw.nth', { n: at + 1 })}</legend>
<label class="field">${say('web.saw.app')} <input type="text" id="app-${at}" data-app="${at}" value="${app.name}" autocomplete="off" spellcheck="false" maxlength="60"></label>
<div class="field" role="radiogroup" aria-labelledby="seen-${at}"><span id="seen-${at}">${say('web.saw.state')}</span> <span class="choices">${(
      ['on', 'off', 'none'] as const
    ).map(
      (seen) =>
        h`<label><input type="radio" name="seen-${at}" data-seen="${at}" value="${seen}"${app.seen === seen && h` checked`}> ${say(`web.saw.${seen}`)}</label>`,
    )}</span></div>${apps.length > 1 && h`<button type="button" class="plain" data-do="fewer" data-at="${at}">${say('web.saw.fewer')}</button>`}</fieldset>`,
  )}<button type="button" class="plain" data-do="more">${say('web.saw.more')}</button>`
}

/** In the order to take them. */
const STEPS = `keep-evidence revoke check-other-routes keep-denied warn-contacts withdraw-and-delete complain-finance
  complain-app complain-consumer police support`.split(/\s+/)
/** What a phone that is not Android does not have. */
const ANDROID_ALONE = ['check-other-routes']

const named = (apps: SeenApp[], as: SeenApp['seen'], { say }: PageSpeaker) =>
  apps.filter(({ seen }) => seen === as).map(({ name }) => name.trim() || say('web.unnamed'))

/** What was seen, in a sentence or two: short, as it is read aloud at each change. */
export function seen(apps: SeenApp[], words: PageSpeaker): Markup {
  const { say } = words
  if (apps.every((app) => app.seen === '')) return h`<p class="muted">${say('web.answer.waiting')}</p>`
  const told = (as: 'on' | 'off' | 'none') => {
    const names = named(apps, as, words)
    return names.length > 0 && say(`web.answer.${as}`, { list: names.join(say('join.comma')) })
  }
  const [on, off, none] = [told('on'), told('off'), told('none')]
  return h`${on && h`<div class="first"><p><strong>${on}</strong></p></div>`}${off && h`<p>${off}</p>`}${none && h`<p>${none}</p>`}`
}

/** What follows from it, and a letter to each app that can read contacts. */
export function answer({ maker, system, apps }: Seen, day: string, words: PageSpeaker): Markup {
  const { say } = words
  const on = named(apps, 'on', words)
  if (on.length === 0) return nothing
  const one = maker?.systems[system]
  return h`${one === undefined && h`<p class="muted">${say('web.answer.choose')}</p>`}
<h3>${say('web.answer')}</h3>${steps(stepsFor(on, one, words), 'letter', words.say)}
<h3 id="letter">${say('web.letter')}</h3><p class="muted noprint">${say('page.letter.note')}</p>${lettersTo(apps, day, words)}<p class="noprint"><button type="button" data-do="print">${say('web.letter.print')}</button></p>`
}

function stepsFor(labels: string[], system: System | undefined, words: PageSpeaker): MergedStep[] {
  const { guidance, say, text } = words
  const label = labels.join(say('join.comma'))
  const path =
    system === undefined ? guidance.paths.filter(({ rom }) => rom === 'any').map(({ id }) => id)[0] : undefined
  const way = wayOff(system ?? { name: { zh: '', en: '' }, android: true, path }, label, words)
  const params = { label, package: label, user: 0, path: way }
  return STEPS.filter((id) => system?.android !== false || !ANDROID_ALONE.includes(id)).flatMap((id) => {
    const action = guidance.actions.find((one) => one.id === id)
    if (action === undefined) return []
    const { kind, detail } = action
    const line = kind === 'document' ? say('page.now.letter') : lineOf(action, undefined, params, words)
    // What they rest on is told in the report alone: here a tag would lead nowhere.
    return [{ id, kind, detail: detail ? text(detail, params) : null, sources: [], texts: [line], commands: [] }]
  })
}

/** To each app that can read contacts, with what it says to who sends it before the first. */
function lettersTo(apps: SeenApp[], day: string, words: PageSpeaker): Markup {
  const letters = apps
    .filter(({ seen }) => seen === 'on')
    .map(({ name: label, of }) => ({
      of,
      letter: letterOf('operator', { apps: [], seen: { label: label.trim() || undefined, day } }, words),
    }))
  const notes = new Set(letters.flatMap(({ letter }) => letter.notes))
  return h`${[...notes].map((note) => h`<p class="muted noprint">${note}</p>`)}${letters.map(({ of, letter }) => h`<div data-of="${of}">${written(letter, 'h3', words.say)}</div>`)}`
}

export const makerChoice = ({ maker, system }: Seen, makers: Maker[], { say, text }: PageSpeaker): Markup =>
  h`<label class="field">${say('web.maker')} <select id="maker"><option value="">${say('web.maker.choose')}</option>${makers.map(
    (one) => h`<option value="${one.id}"${one.id === maker?.id && h` selected`}>${text(one.name)}</option>`,
  )}</select></label>${
    maker !== undefined &&
    maker.systems.length > 1 &&
    h` <label class="field">${say('web.system')} <select id="system">${maker.systems.map(
      (one, at) => h`<option value="${at}"${at === system && h` selected`}>${text(one.name)}</option>`,
    )}</select></label>`
  }`

export const countryChoice = ({ guidance, say, text }: PageSpeaker): Markup =>
  h`<label class="field">${say('web.country')} <select id="country">${Object.entries(guidance.all.countries).map(
    ([id, { country }]) =>
      h`<option value="${id}"${id === guidance.country?.id && h` selected`}>${text(country.name)}</option>`,
  )}<option value=""${guidance.country === null && h` selected`}>${say('web.country.none')}</option></select></label><p class="muted small">${say('web.country.hint')}</p>`
