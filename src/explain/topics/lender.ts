import { lenderClassOf } from '../../model/rules/lender.ts'
import type { LenderRule, LoanFeature } from '../../model/rules/rule.ts'
import { lenderBasis, sourceInWords } from '../lender.ts'
import type { Speaker } from '../speaker.ts'
import type { Topic, TopicRules } from './topic.ts'

/** An app of the catalogue: what it is, who lends in it, who says so and when, and what to look at. */
export function lenderTopic(rule: LenderRule, { sources: all }: TopicRules, speaker: Speaker): Topic {
  const { say, text } = speaker
  const sourceOf = new Map(all.map((source) => [source.id, source]))
  const lenderClass = lenderClassOf(rule)
  // Some kinds say no more than the class.
  const kinds = new Set([say(`class.${lenderClass}`), say(`lenderKind.${rule.kind}`)])
  const { region, licence = 'unknown', features = [] } = rule
  const told = (id: string) => {
    const source = sourceOf.get(id)
    return source === undefined ? id : sourceInWords(source, speaker)
  }
  const lends = ({ operator, source = rule.source, ...feature }: LoanFeature) =>
    operator === undefined
      ? say('explain.feature.unnamed', { feature: text(feature), source: told(source) })
      : say('explain.feature', { feature: text(feature), source: told(source), operator })
  const listed = [rule.source, ...(rule.also ?? [])].flatMap((id) => sourceOf.get(id) ?? [])
  return {
    id: rule.id,
    title: [rule.label, rule.packages.join(', ')].filter(Boolean).join('  '),
    sections: [
      {
        lines: [
          say('explain.class', { kinds: [...kinds].join(say('join.clause')) }),
          lenderBasis(rule, sourceOf.get(rule.source), lenderClass, speaker),
          say('explain.licence', { region, licence: say(`licence.${licence}`) }),
          ...(rule.operator === undefined ? [] : [say('explain.operator', { operator: rule.operator })]),
          ...(rule.brands === undefined
            ? []
            : [say('explain.brands', { brands: rule.brands.join(say('join.comma')) })]),
        ],
      },
      { heading: say('explain.features'), lines: features.map(lends) },
      {
        heading: say('explain.look'),
        lines: [say('explain.look.contract'), say('explain.look.contacts', { package: rule.packages[0] ?? '' })],
      },
      {
        heading: say('section.sources'),
        lines: listed.flatMap((source) => [
          say('join.beside', { text: told(source.id), beside: say(`standing.${source.standing ?? 'list'}`) }),
          ...(source.url === undefined ? [] : [source.url]),
        ]),
      },
    ],
    see: [lenderClass, 'catalogue-may-err'],
  }
}
