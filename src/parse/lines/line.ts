import { textIn } from '#platform/bytes.ts'
import type { Evidence } from '../../model/evidence.ts'
import { SPACE } from './ascii.ts'
import { stands } from './landmarks.ts'

/**
 * One line of a dump as bytes, without its line end and trailing blanks. The reader hands out the same object for every
 * line: what a parser keeps, it copies.
 */
export type Line = ReturnType<typeof newLine>

export const newLine = () => ({
  bytes: new Uint8Array() as Uint8Array,
  start: 0,
  end: 0,
  /** 1-based. */
  number: 0,
  /** Of the line's first byte in the original text. */
  offset: 0,
  /** Blanks before `start`, by which the whole section is moved. */
  margin: 0,
  /** Original bytes per code unit: 2 where the line was transcoded from UTF-16. */
  unit: 1 as 1 | 2,
  /** Tabs in its indent were read as blanks, or a return as the line feed that it once had. */
  repaired: false,
  /** From its first character that is not a space, as the text has it, where something was taken away. */
  written: undefined as Uint8Array | undefined,
  /** Mentions of the permission to read contacts that no reader has claimed yet. */
  mentions: 0,
})

export function indentOf({ bytes, start, end }: Line): number {
  let at = start
  while (at < end && bytes[at] === SPACE) at++
  return at - start
}

export const textOf = ({ bytes, start, end }: Line, indent = 0) => textIn(bytes, start + indent, end)

/** Whether `needle` stands in the line at `indent`. */
export function standsAt({ bytes, start, end }: Line, indent: number, needle: Uint8Array): boolean {
  return stands(bytes, start + indent, end, needle)
}

/** Leaves out the blanks of a margin. */
export function moveBack(line: Line, blanks: number) {
  line.margin += blanks
  line.start += blanks
  line.offset += blanks * line.unit
}

/** The line as evidence, from its first character that is not a space. */
export function evidenceOf(line: Line, path: string): Evidence {
  const indent = indentOf(line)
  const text = textOf(line, indent)
  const { length } = line.written ? textIn(line.written) : text
  const bytes = line.written ? line.written.length : line.end - line.start - indent
  const column = line.margin + indent + 1
  return {
    path,
    line: line.number,
    column,
    endColumn: column + length,
    byteOffset: line.offset + indent * line.unit,
    byteLength: line.unit === 2 ? length * 2 : bytes,
    text,
  }
}
