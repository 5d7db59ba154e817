import { lenderClassOf } from '../model/lender.ts'
import type { CodeTexts, Guidance, LenderRule, LoanFeature, RuleSet, Text } from '../model/rule.ts'
import { type Language, qualifiers, reasons } from '../model/vocabulary.ts'
import type { EndOf } from '../model/words.ts'
import { channelsFor, channelsInWords } from './channels.ts'
import { lenderBasis, sourceInWords } from './lender.ts'
import { fill, type Speaker } from './speaker.ts'

/** One thing that can be asked about, in the language of the speaker. */
export interface Topic {
  id: string
  title: string
  sections: { heading?: string; lines: string[] }[]
  see: string[]
}

export type Rules = Omit<RuleSet, 'guidance'> & { codes: CodeTexts }

/** What the list of everything that can be asked about has for headings. */
export type Group = EndOf<'explain.group'>

/** What can be asked about, and the words that ask for it. */
type Source = (
  rules: Rules,
  speaker: Speaker,
) => {
  id: string
  words?: string[]
  /** Names of lenders whose package is not known. */
  brands?: string[]
  topic: () => Topic
}[]

/** The country that was chosen, or each: then what is said of one stands under its name. */
const everywhere = (words: Speaker): Speaker[] =>
  words.guidance.isChosen ? [words] : Object.keys(words.guidance.all.countries).map(words.of)

const countryOf = ({ guidance: { country }, text }: Speaker) => (country ? text(country.name) : '')

const checks: Source = (rules, speaker) =>
  rules.checks.map((check) => ({
    id: check.id,
    topic: () => {
      const { text, say, guidance } = speaker
      const label = { label: 'App' }
      return {
        id: check.id,
        title: text(check.title, label),
        sections: [
          { lines: [say('explain.severity', { severity: say(`severity.${check.severity}`) })] },
          { heading: say('section.meaning'), lines: [text(check.meaning, label)] },
          { heading: say('section.steps'), lines: check.actions.flatMap((id) => actionLine(id, rules, speaker)) },
          ...everywhere(speaker).flatMap((there) => [
            { heading: say('section.guidance'), lines: check.guidance.flatMap((id) => statementLines(id, there)) },
            {
              heading: say('section.lawOf', { country: countryOf(there) }),
              lines: there.guidance.sentences
                .filter(({ id }) => check.law.includes(id))
                .map((sentence) => text(sentence.text)),
            },
          ]),
          {
            heading: say('section.limits'),
            lines: guidance.limits.filter(({ onFindings }) => onFindings).map((limit) => text(limit.text)),
          },
        ],
        see: [...check.guidance, ...check.law],
      }
    },
  }))

const actionLine = (id: string, { codes }: Rules, { guidance, text, lang }: Speaker) => {
  const action = guidance.actions.find((candidate) => candidate.id === id)
  return action ? [text(action.line, examplesIn(codes, lang))] : []
}

function statementLines(id: string, { guidance, text, say }: Speaker): string[] {
  const statement = guidance.article?.statements.find((candidate) => candidate.id === id)
  if (statement === undefined) return []
  const corrections = guidance.corrections.filter((correction) => statement.corrections.includes(correction.id))
  return [
    `[${id}] ${text(statement.text)}`,
    ...corrections.map((correction) => `${say('line.correction')} ${correction.id}: ${text(correction.line)}`),
  ]
}

const article: Source = (rules, words) => everywhere(words).flatMap((there) => articleOf(rules, there))

function articleOf(rules: Rules, speaker: Speaker) {
  const { guidance, text, say } = speaker
  const { article: source } = guidance
  if (source === undefined) return []
  const whole = {
    id: 'article',
    words: ['guide', '指南', '文章', text(source.title)],
    topic: (): Topic => ({
      id: 'article',
      title: `${text(source.title)} (${source.publishedAt})`,
      sections: [
        { lines: [text(source.note)] },
        { lines: source.statements.map(({ id, heading }) => `[${id}] ${text(heading)}`) },
      ],
      see: source.statements.map(({ id }) => id),
    }),
  }
  const statements = source.statements.map((statement) => ({
    id: statement.id,
    topic: (): Topic => ({
      id: statement.id,
      title: text(statement.heading),
      sections: [
        {
          lines: [
            text(statement.text),
            ...(statement.printedNumber === null ? [] : [say('explain.printed', { n: statement.printedNumber })]),
          ],
        },
        {
          heading: say('explain.corrections'),
          lines: guidance.corrections
            .filter(({ id }) => statement.corrections.includes(id))
            .flatMap(({ id, line, text: full }) => [`${id}: ${text(line)}`, text(full)]),
        },
        { heading: say('explain.tool'), lines: statement.tool ? [text(statement.tool)] : [] },
        { heading: say('explain.actions'), lines: statement.actions.flatMap((id) => actionLine(id, rules, speaker)) },
        { lines: [`${text(source.title)} (${source.publishedAt}). ${text(source.note)}`] },
      ],
      see: statement.corrections,
    }),
  }))
  return [whole, ...statements]
}

const law: Source = (_rules, words) => everywhere(words).flatMap(lawOf)

