import type { AuditedBasis } from '../model/audit.ts'
import type { ReportedApp } from '../model/report.ts'
import type { LenderRule, LenderSource, RuleSet } from '../model/rule.ts'
import { signalsByKind } from '../model/signals-by-kind.ts'
import type { LenderClass } from '../model/vocabulary.ts'
import { asWritten } from './as-written.ts'
import type { Speaker } from './speaker.ts'

type Rules = Pick<RuleSet, 'lenders' | 'sources' | 'signals'>

/** Makes what says each reason for calling an app a lender; what these rules do not know stays as it was written. */
export function basisTeller({ lenders, sources, signals }: Rules, { say, text }: Speaker) {
  let known: ReturnType<typeof knownIn> | undefined
  return (reason: AuditedBasis, lenderClass: LenderClass): string => {
    const { id, kind, match } = reason
    if (id === 'assumed') return say('value.assumed')
    known ??= knownIn(lenders, sources, signals)
    const rule = known.lenders.get(id)
    if (rule && kind === null) return lenderBasis(rule, known.sources.get(rule.source), lenderClass, { say, text })
    const found = known.meanings.get(id)
    const meaning = id.startsWith('catalogue:') ? say('value.entry') : found && text(found)
    if (kind === null || match === null || meaning === undefined) return asWritten(reason, 'text').text
    return say(`sign.${kind}`, { match, meaning })
  }
}

const knownIn = (lenders: Rules['lenders'], sources: Rules['sources'], signals: Rules['signals']) => ({
  lenders: new Map(lenders.map((rule) => [`catalogue:${rule.id}`, rule])),
  sources: new Map(sources.map((source) => [source.id, source])),
  meanings: new Map(
    [...Object.values(signalsByKind(signals)).flat(), signals.vendors.sameName].map(({ id, meaning }) => [id, meaning]),
  ),
})

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
  lenderClass: LenderClass,
  { say, text }: Pick<Speaker, 'say' | 'text'>,
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
