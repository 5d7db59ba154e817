import { PAGE } from '../../model/report/own-files.ts'
import { written } from '../written.ts'

/** Enough for the headings of a mail. */
const BEGINNING = 64 * 1024

/** A heading of a mail, with all before it; an app may print one among the `Packages:` of a dump. */
const heading = (of: string) =>
  new RegExp(String.raw`^(From \S+ .*\n)?((?!Packages:)[\w-]+:.*\n([ \t].*\n)*)*?${of}`, 'i')
const CODED = heading('Content-(Transfer-Encoding: *(base64|quoted-printable)|Type: *(multipart|message)/)')
const TYPED = heading('Content-(Transfer-Encoding|Type):')
/** What a server sends has a type, and no version (RFC 2045). */
const MIME = heading('MIME-Version:')
const HTML = /^\s*(<[!?][^>]*>\s*)*<(!doctype )?html\b/i
/** What an office program saves, by the names that its first element gives to what follows (OOXML, ODF, Word 2003). */
const OFFICE =
  /^\s*(<[!?][^>]*>\s*)*<[\w:-]+\s[^>]*(openxmlformats\.org|ooxml\/|opendocument:|microsoft\.com\/office\/|officeDocument\/)|^application\/vnd\.oasis\.|^<\?xml[^>]*>\s*<rdf:RDF/
const MVT = /^\s*\[\s*\{\s*"(uid|package_name)":/

/** Which of the documents that people send to one another a file is by its beginning; every other is a text. */
export function documentIs(head: Uint8Array): 'mail' | 'html' | 'office' | 'mvt' | undefined {
  const begins = written(head.subarray(0, BEGINNING)).replaceAll('\r\n', '\n')
  if (CODED.test(begins) || (MIME.test(begins) && TYPED.test(begins))) return 'mail'
  if (HTML.test(begins) && !PAGE.test(begins)) return 'html'
  if (OFFICE.test(begins)) return 'office'
  return MVT.test(begins) ? 'mvt' : undefined
}