const lawOf = (speaker: Speaker): ReturnType<Source> => {
  const { guidance, text, say } = speaker
  return [
    ...guidance.corrections.map((correction) => ({
      id: correction.id,
      topic: (): Topic => ({
        id: correction.id,
        title: text(correction.line),
        sections: [
          { heading: say('explain.article'), lines: [text(correction.claim)] },
          { heading: say('explain.corrections'), lines: [text(correction.text)] },
        ],
        see: [
          ...(guidance.article?.statements ?? [])
            .filter(({ corrections }) => corrections.includes(correction.id))
            .map(({ id }) => id),
          ...correction.law,
        ],
      }),
    })),
    ...guidance.law.map((reference) => ({
      id: reference.id,
      topic: (): Topic => ({
        id: reference.id,
        title: text(reference.title),
        sections: [
          {
            lines: [
              say('explain.status', {
                kind: say(`kind.${reference.kind}`),
                status: say(`status.${reference.status}`),
                date: reference.checkedOn,
              }),
            ],
          },
          { lines: [text(reference.text), ...(reference.url === undefined ? [] : [reference.url])] },
        ],
        see: guidance.sentences.filter(({ law: ids }) => ids.includes(reference.id)).map(({ id }) => id),
      }),
    })),
    ...guidance.sentences.map((sentence) => ({
      id: sentence.id,
      topic: (): Topic => ({
        id: sentence.id,
        title: text(sentence.text),
        sections: [{ lines: [countryOf(speaker)] }],
        see: sentence.law,
      }),
    })),
  ]
}

const actions: Source = ({ codes }, words) => [
  ...words.guidance.actions.map((action) => ({
    id: action.id,
    topic: (): Topic => ({
      id: action.id,
      title: words.text(action.line, examplesIn(codes, words.lang)),
      sections: [
        { lines: action.detail ? [words.text(action.detail, examplesIn(codes, words.lang))] : [] },
        { lines: (action.argv ?? []).map((argv) => fill(argv.join(' '), examplesIn(codes, words.lang))) },
        ...everywhere(words).map((there) => ({ heading: countryOf(there), lines: lineThere(action.id, codes, there) })),
      ],
      see: everywhere(words).flatMap(
        ({ guidance }) => guidance.actions.find(({ id }) => id === action.id)?.sources ?? [],
      ),
    }),
  })),
  ...everywhere(words).flatMap((there) =>
    there.guidance.channels.map((channel) => ({
      id: channel.id,
      words: channel.id.split('.').slice(-1),
      topic: (): Topic => ({
        id: channel.id,
        title: there.text(channel.name),
        sections: [{ lines: [`${countryOf(there)}: ${there.text(channel.scope)}`] }],
        see: [],
      }),
    })),
  ),
]

/** What a step says in one country besides. */
function lineThere(id: string, codes: CodeTexts, there: Speaker): string[] {
  const examples = examplesIn(codes, there.lang)
  const action = there.guidance.actions.find((one) => one.id === id)
  if (action?.isOfCountry) return [there.text(action.line, examples)]
  const channels = action?.at ? channelsFor(action.at.use, undefined, there) : []
  return action?.at && channels.length > 0
    ? [there.text(action.at.line, { ...examples, channels: channelsInWords(channels, there) })]
    : []
}

const roads: Source = ({ roads: all, regimes, checks: looking }, { text, say }) => [
  ...all.map((road) => ({
    id: road.id,
    words: [road.kind],
    topic: (): Topic => ({
      id: road.id,
      title: text(road.name),
      sections: [
        { lines: [text(road.line), say('explain.severity', { severity: say(`severity.${road.severity}`) })] },
        { lines: [...road.permissions, ...road.appOps] },
      ],
      see: looking.filter(({ on }) => on === 'roads').map(({ id }) => id),
    }),
  })),
  ...regimes.map((regime) => ({
    id: regime.id,
    words: [`regime ${regime.id}`],
    topic: (): Topic => ({
      id: regime.id,
      title: text(regime.name),
      sections: [{ lines: [text(regime.text)] }, { lines: regime.permissions }, { lines: [regime.source] }],
      see: looking.filter(({ on }) => on === 'regime').map(({ id }) => id),
    }),
  })),
]

const codes: Source = (rules, speaker) => {
  const { guidance, text } = speaker
  return [
    ...Object.keys(guidance.problems).map((code) => ({ id: code, topic: () => codeTopic(code, rules, speaker) })),
    ...plain(reasons, guidance.reasons, text),
    ...plain(qualifiers, guidance.qualifiers, text),
    ...guidance.limits.map((limit) => ({
      id: limit.id,
      topic: (): Topic => ({ id: limit.id, title: text(limit.text), sections: [], see: [] }),
    })),
  ]
}

