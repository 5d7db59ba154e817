import PostalMime, { type Email } from 'postal-mime'
import { latin1In } from '#platform/bytes.ts'
import { dumpOf } from '../dump.ts'
import { nameIn } from '../place.ts'
import type { Packed, Source } from '../source.ts'
import { textOf } from './html.ts'
import { isOfPhone, laidOut, permissionsIn } from './laid-out.ts'

/** What each mail of a box begins with; it is no part of the mail. The last may be cut. */
const POSTMARK = /^From (?:\S+ .*\r?\n|.*(?![\s\S]))/m

/**
 * What a mail, or each mail of a box, holds: what was attached, byte for byte, and what was written, as mail programs
 * laid it out.
 */
export async function partsOf(bytes: Uint8Array, { path, budget }: Source): Promise<Packed[]> {
  const raw = latin1In(bytes, 0, bytes.length)
  if (raw.startsWith('From '))
    return raw
      .split(POSTMARK)
      .filter((mail, n) => n > 0 || mail !== '')
      .map((mail, n) =>
        /\n\r?\n/.test(mail)
          ? { name: `${n + 1}.eml`, content: { open: () => [Buffer.from(mail, 'latin1')] } }
          : asItStands(mail, 'E340', path),
      )
  // Each part is looked for among all before it.
  budget.entries(raw.match(/^--/gm)?.length ?? 0)
  const mail = await taken(bytes)
  if (mail === undefined) return [asItStands(raw, 'E310', path)]
  const named = new Set<string>()
  const parts = mail.attachments.map(({ filename, mimeType, content }): Packed => {
    const name = unused(nameIn(filename ?? (mimeType === 'message/rfc822' ? 'mail.eml' : 'attachment')), named)
    return { name, content: { open: () => [Buffer.from(content as ArrayBuffer)] } }
  })
  return [...parts, ...writtenIn(mail), ...behind(raw, mail, path)]
}

async function taken(bytes: Uint8Array): Promise<Email | undefined> {
  try {
    return await PostalMime.parse(bytes, { forceRfc822Attachments: true })
  } catch {
    return undefined
  }
}

function unused(name: string, named: Set<string>): string {
  const free = named.has(name) ? unused(`${named.size + 1}-${name}`, named) : name
  named.add(free)
  return free
}

/** The text, and the page where that says something else of permissions: mostly both say the same. */
function writtenIn({ text = '', html = '' }: Email): Packed[] {
  const shown = textOf(html)
  const isMore = text.trim() === '' || (permissionsIn(shown) > 0 && letters(shown) !== letters(text))
  const said = { 'message.txt': text, ...(isMore && { 'message.html': shown }) }
  return Object.entries(said).flatMap(([name, said]) =>
    said.trim() === '' ? [] : [{ name, content: laidOutPart(said) }],
  )
}

const letters = (text: string) => text.replace(/\W/g, '')

const laidOutPart = (text: string): Pick<Source, 'open' | 'document'> => ({
  open: () => [Buffer.from(text)],
  ...(isOfPhone(text) && { document: (source) => [laidOut(source, text)] }),
})

/** What stands behind the last part, as another mail may; and that the end did not come, or a part is damaged. */
function behind(raw: string, { headers, text = '' }: Email, file: string): Packed[] {
  const type = headers.find(({ key }) => key === 'content-type')?.value ?? ''
  const [, quoted, bare] = /^multipart\/.*;\s*boundary=(?:"([^"]+)"|([^\s;]+))/is.exec(type) ?? []
  const border = `\n--${quoted ?? bare}`
  const isParted = /^multipart\//i.test(type)
  const at = isParted ? raw.indexOf(`${border}--`) : raw.length
  if (at === -1) return [asItStands(raw, 'E340', file)]
  const start = raw.search(/\r?\n\r?\n/)
  const before = isParted ? raw.slice(start, raw.indexOf(border, start)) : ''
  const rest = raw.slice(at + border.length + 2).trim()
  return [
    ...(isSound(raw) && !CODED.test(before) && !isOfPhone(before) && !CODED.test(text)
      ? []
      : [asItStands(raw, 'E310', file)]),
    ...(rest === '' ? [] : [{ name: 'end.eml', content: { open: () => [Buffer.from(rest, 'latin1')] } }]),
  ]
}

/** The heading of a part: in the text of a mail it is of one that nobody finds, as its border is damaged. */
const CODED = /^Content-Transfer-Encoding:\s*(base64|quoted-printable)/im

/** Whether all that is in Base64 can be read: behind a letter that was lost, all others are others. */
const isSound = (raw: string) =>
  raw
    .split(/^Content-Transfer-Encoding:\s*base64/im)
    .slice(1)
    .every((part) => {
      const [[, ...heading] = [], ...body] = part.split(/\r?\n\r?\n/).map((lines) => lines.split(/\r?\n/))
      const end = body.flat().findIndex((line) => line.startsWith('--'))
      const code = body
        .flat()
        .slice(0, end === -1 ? undefined : end)
        .join('')
        .replace(/\s/g, '')
      return (
        heading.every((line) => /^([\w-]+:|\s)/.test(line)) &&
        /^[A-Za-z\d+/]*={0,2}$/.test(code) &&
        code.length % 4 === 0
      )
    })

/** A mail that nobody can take apart: what was seen of it as a text counts. */
const asItStands = (raw: string, code: 'E310' | 'E340', file: string): Packed => ({
  name: 'end',
  content: {
    open: () => [Buffer.from(raw, 'latin1')],
    document: (source, _, chunks) => [
      { ...dumpOf(source, () => chunks), failure: () => ({ code, params: { file }, incomplete: true }) },
    ],
  },
})
