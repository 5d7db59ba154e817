import { eachText } from '../parts.ts'

/** Our own texts are far shorter. In UTF-16 units. */
const LONGEST = 4000

/** A report, or a part of one, in which no text fills the page: what strangers wrote is cut, and then ends in `…`. */
export const bounded = <T>(value: T): T =>
  eachText(value, (text) => (text.length <= LONGEST ? text : `${beginningOf(text, LONGEST)}…`))

/** At most so many UTF-16 units of a text, of which none is half a character. */
export const beginningOf = (text: string, longest: number) => text.slice(0, longest).replace(/[\ud800-\udbff]$/, '')