/** An error with an example, where it comes from, and every step that is ever advised. */
function codeTopic(code: string, { codes: { codes, examples: common } }: Rules, words: Speaker): Topic {
  const { guidance, lang, say } = words
  const { title, remedy } = guidance.problems[code] ?? {}
  const told = codes[code]
  const examples = inLanguage({ ...common, ...told?.example }, lang)
  return {
    id: code,
    title: fill(title?.[lang] ?? '', examples),
    sections: [
      { lines: told === undefined ? [] : [told[lang]] },
      {
        heading: say('section.steps'),
        lines: (remedy?.[lang] ?? []).map((step, at) => `${at + 1}. ${fill(step, examples)}`),
      },
    ],
    see: code.startsWith('E3') ? ['export'] : code.startsWith('E2') ? ['manual'] : [],
  }
}

/** What stands in the places of a step where no phone was looked at. */
function examplesIn({ examples }: CodeTexts, lang: Language): Record<string, string> {
  const { settings = '', ...all } = inLanguage(examples, lang)
  return { ...all, path: settings }
}

const inLanguage = (examples: CodeTexts['examples'], lang: Language): Record<string, string> =>
  Object.fromEntries(
    Object.entries(examples).map(([name, value]) => [name, typeof value === 'string' ? value : value[lang]]),
  )

const plain = <Key extends string>(ids: readonly Key[], words: Record<Key, Text>, text: Speaker['text']) =>
  ids.map((id) => ({ id, topic: (): Topic => ({ id, title: text(words[id]), sections: [], see: [] }) }))

const words: Source = (_rules, { guidance, text }) =>
  guidance.topics.map((topic: Guidance['topics'][number]) => ({
    id: topic.id,
    words: [...topic.words, ...Object.values(topic.title)],
    topic: (): Topic => ({
      id: topic.id,
      title: text(topic.title),
      sections: [{ lines: [text(topic.text)] }],
      see: topic.see,
    }),
  }))

/** An app of the catalogue: what it is, who lends in it, who says so and when, and what to look at. */
export function lenderTopic(rule: LenderRule, { sources: all }: Rules, speaker: Speaker): Topic {
  const { say, text } = speaker
  const sourceOf = new Map(all.map((source) => [source.id, source]))
  const lenderClass = lenderClassOf(rule)
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
          say('explain.class', { class: say(`class.${lenderClass}`), kind: say(`lenderKind.${rule.kind}`) }),
          lenderBasis(rule, sourceOf.get(rule.source), lenderClass, speaker),
          say('explain.licence', { region, licence: say(`licence.${licence}`) }),
          ...(rule.operator === undefined ? [] : [say('explain.operator', { operator: rule.operator })]),
          ...(rule.brands === undefined ? [] : [say('explain.brands', { brands: rule.brands.join(', ') })]),
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
          say('explain.source', { source: told(source.id), standing: say(`standing.${source.standing ?? 'list'}`) }),
          ...(source.url === undefined ? [] : [source.url]),
        ]),
      },
    ],
    see: [lenderClass, 'catalogue-may-err'],
  }
}

const signals: Source = ({ signals: { rungs, ...kinds } }, { say, text }) => {
  const writtenAt = ({ id, at }: { id: string; at: string }) => ({ lines: [say('explain.signalAt', { at, id })] })
  return [
    ...rungs.map((rung) => ({
      id: rung.id,
      topic: (): Topic => ({
        id: rung.id,
        title: say('explain.rung', { apps: text(rung.apps), class: say(`class.${rung.class}`) }),
        sections: [
          {
            lines:
              rung.counts === undefined
                ? []
                : [
                    say('explain.rungCounts', {
                      lenders: rung.counts.lenders,
                      finance: rung.counts.finance,
                      ordinary: rung.counts.ordinary,
                      low: rung.counts.low,
                    }),
                  ],
          },
          writtenAt(rung),
        ],
        see: [...(rung.class === 'none' ? [] : [rung.class]), 'catalogue-may-err'],
      }),
    })),
    ...[...kinds.terms, ...kinds.beside, ...kinds.brands, kinds.vendors].map((signal) => ({
      id: signal.id,
      ...('names' in signal && { brands: signal.names.map(({ name }) => name) }),
      topic: (): Topic => ({
        id: signal.id,
        title: text(signal.meaning),
        sections: [{ lines: 'source' in signal ? [text(signal.source)] : [] }, writtenAt(signal)],
        see: ['likely', 'possible', 'catalogue-may-err'],
      }),
    })),
  ]
}

/** By the beginning of an id. */
const GROUPS: [RegExp, Group][] = [
  [/^E\d/, 'codes'],
  [/^perm\./, 'permissions'],
  [/^(run\.|exit-)/, 'answers'],
  [/^(state|class|kind)\./, 'apps'],
  [/^flag\./, 'marks'],
]

/** Everything that can be asked about, by group, in the order in which answers are shown. */
export const entriesOf = (rules: Rules, speaker: Speaker) =>
  sources.flatMap(([group, source]) =>
    source(rules, speaker).map((entry) => ({
      ...entry,
      group: GROUPS.find(([begins]) => begins.test(entry.id))?.[1] ?? group,
    })),
  )

const sources: [Group, Source][] = [
  ['checks', checks],
  ['law', article],
  ['law', law],
  ['steps', actions],
  ['roads', roads],
  ['marks', codes],
  ['questions', words],
  ['signs', signals],
]
