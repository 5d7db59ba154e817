import { ofText } from '#platform/bytes.ts'
import { dumpOf } from '../dump.ts'
import { nameIn } from '../place.ts'
import type { Packed, Source } from '../source.ts'
import { isOfPhone, laidOut, permissionsIn } from './laid-out.ts'

/** What a mail holds, its transfer codes undone. */
export interface Mail {
  /** Byte for byte, with its name where it has one. */
  attached: { name: string | undefined; isMail: boolean; bytes: Uint8Array }[]
  text: string
  /** What its page shows. */
  shown: string
}

/** A part cannot be read; the end did not come. */
export type Damage = 'E310' | 'E340'

/** The heading of a part: in a text it is of one that nobody finds, as its border is damaged. */
export const CODED = /^Content-Transfer-Encoding:\s*(base64|quoted-printable)/im

/** What was attached, each under a name of its own, and what was written, as mail programs laid it out. */
export function partsIn({ attached, text, shown }: Mail): Packed[] {
  const named = new Set<string>()
  const parts = attached.map(({ name, isMail, bytes }): Packed => {
    const given = name ?? (isMail ? 'mail.eml' : 'attachment')
    return { name: unused(nameIn(given), named), content: { open: () => [bytes] } }
  })
  // The page counts where it says something else of permissions: mostly both say the same.
  const isMore = text.trim() === '' || (permissionsIn(shown) > 0 && letters(shown) !== letters(text))
  const written = Object.entries({ 'message.txt': text, ...(isMore && { 'message.html': shown }) })
  return [
    ...parts,
    ...written.flatMap(([name, said]) => (said.trim() === '' ? [] : [{ name, content: laidOutPart(said) }])),
  ]
}

function unused(name: string, named: Set<string>): string {
  const free = named.has(name) ? unused(`${named.size + 1}-${name}`, named) : name
  named.add(free)
  return free
}

const letters = (text: string) => text.replace(/\W/g, '')

const laidOutPart = (text: string): Pick<Source, 'open' | 'document'> => ({
  open: () => [ofText(text)],
  ...(isOfPhone(text) && { document: (source) => [laidOut(source, text)] }),
})

/** A mail that nobody can take apart: what was seen of it as a text counts. */
export const asItStands = (mail: Uint8Array, code: Damage, file: string): Packed => ({
  name: 'end',
  content: {
    open: () => [mail],
    document: (source, _, chunks) => [
      { ...dumpOf(source, () => chunks), failure: () => ({ code, params: { file }, incomplete: true }) },
    ],
  },
})
