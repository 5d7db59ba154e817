import { explainProblem } from '../explain/index.ts'
import type { Editions } from '../model/report/edition.ts'
import { localTime } from '../model/text/local-time.ts'
import { h, type Markup } from '../report/html/markup.ts'
import { problemList } from '../report/html/sections.ts'
import { packTexts, withRaw } from '../report/pack.ts'
import { grouped } from '../report/spelled.ts'
import type { MadePack, ToPack } from '../sources/web/pack.ts'
import type { PageSpeaker } from './words.ts'
import type { Checked } from './worker.ts'

/** What goes on in the part for a pack of evidence; `percent` of all that is to be read. */
export type PackState =
  | { is: 'waiting' }
  | { is: 'making'; percent: number }
  | ({ is: 'made' } & MadePack)
  | { is: 'failed'; code: string; params: Record<string, string> }

/** A pack of what was read and of the report on it. Its README holds no text but our own, whose width is plain. */
export async function toPack(originals: ToPack['originals'], editions: Editions, version: string): Promise<ToPack> {
  const told = { tool: `daicha.html ${version}`, at: localTime(new Date()) }
  const texts = await packTexts(editions, { ...told, kind: withRaw })
  return { ...told, ...texts, id: editions[0].report.run.id, originals }
}

/** Each file is read once for its hash, and once to be put in. */
export const percentOf = (read: number, originals: ToPack['originals']) =>
  Math.min(100, Math.round((read / originals.reduce((sum, { blob }) => sum + 2 * blob.size, 1)) * 100))

/** What a pack is, what is private in it, and the button; where none can be made, why. */
export function packPart({ phones, originals }: Omit<Checked, 'country'>, pack: PackState, words: PageSpeaker): Markup {
  const { say } = words
  const isOne = phones.length === 1
  return h`<details class="pack noprint"${pack.is !== 'waiting' && h` open`}><summary>${say('web.pack')}</summary><p>${say('web.pack.lead')}</p>${
    originals && isOne
      ? h`<p>${say('web.pack.private')}</p>
<button type="button" id="pack" data-do="pack"${pack.is === 'making' && h` disabled`}>${say('web.pack.save')}</button><div id="packing">${packState(pack, words)}</div>`
      : h`<p>${say(isOne ? 'web.pack.ofReport' : 'web.pack.ofMany')}</p>`
  }</details>`
}

export function packState(pack: PackState, words: PageSpeaker): Markup {
  const { say } = words
  if (pack.is === 'making') return h`<p id="packed" tabindex="-1">${say('web.pack.making', pack)}</p>`
  if (pack.is === 'failed') {
    return h`<div id="packed" tabindex="-1">${problemList([explainProblem(pack.code, words, pack)], say)}</div>`
  }
  return pack.is === 'made'
    ? h`<div id="packed" tabindex="-1"><p><strong>${say('pack.paper')}</strong></p><p class="number">${grouped(pack.manifest).map((line) => h`${line}<br>`)}</p><p>${say('web.pack.later')}</p></div>`
    : h``
}
