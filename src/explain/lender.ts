import { lazy } from '../model/lazy.ts'
import type { AuditedBasis } from '../model/report/audit.ts'
import type { ReportedApp } from '../model/report/reported-app.ts'
import type { LenderRule, LenderSource, LoanFeature, Rules } from '../model/rules/rule.ts'
import type { LoadedRung } from '../model/rules/signal.ts'
import type { LenderClass } from '../model/vocabulary.ts'
import { asWritten } from './as-written.ts'
import type { Speaker } from './speaker.ts'

type Words = Pick<Speaker, 'say' | 'text'>

/** Makes what says each reason for calling an app a lender; what these rules do not know stays as it was written. */
export function basisTeller({ lenders, sources, signals }: Rules, { say, text }: Speaker) {
  const known = lazy(() => knownIn(lenders, sources, signals))
  return (reason: AuditedBasis, lenderClass: LenderClass): string => {
    const { id, kind, match } = reason
    if (id === 'assumed') return say('value.assumed')
    const rule = known().lenders.get(id)
    if (rule && kind === null) return lenderBasis(rule, known().sources.get(rule.source), lenderClass, { say, text })
    const rung = known().rungs.get(id)
    if (rung && kind === 'rung') return rungInWords(rung, match ?? '', { say, text })
    const found = known().meanings.get(id)
    const meaning = id.startsWith('catalogue:') ? say('value.entry') : found && text(found)
    if (kind === null || kind === 'rung' || match === null || meaning === undefined)
      return asWritten(reason, 'text').text
    return say(`sign.${kind}`, { match, meaning })
  }
}

/** Of the known apps that stand on the rung how many lend, with the counts of who put the app on it. */
function rungInWords(rung: LoadedRung, match: string, { say, text }: Words): string {
  const apps = text(rung.apps)
  const [lenders = '', all] = match.split('/')
  if (all === undefined || Number(all) < FEWEST) return say('sign.rung.uncounted', { apps })
  return say(`sign.rung.${rung.class}`, { lenders, all, apps })
}

/** How many of fewer lend says nothing of the next. */
const FEWEST = 10

const knownIn = (lenders: Rules['lenders'], sources: Rules['sources'], signals: Rules['signals']) => ({
  lenders: new Map(lenders.map((rule) => [`catalogue:${rule.id}`, rule])),
  sources: new Map(sources.map((source) => [source.id, source])),
  rungs: new Map(signals.rungs.map((rung) => [rung.id, rung])),
  meanings: new Map(
    [...signals.terms, ...signals.beside, ...signals.brands, signals.vendors, signals.vendors.sameName].map(
      ({ id, meaning }) => [id, meaning],
    ),
  ),
})

/** How many signs a finding shows; the report holds all of them. */
const SHOWN = 5

/** The catalogue's word, or else the rung, the words and what stands beside them, each with its place. */
export function basisInWords({ basis }: ReportedApp['lender'], { say }: Speaker): string {
  const [entry] = basis.filter(({ kind }) => kind === null)
  if (entry !== undefined) return entry.text
  const shown = basis.slice(0, SHOWN).map(({ text, at }) => (at === null ? text : say('value.sign', { text, at })))
  const left = basis.length - shown.length
  return [...shown, ...(left > 0 ? [say('value.signs.more', { n: left })] : [])].join(say('join.semicolon'))
}

/** Why an app is called a lender, in words. A report or list is named with its date, and nothing more is said. */
export function lenderBasis(
  rule: LenderRule,
  source: LenderSource | undefined,
  lenderClass: LenderClass,
  speaker: Words,
): string {
  const { say } = speaker
  const name = source === undefined ? rule.source : sourceInWords(source, speaker)
  if (rule.kind === 'predatory-reported' || rule.kind === 'delisted-by-regulator')
    return say('value.reported', { source: name })
  if (rule.features !== undefined)
    return say('value.catalogue.feature', {
      id: rule.id,
      source: name,
      feature: featuresInWords(rule.features, speaker).join(say('join.semicolon')),
    })
  return say('value.catalogue', { id: rule.id, source: name, class: say(`class.${lenderClass}`) })
}

export const sourceInWords = ({ name, date }: LenderSource, { say, text }: Words) =>
  date === undefined ? text(name) : say('value.sourceDated', { name: text(name), date })

/** Each feature, with its lender where a source names one. */
export const featuresInWords = (features: LoanFeature[], { say, text }: Words) =>
  features.map((feature) =>
    feature.operator === undefined
      ? text(feature)
      : say('value.feature', { feature: text(feature), operator: feature.operator }),
  )
