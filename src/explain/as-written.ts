/**
 * Whether a part of a report brings its words. Those of a saved report do, and stand where the rules do not know what
 * they are about; those of our own audit do not.
 */
export const isWritten = <Part extends object, Word extends keyof Part>(
  part: Part,
  word: Word,
): part is Part & Required<Part> => part[word] !== undefined

/** A part whose words only its writer knows. */
export function asWritten<Part extends object, Word extends keyof Part>(part: Part, word: Word): Required<Part> {
  if (!isWritten(part, word)) throw new Error(`no words for ${JSON.stringify(part)}`)
  return part
}
