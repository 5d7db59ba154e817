/** Columns that a text takes on a terminal. */
export type WidthOf = (text: string) => number

/**
 * Printable ASCII takes one column a character, as do Latin letters with marks, dashes, quotes, dots and signs of
 * money; Han, kana, hangul syllables and full-width forms take two.
 */
const PLAIN =
  /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f\u1e00-\u1eff\u2010-\u2027\u20a0-\u20bf\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60\n]*$/
const WIDE = /[\n\u2e80-\uffff]/g

/** Right for plain text only, and at once. */
export const plainWidth: WidthOf = (text) => text.length + (text.match(WIDE)?.length ?? 0)

/**
 * How to measure texts of which `sample` holds every character. What is not plain (emoji, combining marks, other
 * scripts) needs string-width, whose tables take longer to load than a whole audit.
 */
export async function widthsFor(sample: string): Promise<WidthOf> {
  if (PLAIN.test(sample)) return plainWidth
  const { default: stringWidth } = await import('string-width')
  const known = new Map<string, number>()
  return (text) => {
    if (PLAIN.test(text)) return plainWidth(text)
    const width = known.get(text) ?? stringWidth(text)
    known.set(text, width)
    return width
  }
}

const ASCII = /^[\u0020-\u007e]*$/
/** A command, which stands between backquotes and is copied whole, or else a character. */
const COMMAND = '`[^`\n]*`'
const TOKEN = new RegExp(`(?:${COMMAND}|\\S)+\\s*`, 'gu')
const UNIT = new RegExp(`${COMMAND}|[^]`, 'gu')
const isHan = (character: string) => character >= '\u2e80' && character <= '\uffef'
/** May not begin, and may not end, a line of Chinese text. */
const CLOSING = '，。、；：？！）」』》】〉〕,.;:?!)]'
const OPENING = '（「『《【〈〔(['

/** Pieces that a line may be broken between: words with the blank after them, commands, and single Han characters. */
function piecesOf(text: string): string[] {
  return (text.match(TOKEN) ?? []).flatMap((token) => (ASCII.test(token) ? [token] : piecesOfToken(token)))
}

function piecesOfToken(token: string): string[] {
  const pieces: string[] = []
  let piece = ''
  let last = ''
  for (const [character] of token.matchAll(UNIT)) {
    const breaks = isHan(character) || isHan(last)
    if (breaks && piece !== '' && !CLOSING.includes(character) && !OPENING.includes(last) && character !== ' ') {
      pieces.push(piece)
      piece = ''
    }
    piece += character
    last = character
  }
  return [...pieces, piece]
}

/** Breaks text into lines of at most `width` columns; what has no place to break stands alone and may be longer. */
export function wrap(text: string, width: number, widthOf: WidthOf): string[] {
  const lines: string[] = []
  let line = ''
  let taken = 0
  for (const piece of piecesOf(text)) {
    if (line !== '' && taken + widthOf(piece.trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = ''
      taken = 0
    }
    line += piece
    taken += widthOf(piece)
  }
  if (line !== '') lines.push(line.trimEnd())
  return lines
}

/** Columns of the widest of `texts`. */
export const widest = (texts: string[], widthOf: WidthOf) =>
  texts.reduce((most, text) => Math.max(most, widthOf(text)), 0)

export const padded = (text: string, width: number, widthOf: WidthOf) =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)))

/** Text in at most `width` columns, cut between characters; what was cut ends in `..`. */
export function cut(text: string, width: number, widthOf: WidthOf): string {
  if (widthOf(text) <= width) return text
  let kept = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (widthOf(kept + segment) > width - 2) break
    kept += segment
  }
  return `${kept.trimEnd()}..`
}
