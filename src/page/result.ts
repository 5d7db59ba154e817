import { editionOf } from '../explain/index.ts'
import type { Report } from '../model/report/report.ts'
import type { Language } from '../model/vocabulary.ts'
import { csv } from '../report/csv.ts'
import { inert, json } from '../report/escape.ts'
import { onePhone } from '../report/html/document.ts'
import { html } from '../report/html/index.ts'
import { h, type Markup, name } from '../report/html/markup.ts'
import { editionsOf } from './edition.ts'
import { type PackState, packPart } from './pack.ts'
import type { PageSpeaker } from './words.ts'
import type { Checked } from './worker.ts'

export const FORMATS = { html: 'text/html', json: 'application/json', csv: 'text/csv' } as const
export type SavedFormat = keyof typeof FORMATS
export const isFormat = (format: string | undefined): format is SavedFormat =>
  format !== undefined && Object.hasOwn(FORMATS, format)

/** The phones of an input; where there are several, one is shown. */
export interface Shown extends Checked {
  at: number
  pack: PackState
  /** Tells its letters from those of another. */
  of: number
}

/** What stands above the report: the way back, the other phones, what it can be saved as. */
export function resultHead({ phones, at, originals, pack }: Shown, words: PageSpeaker): Markup {
  const { say, lang } = words
  return h`<div class="bar noprint"><button type="button" data-do="again">← ${say('web.result.again')}</button>
<div class="saves" role="group" aria-label="${say('web.result.save')}"><span>${say('web.result.save')}</span> ${(
    Object.keys(FORMATS) as SavedFormat[]
  ).map(
    (format) =>
      h`<button type="button" data-do="save" data-format="${format}">${say(`web.result.${format}`)}</button> `,
  )}<button type="button" data-do="print">${say('web.result.print')}</button></div></div>
${
  phones.length > 1 &&
  h`<fieldset class="phones noprint"><legend>${say('web.result.phones', { n: phones.length })}</legend>${phones.map(
    ({ input, reports }, nth) =>
      h`<label><input type="radio" name="phone" value="${nth}"${nth === at && h` checked`}> <span>${name(input)}${say('join.colon')}${reports[lang].headline}</span></label>`,
  )}</fieldset>`
}
<div id="work" class="noprint"></div>
<p class="muted small noprint">${say('web.result.kept')}</p>${packPart({ phones, ...(originals && { originals }) }, pack, words)}`
}

/** The report itself, as its own page shows it. */
export function resultBody({ phones, at }: Shown, words: PageSpeaker): Markup {
  const report = phones[at]?.reports[words.lang]
  return report === undefined ? h`` : onePhone(editionOf(report, words))
}

/** The text of a report as it is saved, and a name for it. */
export async function saved(
  { phones, at }: Shown,
  format: SavedFormat,
  words: (lang: Language) => PageSpeaker,
  lang: Language,
): Promise<{ name: string; text: string }> {
  const phone = phones[at]
  if (phone === undefined) throw new Error(`no phone ${at}`)
  const editions = editionsOf(phone, words, lang)
  const [{ report }] = editions
  const made = { html: () => html(editions), json: () => json(report), csv: () => csv(inert(report), { toFile: true }) }
  return {
    name: nameOf(report, `${at > 0 ? `-${at + 1}` : ''}.${format}`),
    text: await made[format](),
  }
}

/** A name for what is saved of a report. */
export const nameOf = ({ run }: Report, ending: string) => `daicha-${run.startedAt.slice(0, 10)}${ending}`
