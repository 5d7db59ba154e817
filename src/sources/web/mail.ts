import { latin1In } from '../../platform/web/bytes.ts'
import { isOfPhone } from '../document/laid-out.ts'
import { asItStands, CODED, type Damage, type Mail, partsIn } from '../document/mail-parts.ts'
import type { Packed, Source } from '../source.ts'
import { written } from '../written.ts'
import { shownBy } from './shown.ts'

/** A part of a mail that has no parts of its own. */
interface Leaf {
  name: string | undefined
  isMail: boolean
  bytes: Uint8Array
  /** As it was written, and not attached. */
  text?: 'plain' | 'html'
  charset?: string
}

/**
 * What was attached to a mail, byte for byte, and what was written, as mail programs laid it out (RFC 2045, 2046). A
 * library for it is larger than most of what else the page reads; so one that is not as written there is damaged.
 */
export function partsOf(mail: Uint8Array, { path: file, depth, budget }: Source): Packed[] {
  const found = [...leavesIn(latin1In(mail, 0, mail.length), (level) => budget.depth(depth + level))]
  const leaves = found.filter((one) => typeof one === 'object')
  const [code] = found.filter((one) => typeof one === 'string')
  budget.entries(leaves.length)
  return [...partsIn(mailOf(leaves)), ...(code ? [asItStands(mail, code, file)] : [])]
}

function mailOf(leaves: Leaf[]): Mail {
  const said = (kind: Leaf['text']) =>
    leaves.flatMap(({ text, bytes, charset }) => (text === kind ? [textIn(bytes, charset)] : [])).join('\n')
  return {
    attached: leaves.filter(({ text }) => text === undefined),
    text: said('plain'),
    shown: shownBy(said('html')),
  }
}

function* leavesIn(part: string, enter: (level: number) => void, level = 1): Generator<Leaf | Damage> {
  enter(level)
  const at = part.search(/\r?\n\r?\n/)
  const heading = part.slice(0, Math.max(0, at)).replace(/\r?\n[ \t]+|\t/g, ' ')
  const body = part.slice(at).replace(/^\r?\n\r?\n/, '')
  const field = (name: string) => new RegExp(`^${name}: *(.*)`, 'im').exec(heading)?.[1] ?? ''
  const type = field('Content-Type') || 'text/plain'
  if (/^multipart\//i.test(type)) {
    yield* leavesBetween(`\n${body}`, /[; ]boundary="?([^";]+)/i.exec(type)?.[1] ?? '', (one) =>
      leavesIn(one, enter, level + 1),
    )
    return
  }
  const isMail = /^message\//i.test(type)
  const { bytes, isWhole }: Decoded = at === -1 ? {} : decoded(body, field('Content-Transfer-Encoding'))
  const isSound = heading.split('\n').every((line) => /^([\w-]+:|\s*$)/.test(line))
  if (!isWhole || !isSound || (!isMail && CODED.test(body))) yield 'E310'
  if (bytes === undefined) return
  const place = field('Content-Disposition')
  const [, text] = (!/^attachment/i.test(place) && /^text\/(plain|html)/i.exec(type)) || []
  const [, name] = /name="?([^";]+)/i.exec(place + type) ?? []
  const [, charset = ''] = /charset="?([^\s";]+)/i.exec(type) ?? []
  yield { name, isMail, bytes, ...(text !== undefined && { text: text.toLowerCase() as 'plain' | 'html', charset }) }
}

/** Behind the last border another mail may stand. */
function* leavesBetween(body: string, border: string, partsOf: (part: string) => Iterable<Leaf | Damage>) {
  const line = `\\r?\\n--${border.trimEnd().replace(/\W/g, '\\$&')}(?=(?:--)?[ \\t]*(?:\\r?\\n|$))`
  const [before = '', ...parts] = body.split(new RegExp(line))
  const last = parts.findIndex((part) => part.startsWith('--'))
  if (border === '' || CODED.test(before) || isOfPhone(before)) yield 'E310'
  else if (last === -1) yield 'E340'
  for (const part of last === -1 ? parts : parts.slice(0, last)) yield* partsOf(part)
  const behind = last === -1 ? '' : parts.slice(last).join('\n').slice(2).trim()
  if (behind !== '') yield { name: 'end.eml', isMail: true, bytes: bytesOf(behind) }
}

interface Decoded {
  bytes?: Uint8Array
  isWhole?: boolean
}

/** Nothing where it is not in the Base64 that it says; of one that breaks off what comes before. */
function decoded(body: string, code: string): Decoded {
  if (/^base64/i.test(code)) {
    const letters = body.replace(/\s/g, '')
    const beyond = letters.length % 4
    if (!/^[A-Za-z\d+/]*={0,2}$/.test(letters)) return {}
    return { bytes: bytesOf(atob(letters.slice(0, letters.length - beyond))), isWhole: beyond === 0 }
  }
  if (!/^quoted/i.test(code)) return { bytes: bytesOf(body), isWhole: true }
  const lines = body.replace(/=[ \t]*(\r?\n|$)/g, '')
  const bytes = bytesOf(lines.replace(/=([\da-f]{2})/gi, (_, hex) => String.fromCharCode(Number(`0x${hex}`))))
  return { bytes, isWhole: !/=(?![\da-f]{2})/i.test(lines) }
}

/** In the letters that it names, where a browser knows them. */
function textIn(bytes: Uint8Array, charset?: string): string {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return written(bytes)
  }
}

const bytesOf = (latin1: string) => Uint8Array.from(latin1, (one) => one.charCodeAt(0))
