import { latin1In, native } from '#platform/bytes.ts'
import { legible } from '../../model/text/legible.ts'

/** The bytes that a line of text stands for, as Latin-1. */
export interface Carried {
  parts: string[]
  /** The first goes on with what the line before ended in. */
  isMore: boolean
  /** The line ends in the last. */
  goesOn: boolean
}

type Code = (line: string) => Carried | undefined

/** A line that holds nothing else. */
const ALL = { isMore: true, goesOn: true }

const whole = (bytes: Uint8Array): Carried => ({ parts: [latin1In(native(bytes), 0, bytes.length)], ...ALL })

/**
 * Part of a file in a mail, a page or JSON; a long number in hexadecimal looks alike. Words are told by what stands
 * between them: a pattern for a word of megabytes has no room on the stack.
 */
const isBase64 = (word: string) => word.length >= 40 && /[g-z+/]/i.test(word)

const base64: Code = (line) => {
  // JSON writes the ends of its lines in letters, JSON in JSON with more of them.
  const found = line
    .replace(/\\{1,8}[rn]/g, '')
    .split(/[^A-Za-z0-9+/]+/)
    .filter(isBase64)
  if (found.length === 0) return undefined
  const parts = found.map((part) => atob(part.slice(0, part.length & ~3)))
  // But for a quotation mark, or what fills up.
  const bare = line.trim()
  const isPart = (some: string) => /^[\w+/]{30}$/.test(some)
  return { parts, isMore: isPart(bare.slice(2, 32)), goesOn: isPart(bare.slice(-32, -2)) }
}

/** `0000000   P   a   c   k   a   g   e   s   :  \n`. */
const letters: Code = (line) => {
  const found = /^\d{7}((?: {2}[ \\].){3,16})$/.exec(line.padEnd(71))?.[1]
  return found === undefined
    ? undefined
    : { parts: [found.replace(/ {3}(.)| {2}\\./g, (_, one = '\n') => one)], ...ALL }
}

/** `00000010: 5061 636b`, `0000020 060520`, `0x50, 0x61`, `80, 97`: numbers in a row, some behind an address. */
const NUMBERS = /^(?:\s*[\da-f]{5,}:?\s)?\W*((?:(?:0x)?[\da-f]{1,8}\W{1,3}){5,}(?:0x)?[\da-f]{1,8}\b|[\da-f]{40,}$)/i
/** What of a line shows that it holds numbers; words stand behind them in short lines only. */
const SHOWN = 400

/** `od`, `hexdump`, `xxd`, an array of a program. What is wider than a byte may stand in either order. */
const numbers =
  (isSwapped: boolean): Code =>
  (line) => {
    const shown = NUMBERS.exec(line.slice(0, SHOWN))?.[1]
    const words = (line.length > SHOWN ? shown && line : shown)
      ?.replace(/0x/gi, '')
      .split(/[^\da-f]+/i)
      .filter((word) => word !== '')
    if (!words) return undefined
    const width = words[0]?.length ?? 0
    if (isSwapped && (width < 4 || width > 8)) return undefined
    const isEven = words.every(({ length }) => length === width)
    // One array for all: a line may hold millions of numbers.
    const bytes = new Uint8Array(words.reduce((sum, { length }) => sum + Math.max(1, length >> 1), 0))
    let end = 0
    for (const word of words) {
      const from = end
      end = put(word, isEven, bytes, from)
      if (isSwapped) bytes.subarray(from, end).reverse()
    }
    return whole(bytes.subarray(0, end))
  }

/**
 * Puts the bytes of a number into others. In decimal, numbers are of several widths; three digits of one width, and six
 * that fit, are octal.
 *
 * @returns where the next one goes
 */
function put(word: string, isEven: boolean, bytes: Uint8Array, from: number): number {
  let to = from
  const octal = Number.parseInt(word, 8)
  if (!isEven && /^\d{1,3}$/.test(word)) bytes[to++] = Number(word)
  else if (/^[01]{8}$/.test(word)) bytes[to++] = Number.parseInt(word, 2)
  else if (word.length === 3) bytes[to++] = octal
  else if (/^[01][0-7]{5}$/.test(word)) {
    bytes[to++] = octal >> 8
    bytes[to++] = octal
  } else
    for (let at = 1; at < word.length; at += 2)
      bytes[to++] = (digit(word.charCodeAt(at - 1)) << 4) | digit(word.charCodeAt(at))
  return to
}

const digit = (code: number) => (code < 0x40 ? code & 0xf : (code & 7) + 9)

/** Ways to write any bytes as text. Programs hand on files by some of them, and show bytes to people by the others. */
export const CODES: { name: string; read: Code; isForFiles?: true }[] = [
  { name: 'base64', read: base64, isForFiles: true },
  { name: 'od', read: letters },
  { name: 'hex', read: numbers(false) },
  { name: 'hex', read: numbers(true) },
]

/** RTF without what is no text; its own line ends mean nothing. */
export const plainRtf = (line: string) =>
  line
    .replace(/\\tab\b ?/g, '\t')
    .replace(/\\(?:par|line|cell)\b ?/g, '\n')
    // What older programs show in its place stands behind a letter of Unicode. One letter among those of an alphabet
    // tells nothing of its encoding.
    .replace(/\\u(-?\d+) ?(?:\?|(?:\\'..){1,2})?|(?:\\'[\da-f]{2})+/gi, (said, code) =>
      code || !said[4]
        ? String.fromCharCode(code ?? `0x${said.slice(2)}`)
        : legible(Uint8Array.from(said.split("\\'").slice(1), (hex) => Number(`0x${hex}`))),
    )
    .replace(/\\[a-z]+-?\d* ?|[{}]/g, '')
