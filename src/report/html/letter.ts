import { eachApp } from '../../model/report/app-key.ts'
import type { Edition } from '../../model/report/edition.ts'
import type { Letter, Line } from '../../model/report/letter.ts'
import type { Group } from '../groups.ts'
import type { Words } from '../style.ts'
import { framed } from './frame.ts'
import { h, type Markup, name, nothing } from './markup.ts'

/** Apps whose steps include a letter. */
export const needsLetter = ({ lead, others }: Group) =>
  [lead, ...others].some(({ remediation }) => remediation.some(({ kind }) => kind === 'document'))

/** One letter for each app, whoever has it on this phone. What only the person knows is typed in on the page. */
export function letters(groups: Group[], { words, draft }: Edition): Markup {
  if (draft === undefined) return nothing
  const apps = groups.filter(needsLetter).flatMap(({ app }) => app ?? [])
  const drafts = eachApp(apps).map(draft)
  const notes = [words('page.letter.note'), ...new Set(drafts.flatMap((letter) => letter.notes))]
  return h`${notesOf(notes)}${drafts.map((letter) => written(letter, 'h3', words))}`
}

/** A letter as a page of its own, to fill in and print. */
export const letterPage = (letter: Letter, lang: Edition['report']['run']['lang'], version: string, words: Words) => {
  const title = plainOf(letter.title)
  return framed({
    lang,
    titles: [title],
    version: `${version} letter`,
    main: h`<div class="in-${letter.lang}"><article class="sheet"><section class="pad">
${notesOf([words('page.letter.note'), ...letter.notes])}${written(letter, 'h1', words)}
</section></article></div>`,
  })
}

const notesOf = (notes: string[]) => notes.map((note) => h`<p class="muted noprint">${note}</p>\n`)

export function written({ title, parts }: Letter, level: 'h1' | 'h3', words: Words): Markup {
  const heading = line(title, words)
  return h`<div class="letter">${level === 'h1' ? h`<h1>${heading}</h1>` : h`<h3>${heading}</h3>`}
${parts.map((part) =>
  'heading' in part
    ? h`<p><strong>${part.heading}</strong></p>\n`
    : 'list' in part
      ? h`<ol>${part.list.map((item) => h`<li>${line(item, words)}</li>`)}</ol>\n`
      : h`<p>${line(part.text, words)}</p>\n`,
)}</div>`
}

/** A blank becomes a place to type in; nothing that is typed leaves the page. */
const line = (pieces: Line, words: Words): Markup =>
  h`${pieces.map((piece) => {
    if (typeof piece === 'string') return piece
    if ('name' in piece) return name(piece.name)
    const shown = piece.preset ?? name(words('letter.blank', { field: piece.blank }))
    return h`<span class="fill" contenteditable="plaintext-only" role="textbox" aria-label="${piece.blank}" spellcheck="false">${shown}</span>`
  })}`

const plainOf = (pieces: Line) =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : 'name' in piece ? piece.name : '')).join('')
