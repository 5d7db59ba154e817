import { ENTRY } from '../model/lender.ts'
import type { ReportedApp } from '../model/report.ts'
import type { LenderRule, LenderSource } from '../model/rule.ts'
import type { SignalMatch, Signals } from '../model/signal.ts'
import { signalsByKind } from '../model/signals-by-kind.ts'
import type { LenderClass, Placed } from '../model/vocabulary.ts'
import type { Speaker } from './speaker.ts'

type Basis = ReportedApp['lender']['basis']

/** What was decided of an app, as far as its words need it. */
interface Judgement {
  class: LenderClass
  basis: SignalMatch[]
  rule?: LenderRule & Partial<Placed<unknown>>
  assumed?: true
}

/** Why an app is called a lender: what the catalogue says, then every sign with its points and the line of its rule. */
export function basisOf(
  { class: lenderClass, basis, rule, assumed }: Judgement,
  source: LenderSource | undefined,
  speaker: Speaker,
): Basis {
  if (assumed)
    return [{ id: 'assumed', text: speaker.say('value.assumed'), points: null, at: null, kind: null, match: null }]
  const entry =
    rule === undefined
      ? []
      : [
          {
            id: `catalogue:${rule.id}`,
            text: lenderBasis(rule, source, lenderClass, speaker),
            points: null,
            at: rule.at ?? null,
            kind: null,
            match: null,
          },
        ]
  return [...entry, ...basis.map((sign) => ({ ...pick(sign), text: signInWords(sign, speaker) }))]
}

const pick = ({ id, points, at, kind, match }: SignalMatch) => ({ id, points, at, kind, match })

const signInWords = (
  { kind, match, meaning }: Pick<SignalMatch, 'match' | 'meaning'> & { kind: string },
  { say, text }: Speaker,
) => say(`sign.${kind}`, { match, meaning: text(meaning) })

/** A sign of a saved report in the language of the speaker; one that these rules do not know stays as it was written. */
export function signAgain(sign: Basis[number], signals: Signals, speaker: Speaker): Basis[number] {
  const all = [...Object.values(signalsByKind(signals)).flat(), signals.vendors.sameName]
  const meaning = sign.id.startsWith('catalogue:') ? ENTRY : all.find(({ id }) => id === sign.id)?.meaning
  if (sign.kind === null || sign.match === null || meaning === undefined) return sign
  return { ...sign, text: signInWords({ kind: sign.kind, match: sign.match, meaning }, speaker) }
}

/** How many signs a finding shows; the report holds all of them. */
const SHOWN = 5

/** The catalogue's word, or else the weightiest signs with points and places. */
export function basisInWords({ basis }: ReportedApp['lender'], { say }: Speaker): string {
  const [entry] = basis.filter(({ points }) => points === null)
  if (entry !== undefined) return entry.text
  const signs = [...basis].sort((a, b) => Math.abs(b.points ?? 0) - Math.abs(a.points ?? 0))
  const shown = signs
    .slice(0, SHOWN)
    .map(({ text, points, at }) => say('value.sign', { text, points: signed(points), at: at ?? '-' }))
  const left = signs.length - shown.length
  return [...shown, ...(left > 0 ? [say('value.signs.more', { n: left })] : [])].join('; ')
}

const signed = (points: number | null) => (points !== null && points > 0 ? `+${points}` : `${points ?? 0}`)

/** Why an app is called a lender, in words. A report or list is named with its date, and nothing more is said. */
export function lenderBasis(
  rule: LenderRule,
  source: LenderSource | undefined,
  lenderClass: string,
  { say, text }: Speaker,
): string {
  const name =
    source === undefined
      ? rule.source
      : source.date === undefined
        ? text(source.name)
        : say('value.sourceDated', { name: text(source.name), date: source.date })
  if (rule.kind === 'predatory-reported' || rule.kind === 'delisted-by-regulator')
    return say('value.reported', { source: name })
  if (rule.feature !== undefined)
    return say('value.catalogue.feature', { id: rule.id, source: name, feature: rule.feature })
  return say('value.catalogue', { id: rule.id, source: name, class: say(`class.${lenderClass}`) })
}
