/** A dash that a chat or an input method made of two hyphens, before the name of an option. */
const DASHES = /^[\p{Pd}−]+(?=[a-z])/iu

/** `—full`, `——full` and `－－ｆｕｌｌ` as they were meant; what is a file here stays its name. */
export function withHyphens(word: string, isFile: (name: string) => boolean): string {
  const plain = word.normalize('NFKC')
  if (word.startsWith('-') || !DASHES.test(plain) || isFile(word)) return word
  return plain.replace(DASHES, plain.replace(DASHES, '').length === 1 ? '-' : '--')
}
