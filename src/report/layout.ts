import stringWidth from 'string-width'

export const widthOf = (text: string) => stringWidth(text)

export const pad = (text: string, width: number) => text + ' '.repeat(Math.max(0, width - widthOf(text)))

const HAN = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]/
/** May not begin, and may not end, a line of Chinese text. */
const CLOSING = /^[，。、；：？！）」』》】〉”’…,.;:?!)\]]/
const OPENING = /[（「『《【〈“‘([]$/

/** Pieces that a line may be broken between: words with the blank after them, and single Han characters. */
function piecesOf(text: string): string[] {
  const pieces: string[] = []
  for (const token of text.match(/\S+\s*/gu) ?? []) {
    let piece = ''
    for (const character of token) {
      const joins = piece !== '' && !(HAN.test(character) || HAN.test(piece.at(-1) ?? ''))
      if (piece !== '' && !joins && !CLOSING.test(character) && !OPENING.test(piece) && character !== ' ') {
        pieces.push(piece)
        piece = ''
      }
      piece += character
    }
    pieces.push(piece)
  }
  return pieces
}

/** Breaks text into lines of at most `width` columns; what has no place to break stands alone and may be longer. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of piecesOf(text)) {
    if (line !== '' && widthOf(line) + widthOf(piece.trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += piece
  }
  if (line !== '') lines.push(line.trimEnd())
  return lines
}

/** A command over as many lines as it needs, broken between arguments in the way of a shell. */
export function wrapCommand(argv: string[], width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of argv) {
    if (line !== '' && widthOf(line) + widthOf(word) + 3 > width) {
      lines.push(`${line} \\`)
      line = `  ${word}`
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
