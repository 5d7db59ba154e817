import type { Letter, Line } from '../model/report/letter.ts'
import { tagOf } from '../model/vocabulary.ts'
import { visible } from './escape.ts'
import type { Words } from './style.ts'
import { paragraph } from './text/paragraph.ts'

export interface LetterStyle {
  words: Words
  version: string
  /** Width to wrap at; absent: a line for each paragraph, as forms and mail want it. */
  columns?: number
}

/** What a letter can be written as; those that are text say what is a blank by a line and what belongs there. */
export const letterFormats = {
  text: async (letter, { words, columns = Number.POSITIVE_INFINITY }) =>
    linesOf(letter, words)
      .map(([mark, text]) => paragraph(text, columns, 0, mark) || '\n')
      .join(''),
  markdown: async (letter, { words }) => {
    const { plain } = await import('./markdown-text.ts')
    const told = (line: Line) => written(line, words, plain, '\\_'.repeat(BLANK.length))
    const parts = letter.parts.map((part) =>
      'heading' in part
        ? `## ${plain(part.heading)}`
        : 'list' in part
          ? part.list.map((item, at) => `${at + 1}. ${told(item)}`).join('\n')
          : told(part.text),
    )
    const notes = [words('letter.notes'), ...letter.notes.map((note) => `- ${note}`)].map((note) => `> ${plain(note)}`)
    return `${[`# ${told(letter.title)}`, ...parts, '---', notes.join('\n')].join('\n\n')}\n`
  },
  html: async (letter, { words, version }) =>
    (await import('./html/letter.ts')).letterPage(letter, tagOf(letter.lang), version, words),
} satisfies Record<string, (letter: Letter, style: LetterStyle) => string | Promise<string>>

const BLANK = '______'

/** Lines with the mark that stands before each, which the others of a paragraph hang below. */
function linesOf({ title, parts, notes }: Letter, words: Words): [mark: string, text: string][] {
  const told = (line: Line) => written(line, words, (text) => text, BLANK)
  const lines: [string, string][] = [['', told(title)]]
  for (const part of parts) {
    lines.push(['', ''])
    if ('list' in part) for (const [at, item] of part.list.entries()) lines.push([`${at + 1}. `, told(item)])
    else lines.push(['', 'heading' in part ? part.heading : told(part.text)])
  }
  lines.push(['', ''], ['', '-'.repeat(40)], ['', words('letter.notes')])
  for (const note of notes) lines.push(['- ', note])
  return lines
}

const written = (line: Line, words: Words, inert: (text: string) => string, blank: string) =>
  line
    .map((piece, at) => {
      if (typeof piece === 'string') return inert(piece)
      if ('name' in piece) return inert(visible(piece.name))
      if (piece.preset !== undefined) return piece.preset
      return isSaid(piece.blank, line[at - 1])
        ? blank
        : blank + inert(words('letter.blank.text', { field: piece.blank }))
    })
    .join('')

/** Whether the words before a blank say already what belongs there. */
const isSaid = (field: string, before: Line[number] | undefined) =>
  typeof before === 'string' &&
  before
    .replace(/[\s:：]+$/, '')
    .toLowerCase()
    .endsWith(field.toLowerCase())
