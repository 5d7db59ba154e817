import { endsLike } from '../lines/mention.ts'

/**
 * Whether something else stands in a line than the name of a permission of the platform and what is said of it: what
 * marks, colours or pastes a text puts characters in that no name has, seen or not. Makers of apps name their own as
 * they like: `.permission.JPUSH_MESSAGE`, `${applicationId}.permission.X`.
 */
export const isDisguised = (text: string) =>
  isMisspelt(text) ||
  (!PLAIN.test(text) && [asciiOf(text), text.normalize('NFKD')].some((one) => holdsInOrder(one, 'androidpermission')))
const PLAIN = /^[\w-]+(?:\.[\w-]+)*(?:$|: \w+=)/

/** A letter of another alphabet may stand for any, but not for most of them: makers name their own in theirs. */
function holdsInOrder(text: string, letters: string): boolean {
  let at = 0
  let foreign = 0
  for (const one of text.toLowerCase()) {
    if (one > '~') foreign++
    else if (one !== letters[at]) continue
    if (++at === letters.length) return foreign < at * 0.7
  }
  return false
}

/**
 * `android.permission.READ CONTACTS`, `__android.permission.READ_CONTACTS__`, `READ_CONTACTS`: who corrects spelling,
 * underlines, shortens, or reads letters off a picture makes others of some.
 */
const isMisspelt = (text: string) => {
  const [, word = 'permission', name = ''] = MISSPELT.exec(asciiOf(text).toLowerCase()) ?? []
  return endsLike(word, 'permission') && endsLike(name, 'read_contacts')
}
/** Its second word, and what stands behind. */
const MISSPELT = /^_*(?:\w+\.)?(?:(\w+)\.)?_*([^:]{11,15}?)_*(?:$|:)/
const asciiOf = (text: string) => text.normalize('NFKD').replace(/[^ -~]+/g, '')
