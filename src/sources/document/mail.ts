import PostalMime, { type Email } from 'postal-mime'
import { latin1In } from '#platform/bytes.ts'
import type { Packed, Source } from '../source.ts'
import { textOf } from './html.ts'
import { isOfPhone } from './laid-out.ts'
import { asItStands, CODED, partsIn } from './mail-parts.ts'

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
          : asItStands(Buffer.from(mail, 'latin1'), 'E340', path),
      )
  // Each part is looked for among all before it.
  budget.entries(raw.match(/^--/gm)?.length ?? 0)
  const mail = await taken(bytes)
  if (mail === undefined) return [asItStands(bytes, 'E310', path)]
  const { text = '', html = '' } = mail
  const attached = mail.attachments.map(({ filename, mimeType, content }) => ({
    name: filename ?? undefined,
    isMail: mimeType === 'message/rfc822',
    bytes: Buffer.from(content as ArrayBuffer),
  }))
  return [...partsIn({ attached, text, shown: textOf(html) }), ...behind(bytes, raw, mail, path)]
}

async function taken(bytes: Uint8Array): Promise<Email | undefined> {
  try {
    return await PostalMime.parse(bytes, { forceRfc822Attachments: true })
  } catch {
    return undefined
  }
}

/** What stands behind the last part, as another mail may; and that the end did not come, or a part is damaged. */
function behind(bytes: Uint8Array, raw: string, { headers, text = '' }: Email, file: string): Packed[] {
  const type = headers.find(({ key }) => key === 'content-type')?.value ?? ''
  const [, quoted, bare] = /^multipart\/.*;\s*boundary=(?:"([^"]+)"|([^\s;]+))/is.exec(type) ?? []
  const border = `\n--${quoted ?? bare}`
  const isParted = /^multipart\//i.test(type)
  const at = isParted ? raw.indexOf(`${border}--`) : raw.length
  if (at === -1) return [asItStands(bytes, 'E340', file)]
  const start = raw.search(/\r?\n\r?\n/)
  const before = isParted ? raw.slice(start, raw.indexOf(border, start)) : ''
  const rest = raw.slice(at + border.length + 2).trim()
  return [
    ...(isSound(raw) && !CODED.test(before) && !isOfPhone(before) && !CODED.test(text)
      ? []
      : [asItStands(bytes, 'E310', file)]),
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
