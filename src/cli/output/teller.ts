import { paragraph, type Rules, type Speaker } from '../../internal.ts'
import type { Io } from '../io.ts'
import { columnsOf } from './screen.ts'

/** What a report is told with, and where to. */
export interface Telling {
  rules: Rules
  words: Speaker
  io: Io
}

/** In which words something is told, and where. */
export type To = Pick<Telling, 'words' | 'io'>

/** Writes a text as wide as the terminal, with nothing in it that acts; `first` stands before its first line. */
export const writer =
  ({ stdout, env }: Pick<Io, 'stdout' | 'env'>) =>
  (text: string, indent = 0, first = ''): unknown =>
    stdout.write(paragraph(text, columnsOf({ stdout, env }), indent, first))

/** Writes paragraphs, and an empty line for an empty one. Blanks and the mark of a list at the start are its indent. */
export const teller = (io: Io) => {
  const put = writer(io)
  return (...paragraphs: string[]): void => {
    for (const text of paragraphs) {
      const first = /^ *(\d+\. |\d+ {2}|q {2})?/.exec(text)?.[0] ?? ''
      const rest = text.slice(first.length)
      if (rest === '') io.stdout.write('\n')
      else put(rest, 0, first)
    }
  }
}

/** Says something of ours on standard error; a program that reads along takes one line for one thing. */
export const aside = (io: Pick<Io, 'stdout' | 'stderr' | 'env'>, text: string): unknown =>
  io.stderr.write(paragraph(text, io.stderr.isTTY ? columnsOf(io) : Number.POSITIVE_INFINITY))
