const ASCII = /^[\u0020-\u007e]*$/
/** Several characters that are one emoji. */
const JOINED =
  /\p{Extended_Pictographic}(\ufe0f|\p{Emoji_Modifier}|\u200d\p{Extended_Pictographic})+|[\d#*]\ufe0f?\u20e3/gu
/** Marks, controls, and what is joined to the letter of hangul before it. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Cs}\u1160-\u11ff]/gu
/** Wide and full-width ones (UAX #11). A flag is two letters of one column each. */
const WIDE =
  /(?!\p{RI})[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{1b2fb}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/gu

/**
 * Columns that a text takes on a terminal. string-width, by which the tests measure this, takes as long to load as an
 * audit does, for its pattern of every emoji.
 */
export const widthOf = (text: string): number =>
  ASCII.test(text) ? text.length : [...text.replace(JOINED, '\u3000').replace(UNSEEN, '').replace(WIDE, '--')].length
