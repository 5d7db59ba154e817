import { paragraph, plainWidth, widthsFor } from '../../internal.ts'
import type { Io } from '../io.ts'
import { columnsOf } from './color.ts'

/** Writes paragraphs as wide as the terminal, and an empty line for an empty one. */
export const teller =
  (io: Io) =>
  async (...paragraphs: string[]): Promise<void> => {
    for (const text of paragraphs)
      io.stdout.write(text === '' ? '\n' : paragraph(text, columnsOf(io), await widthsFor(text)))
  }

/** Says something of ours on standard error, on a line of its own; a program that reads along takes one line. */
export const aside = (io: Io, text: string) =>
  io.stderr.write(`\n${paragraph(text, io.stderr.isTTY ? columnsOf(io) : Number.POSITIVE_INFINITY, plainWidth)}`)
