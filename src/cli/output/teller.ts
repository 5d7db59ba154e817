import { paragraph, widthsFor } from '../../internal.ts'
import type { Io } from '../io.ts'
import { columnsOf } from './color.ts'

/** Writes paragraphs as wide as the terminal, and an empty line for an empty one. */
export const teller =
  (io: Io) =>
  async (...paragraphs: string[]): Promise<void> => {
    for (const text of paragraphs)
      io.stdout.write(text === '' ? '\n' : paragraph(text, columnsOf(io), await widthsFor(text)))
  }
