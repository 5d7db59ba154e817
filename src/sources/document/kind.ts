import { PAGE } from '../../model/report/own-files.ts'
import { written } from '../written.ts'

/** Enough for the headings of a mail. */
const BEGINNING = 64 * 1024

/** By what it says of how it is written. */
const MAIL = /^(From \S+ .*\n)?([\w-]+:.*\n([ \t].*\n)*)*?Content-(Transfer-Encoding|Type):/i
const HTML = /^\s*(<[!?][^>]*>\s*)*<(!doctype )?html\b/i
/** What an office program saves, by the names that its first element gives to what follows (OOXML, ODF, Word 2003). */
const OFFICE =
  /^\s*(<[!?][^>]*>\s*)*<[\w:-]+\s[^>]*(openxmlformats\.org|ooxml\/|opendocument:|microsoft\.com\/office\/|officeDocument\/)|^application\/vnd\.oasis\.|^<\?xml[^>]*>\s*<rdf:RDF/
const MVT = /^\s*\[\s*\{\s*"(uid|package_name)":/

/** Which of the documents that people send to one another a file is by its beginning; every other is a text. */
export function documentIs(head: Uint8Array): 'mail' | 'html' | 'office' | 'mvt' | undefined {
  const begins = written(head.subarray(0, BEGINNING)).replaceAll('\r\n', '\n')
  if (MAIL.test(begins)) return 'mail'
  if (HTML.test(begins) && !PAGE.test(begins)) return 'html'
  if (OFFICE.test(begins)) return 'office'
  return MVT.test(begins) ? 'mvt' : undefined
}
