import { paragraph, plainWidth, widthsFor } from '../../internal.ts'
import type { Io } from '../io.ts'
import { columnsOf } from './color.ts'

/**
 * Writes paragraphs as wide as the terminal, with nothing in them that acts, and an empty line for an empty one. Blanks
 * and the mark of a list at the start of one are its indent.
 */
export const teller =
  (io: Io) =>
  async (...paragraphs: string[]): Promise<void> => {
    for (const text of paragraphs) {
      const first = /^ *(\d+\. |\d+ {2}|q {2})?/.exec(text)?.[0] ?? ''
      const rest = text.slice(first.length)
      io.stdout.write(rest === '' ? '\n' : paragraph(rest, columnsOf(io), await widthsFor(rest), 0, first))
    }
  }

/** Says something of ours on standard error, on a line of its own; a program that reads along takes one line. */
export const aside = (io: Io, text: string) =>
  io.stderr.write(`\n${paragraph(text, io.stderr.isTTY ? columnsOf(io) : Number.POSITIVE_INFINITY, plainWidth)}`)
