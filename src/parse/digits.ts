import { late } from '../model/late.ts'

/**
 * The text with every decimal digit in ASCII. A phone prints dates in the digits of its language, as in
 * `٢٠٢٦-٠٣-٠٢ ٠٩:١٥:٠٠`. Unicode keeps the ten digits of a script next to one another, from zero on.
 */
export const asciiDigits = (text: string) =>
  HAS_OTHERS.test(text) ? text.replace(DIGITS(), (digit) => String(digitOf(digit))) : text

/** The digits that a value begins with. Where a mail carries it, `=3D10143` stands for `=10143` (RFC 2045). */
export const digitsIn = (value: string | undefined): string | undefined => /^(?:3D)?(\d+)/.exec(value ?? '')?.[1]

const HAS_OTHERS = /[^\0-\x7f]/
const DIGITS = late(String.raw`\p{Nd}`, 'gu')
const DIGIT = late(String.raw`^\p{Nd}$`, 'u')
const isDigit = (code: number) => DIGIT().test(String.fromCodePoint(code))

function digitOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0
  let before = 0
  while (isDigit(code - before - 1)) before++
  return before % 10
}
