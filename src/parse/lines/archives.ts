import { copyOf, joined, latin1In, placeOf } from '#platform/bytes.ts'
import type { Form } from './form.ts'

/**
 * An archive inside of another file: its first bytes, as Latin-1, and how they go on. `isOfParts`: databases,
 * recordings and programs pack parts of what they hold so.
 */
// biome-ignore-start lint/suspicious/noControlCharactersInRegex: these are what tells
const ARCHIVES: [start: string, whole: RegExp, isOfParts?: true][] = [
  // By each file in it: a document of Office may stand in an older one or in a mail, and its look does in most.
  [
    'PK\x03\x04',
    /^.{4}[\n-?]\x00.{2}[\x00-c]\x00.{20}(?!\[Con|_rels|(docProps|customXml|word|xl|ppt|theme|drs)\/).{10}/s,
  ],
  ['7z\xbc\xaf\x27\x1c', /^.{6}\x00[\x00-\x04]/s],
  ['Rar!\x1a\x07', /^.{6}[\x00\x01]/s],
  ['MSCF\0\0\0\0', /^/],
  ['\xfd7zXZ\0', /^.{6}\x00[\x00\x01\x04\n]/s],
  ['\x1f\x8b\x08', /^.{3}[\x00\x08].{4}[\x00\x02\x04][\x00\x03\x07\n\x0b\x13\xff]/s, true],
]
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: these are what tells
const STARTS = ARCHIVES.map(([start]) => Uint8Array.from(start, (one) => one.charCodeAt(0)))
const LONGEST_START = 40

/** Looks for an archive in the chunks of a file as they pass. No text holds a NUL, and every archive does. */
export function archiveWatch(): (chunk: Uint8Array, form: Form) => boolean {
  let tail: Uint8Array = new Uint8Array()
  return (chunk, form) => {
    const seam = joined([tail, chunk.subarray(0, LONGEST_START)])
    tail = copyOf((chunk.length < LONGEST_START ? seam : chunk).subarray(-LONGEST_START))
    return holdsArchive(seam, form) || holdsArchive(chunk, form)
  }
}

export function holdsArchive(bytes: Uint8Array, form: Form): boolean {
  if (!bytes.includes(0)) return false
  return ARCHIVES.some(([, whole, isOfParts], n) => {
    if (isOfParts && form === 'known') return false
    const start = STARTS[n] as Uint8Array
    for (let at = placeOf(bytes, start); at !== -1; at = placeOf(bytes, start, at + 1))
      if (whole.test(latin1In(bytes, at, at + LONGEST_START))) return true
    return false
  })
}
