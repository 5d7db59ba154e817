import { native } from '#platform/bytes.ts'
import { accessOfSetting } from '../../model/phone/special-access.ts'
import { legible } from '../../model/text/legible.ts'
import { formOf, SAMPLE } from '../lines/form.ts'
import { holdsPacked } from '../lines/kinds.ts'
import { type Line, textOf } from '../lines/line.ts'
import { bareWords } from './bare-words.ts'
import { type Carried, CODES, plainRtf } from './codes.ts'
import { type Found, goesOn, newSeeker, type Seeker } from './seeker.ts'
import { statesGrant } from './stated.ts'

const settings = [...accessOfSetting.keys()].join('|')
/** What a dump says even where letters, blanks or encoding were changed. */
const SIGNS = new RegExp(
  [
    // A grant, in words that may be of another language, and where a list says it by its heading alone.
    String.raw`permission\.\w+.{0,12}granted\W{0,4}true`,
    String.raw`(permission|\.[^\s.]{1,30})\.read_contacts ?:(?! ?(prot|granted.false))[^=]{1,30}=`,
    String.raw`android\.permission\.[Ͱ-῿ぁ-힣]`,
    'grantedpermissions:',
    // A record.
    String.raw`package.{1,6}\[[\w.]+].{1,6}\([\da-f]{5,}\)`,
    // Who holds an access.
    String.raw`enabled.{0,9}(services.{1,12}\w\.\w|device.{1,9}admins)`,
    String.raw`holders\W\w+\.\w`,
    String.raw`(${settings.replaceAll('_', String.raw`\\?_`)})\W.{0,60}\w\.\w`,
    String.raw`(${settings.replaceAll('_', ' ')}) ?[=:].{0,60}\w\.\w`,
    // An op.
    String.raw`_(contacts|accounts|call_log|sms|storage)\W{1,4}(mode\W0|(mode\W)?(allow|foreground))\b`,
    String.raw`\bcontacts("?[:=]|": )1\b(?!.{0,99}([:=]|": )[2-9])`,
    // What a shell was told to do.
    String.raw`\b(pm|package) grant (--\S+ \w+ )?\w+\.[\w.]+ \S{0,30}read_contacts`,
  ].join('|'),
  'i',
)
/** What this program wrote quotes dumps: its name as a value, or with more. A text about it is not ours. */
const OURS = /[:=] ?"daicha[ "./]|(More|详细): daicha explain [\w.-]|^- daicha \d+\.\d+\.\d|^daicha: \[/

const LONGEST_SIGN = 200
/** In bytes: keys, hashes and signatures are as good as random, and no file. */
const LONGEST_SIGNATURE = 512
/** In bytes: a note may be one line. */
const LONGEST_NOTE = 64 * SAMPLE
/** Bytes in bytes in bytes. */
const DEEPEST = 3

/** Most lines of a log that lies beside a dump are not worth a look. As one pattern these take twice as long. */
const NOTABLE = [
  /[ck]onta|anwani|call.log|sms|granted|package|enabled|holders|default|daicha|allow|foreground|mode/i,
  /[^\t -~]/,
  /(\w ){9}/,
  // A long word, or numbers in a row.
  /(?:^|\s)\S{40}/,
  /^\W*(?:0x)?[\da-f]{2,8}[^\w-]{1,3}(?:0x)?[\da-f]{1,8}\W|^\d{7} {2}/i,
]

/** Keeps the first line that looks like one of a dump, of a text that nobody reads. */
export function seekSign(
  { facts, kinds, seeker }: { facts: Found; kinds: ReadonlySet<string>; seeker: Seeker },
  line: Line,
) {
  const text = textOf(line)
  seeker.isRtf ||= text.startsWith('{\\rtf')
  if (!goesOn(seeker) && !NOTABLE.some((one) => one.test(text))) return
  const words = bareWords(text)
  // A text that holds a dump is nothing that this program wrote, whatever it quotes.
  if (kinds.size > 0) facts.sign = Math.max(facts.sign, 0)
  else if (OURS.test(words)) facts.sign = -1
  if (facts.sign === 0 && (isSign(seeker, text, facts, words) || isOtherSign(seeker, text, line, facts)))
    facts.sign = line.number
}

/** The same in the encoding of a country, as Windows saves notes; bytes that are astray in a dump are in no words. */
function isOtherSign(seeker: Seeker, text: string, { bytes, start, end }: Line, facts: Found): boolean {
  const isOdd = text.includes('\ufffd') && end - start < LONGEST_NOTE
  if (isOdd) seeker.other ??= newSeeker(seeker.depth)
  return seeker.other !== undefined && isSign(seeker.other, isOdd ? legible(bytes.subarray(start, end)) : text, facts)
}

function isSign(one: Seeker, line: string, facts: Found, text = bareWords(line)): boolean {
  if (SIGNS.test(text) || statesGrant(one, line.normalize('NFKC'))) return true
  if (one.depth === DEEPEST) return false
  if (one.isRtf) return isCarried(one, 0, { parts: [plainRtf(line)], isMore: true, goesOn: true }, facts)
  return CODES.some(({ read }, n) => isCarried(one, n, read(line), facts))
}

function isCarried(one: Seeker, n: number, carried: Carried | undefined, facts: Found): boolean {
  const { parts = [], isMore = false, goesOn = false } = carried ?? {}
  const isFound = parts.some((bytes, at) => {
    const inner = (isMore && at === 0 && one.inner[n]) || { ...newSeeker(one.depth + 1), head: '', line: '' }
    one.inner[n] = inner
    if (inner.head.length < SAMPLE) {
      inner.head += bytes.slice(0, SAMPLE)
      const head = native(Uint8Array.from(inner.head, (char) => char.charCodeAt(0)))
      const form = formOf(head, false)
      const isOpaque = CODES[n]?.isForFiles && head.length > LONGEST_SIGNATURE && form === 'opaque'
      if (isOpaque || holdsPacked(head, form === 'known')) facts.carriesPacked = CODES[n]?.name
    }
    const lines = `${inner.line}${bytes}`.split(/[\r\n]+/)
    const last = lines.pop() ?? ''
    inner.line = last.slice(-LONGEST_SIGN)
    // A line that is so long comes in one piece.
    const isWhole = last.length > SAMPLE
    return (
      lines.some((said) => isSign(inner, said, facts)) ||
      (isWhole ? isSign(inner, last, facts) : SIGNS.test(bareWords(last)))
    )
  })
  if (!goesOn) one.inner[n] = undefined
  return isFound
}
