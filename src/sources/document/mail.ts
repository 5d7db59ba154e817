import PostalMime, { type Email } from 'postal-mime'
import { latin1In } from '#platform/bytes.ts'
import { AuditError } from '../../errors.ts'
import { nameIn } from '../place.ts'
import type { Packed, Source } from '../source.ts'
import { textOf } from './html.ts'
import { laidOut, permissionsIn } from './laid-out.ts'

/** What each mail of a box begins with; it is no part of the mail. */
const POSTMARK = /^From \S+ .*\r?\n/m

/**
 * What a mail, or each mail of a box, holds: what was attached, byte for byte, and what was written, as mail programs
 * laid it out.
 *
 * @throws AuditError E310 for a mail that nobody can take apart
 */
export async function partsOf(bytes: Uint8Array, path: string): Promise<Packed[]> {
  const raw = latin1In(bytes, 0, bytes.length)
  if (raw.startsWith('From '))
    return raw
      .split(POSTMARK)
      .filter((mail) => mail.trim() !== '')
      .map((mail, n) => ({ name: `${n + 1}.eml`, content: { open: () => [Buffer.from(mail, 'latin1')] } }))
  const mail = await taken(bytes, path)
  const named = new Set<string>()
  const parts = mail.attachments.map(({ filename, mimeType, content }): Packed => {
    const name = unused(nameIn(filename ?? (mimeType === 'message/rfc822' ? 'mail.eml' : 'attachment')), named)
    return { name, content: { open: () => [Buffer.from(content as ArrayBuffer)] } }
  })
  return [...parts, ...writtenIn(mail), ...behind(raw, mail, path)]
}

async function taken(bytes: Uint8Array, file: string): Promise<Email> {
  try {
    return await PostalMime.parse(bytes, { forceRfc822Attachments: true })
  } catch (cause) {
    throw new AuditError('E310', { file }, { cause })
  }
}

function unused(name: string, named: Set<string>): string {
  const free = named.has(name) ? unused(`${named.size + 1}-${name}`, named) : name
  named.add(free)
  return free
}

/** The text, and the page where that says more of permissions: mostly both say the same. */
function writtenIn({ text = '', html = '' }: Email): Packed[] {
  const shown = textOf(html)
  const isMore = text.trim() === '' || permissionsIn(shown) > permissionsIn(text)
  const said = { 'message.txt': text, ...(isMore && { 'message.html': shown }) }
  return Object.entries(said).flatMap(([name, said]) =>
    said.trim() === '' ? [] : [{ name, content: laidOutPart(said) }],
  )
}

const laidOutPart = (text: string): Pick<Source, 'open' | 'document'> => ({
  open: () => [Buffer.from(text)],
  ...(permissionsIn(text) > 0 && { document: (source) => [laidOut(source, text)] }),
})

/** What stands behind the last part, as another mail may; and that the end did not come, or a part is damaged. */
function behind(raw: string, { headers }: Email, file: string): Packed[] {
  const type = headers.find(({ key }) => key === 'content-type')?.value ?? ''
  const [, quoted, bare] = /^multipart\/.*;\s*boundary=(?:"([^"]+)"|([^\s;]+))/is.exec(type) ?? []
  const end = `\n--${quoted ?? bare}--`
  const at = type.startsWith('multipart/') ? raw.indexOf(end) : raw.length
  if (at === -1) return [failing('E340', file)]
  const rest = raw.slice(at + end.length).trim()
  return [
    ...(isSound(raw) ? [] : [failing('E310', file)]),
    ...(rest === '' ? [] : [{ name: 'end.eml', content: { open: () => [Buffer.from(rest, 'latin1')] } }]),
  ]
}

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

const failing = (code: 'E310' | 'E340', file: string): Packed => ({
  name: 'end',
  content: {
    open: () => {
      throw new AuditError(code, { file })
    },
  },
})
