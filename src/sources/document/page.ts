import type { Dump } from '../../model/dump.ts'
import { dumpOf } from '../dump.ts'
import type { Source } from '../source.ts'
import { written } from '../written.ts'
import { isOfPhone, laidOut, permissionsIn } from './laid-out.ts'

/** A text that a browser shows as it is. */
const PLAIN = /<pre\b[^<>]*>[^<]*<\/pre>/gi

/**
 * The dumps in a page of HTML. What stands in plain texts alone is read as it stands, and can be clear; of any other
 * what it shows is read, and what it holds beside that, as a comment does.
 */
export function* dumpsInPage(source: Source, bytes: Uint8Array, textOf: (html: string) => string): Generator<Dump> {
  const html = written(bytes)
  const beside = html.replace(PLAIN, '')
  if (![beside, textOf(beside)].some(isOfPhone)) return yield dumpOf(source, () => [bytes])
  const text = textOf(html)
  if (!isOfPhone(text)) return yield laidOut(source, html)
  yield laidOut({ ...source, path: `${source.path}!text` }, text)
  if (permissionsIn(text) < permissionsIn(html)) yield dumpOf(source, () => [bytes])
}
