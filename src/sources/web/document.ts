import type { Chunks, Dump } from '../../model/dump.ts'
import { documentOf } from '../../parse/gaps/known-formats.ts'
import { documentIs, isPlain } from '../document/kind.ts'
import { isOfPhone, laidOut, permissionsIn } from '../document/laid-out.ts'
import { dumpOf } from '../dump.ts'
import { held } from '../limits.ts'
import type { Source } from '../source.ts'
import { written } from '../written.ts'

/** What a browser begins a new line at. */
const LINE_END = /<(br|\/(p|div|tr|li))\b[^>]*>\n?/gi

const shownBy = (html: string) =>
  html
    .replaceAll('&nbsp;', ' ')
    .replace(LINE_END, '\n')
    .replace(/<[^>]*>/g, '')

/** A page opens no document: it reads what stands there as text, which never shows that something is not there. */
export async function* dumpsInDocument(source: Source, head: Uint8Array, chunks: Chunks): AsyncGenerator<Dump> {
  const kind = documentIs(head)
  if (kind === undefined) return yield dumpOf(source, () => chunks)
  const bytes = await held(chunks, source.path)
  const whole = written(bytes)
  if (kind === 'office' && isOfPhone(whole)) {
    const file = documentOf(source.path)
    const params = { file, format: kind, document: file }
    return yield { ...dumpOf(source, () => []), failure: () => ({ code: 'E335', params }) }
  }
  const text = kind === 'html' ? shownBy(whole) : whole
  const isAsItWas = kind === 'html' && isPlain(whole)
  yield permissionsIn(text) > 0 && !isAsItWas ? laidOut(source, text) : dumpOf(source, () => [bytes])
}
