import type { Chunks, Dump } from '../../model/dump.ts'
import { documentOf } from '../../parse/gaps/known-formats.ts'
import { dumpsAmong } from '../container.ts'
import { archive, dumpsIn } from '../content.ts'
import { documentIs } from '../document/kind.ts'
import { isOfPhone, laidOut, permissionsIn } from '../document/laid-out.ts'
import { dumpsInPage } from '../document/page.ts'
import { dumpOf } from '../dump.ts'
import { held } from '../limits.ts'
import type { Source } from '../source.ts'
import { inBytes, written } from '../written.ts'
import { partsOf } from './mail.ts'
import { shownBy } from './shown.ts'

/** A box of mails begins so: each is a mail of its own, which a page does not take apart. */
const POSTMARK = 'From '

/** A page opens no document of an office program; of others it reads what `../document/document.ts` does. */
export async function* dumpsInDocument(source: Source, head: Uint8Array, chunks: Chunks): AsyncGenerator<Dump> {
  const kind = documentIs(head)
  if (kind === undefined) return yield dumpOf(source, () => chunks)
  const { path } = source
  const bytes = await held(chunks, path)
  if (kind === 'html') return yield* dumpsInPage(source, bytes, shownBy)
  const whole = written(bytes)
  if (kind === 'mail' && !whole.startsWith(POSTMARK)) {
    const parts = partsOf(inBytes(bytes), source)
    return yield* dumpsAmong(
      archive(source, () => parts, false),
      dumpsIn,
    )
  }
  if (kind === 'office' && isOfPhone(whole)) {
    const file = documentOf(path)
    const params = { file, format: kind, document: file }
    return yield { ...dumpOf(source, () => []), failure: () => ({ code: 'E335', params }) }
  }
  yield permissionsIn(whole) > 0 ? laidOut(source, whole) : dumpOf(source, () => [bytes])
}
