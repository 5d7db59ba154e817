import { ofText } from '#platform/bytes.ts'
import type { Evidence } from '../model/evidence.ts'
import type { App } from '../model/phone/snapshot.ts'
import { beginningOf } from '../model/text/bounded.ts'

/** A package, a class or a component: `com.example.cash/.Service`. */
const WORD = /[\w.$]+(?:\/[\w.$]+)*/g
const isName = (part: string) => /\w\.[A-Za-z_]/.test(part)
/** Names of the platform, and of permissions, are nobody's app. */
const isPlatform = (part: string) => part.startsWith('android.') || part.includes('.permission.')

/** Lines that decide are shorter; a line is as long as its writer likes. In UTF-16 units. */
const LONGEST = 1000

/**
 * The part of a line of evidence that is about one app: without the names of others, which are nobody's business, and
 * no longer than a person reads. It is shown as it stands there, and its columns and bytes are those of the part.
 */
export function partAbout({ packageName, alias }: Pick<App, 'packageName' | 'alias'>, evidence: Evidence): Evidence {
  const { text, column, byteOffset } = evidence
  const words = [...text.matchAll(WORD)].map(({ 0: word, index }) => ({ word, from: index, to: index + word.length }))
  const isOwn = ({ word }: { word: string }) => [packageName, alias].includes(word.split('/')[0])
  const isOther = ({ word }: { word: string }) => word.split('/').some((part) => isName(part) && !isPlatform(part))
  const other = words.find((word) => isOther(word) && !isOwn(word))
  const own = words.find(isOwn)
  const { from, to } = other === undefined ? { from: 0, to: text.length } : (own ?? beginning(text, other.from))
  const part = beginningOf(text.slice(from, to), LONGEST)
  if (part === text) return evidence
  const bytesIn = sizeIn(evidence)
  return {
    ...evidence,
    text: part,
    column: column + from,
    endColumn: column + from + part.length,
    byteOffset: byteOffset + bytesIn(text.slice(0, from)),
    byteLength: bytesIn(part),
  }
}

/** What stands before a name, and before the words that lead to it: `proxy[uid=10099, pkg=`. */
function beginning(text: string, name: number) {
  const before = text.slice(0, name)
  const open = before.lastIndexOf('[')
  const from = open > before.lastIndexOf(']') ? open : name
  return { from: 0, to: before.slice(0, before.lastIndexOf(' ', from) + 1).trimEnd().length }
}

/** Bytes that a part takes in the original: two a unit where it was UTF-16. */
const sizeIn = ({ text, byteLength }: Evidence) =>
  byteLength === text.length * 2 && byteLength !== ofText(text).length
    ? (part: string) => part.length * 2
    : (part: string) => ofText(part).length
