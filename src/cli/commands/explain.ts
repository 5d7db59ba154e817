import {
  AuditError,
  type EndOf,
  isAppPackage,
  labelled,
  loadExplained,
  paragraph,
  type Speaker,
  type Topic,
  type TopicRules,
  topics,
  visible,
  wrap,
} from '../../internal.ts'
import * as Exit from '../../model/exit.ts'
import { type Context, define } from '../command.ts'
import { withAsker } from '../input/ask.ts'
import { hasPerson } from '../io.ts'
import { wordsFor } from '../language.ts'
import { countryFlag } from '../options/country.ts'
import { rulesFlag, rulesWith } from '../options/rule-set.ts'
import { columnsOf } from '../output/screen.ts'
import { interruptible } from '../phone/read.ts'
import { tellIncident } from '../wizard/incident.ts'

/** More than these that are called so, or that are only like it, are listed with a line each. */
const MOST_WHOLE = 3
const MOST_FOUND_WHOLE = 2
const MOST_LISTED = 20

/** A search box: everything that a topic names; else what has it in a word or a name; for nothing, all there is. */
export const command = define({
  order: 5,
  help: 'help.explain',
  args: { '[topic...]': 'help.topic' },
  flags: { ...rulesFlag, '--incident': { help: 'help.incident' }, ...countryFlag('help.explainCountry') },
  examples: [
    'daicha explain',
    'daicha explain lender-reads-contacts',
    'daicha explain E305',
    'daicha explain 爆通讯录',
    'daicha explain --incident --country cn',
  ],
  async run(asking, options, context) {
    const typed = asking.join(' ')
    const { io, words } = context
    if (options.incident) {
      if (typed !== '') throw new AuditError('E115', { x: '--incident', y: typed })
      return stepByStep(context)
    }
    const rules = { ...(await rulesWith(options.rules, context)), ...loadExplained() }
    const exitCode = `exit-${typed}`
    // As a shell shows it.
    const asked = rules.topics.some(({ id }) => id === exitCode) ? exitCode : typed
    const { explainTopic, isExplained, topicIndex } = await topics()
    const command = context.tree().commands.find((one) => one.name() === asked.trim().toLowerCase())
    if (command !== undefined && explainTopic(asked, rules, words).length === 0) {
      command.outputHelp()
      return Exit.clean
    }
    const printed = printer(columnsOf(io), words)
    if (asked.trim() === '') {
      const groups = topicIndex(rules, words)
      io.stdout.write(printed.index(groups))
      return 0
    }
    const isKnown = options.country === undefined || isExplained(asked, rules, words)
    const answer = await answerTo(asked, rules, isKnown ? words : wordsFor({ lang: options.lang }, io))
    io.stdout.write(printed.answer(asked, answer))
    return 0
  },
})

/** One step a screen where somebody sits there. */
async function stepByStep({ io, words }: Context): Promise<number> {
  if (hasPerson(io))
    await interruptible({ io, words }, (signal) => withAsker(io, signal, (asking) => tellIncident(words, io, asking)))
  else await tellIncident(words, io)
  return Exit.clean
}

/** What is shown whole, and what by its title. */
type Answer = Record<'whole' | 'listed', Topic[]>

/** @throws AuditError E128 for what nothing is known about */
async function answerTo(asked: string, rules: TopicRules, say: Speaker): Promise<Answer> {
  const { explainTopic, searchTopics, topicsLike, topicsNear } = await topics()
  const named = explainTopic(asked, rules, say)
  // Countries say the same thing each in its own way, under one id: nothing else could be typed for one of them.
  if (named.length > MOST_WHOLE && named.some(({ id }) => id !== named[0]?.id)) return { whole: [], listed: named }
  if (named.length > 0) return { whole: named, listed: [] }
  if (isAppPackage(asked)) {
    const title = say.say('explain.unknownPackage', { package: asked })
    return { whole: [{ id: asked, title, sections: [], see: ['catalogue-may-err'] }], listed: [] }
  }
  const found = searchTopics(asked, rules, say)
  if (found.length === 0) {
    // A sentence is misspelt in no way that a list of words could tell.
    const words = topicsLike(asked, rules, say)
    const pages = /\s|\p{Script=Han}{5}/u.test(asked.trim()) || words.length === 0 ? topicsNear(asked, rules, say) : []
    throw new AuditError('E128', {
      x: asked,
      guess: pages.length === 0 && words.length > 0 ? words.join(', ') : undefined,
      page: pages[0]?.id,
      pages: pages
        .map(({ id, title }) => say.say('join.beside', { text: id, beside: title }))
        .join(say.say('join.comma')),
    })
  }
  // Whoever asks a sentence is not left with titles.
  const answer = found.findIndex(({ isAnswer, sections }) => isAnswer && sections.length > 0)
  const whole = found.filter(({ isNamed }, at) => !isNamed && (found.length <= MOST_FOUND_WHOLE || at <= answer))
  return { whole, listed: found.filter((one) => !whole.includes(one)) }
}

function printer(width: number, { say }: Speaker) {
  const put = (text: string, indent = 0) => paragraph(text, width, indent)
  const line = ({ id, title }: Pick<Topic, 'id' | 'title'>) =>
    wrap(visible(`${id}  ${title}`), width - 4)
      .slice(0, 2)
      .map((text, at) => `${' '.repeat(at === 0 ? 2 : 4)}${text}\n`)
      .join('')

  const topic = ({ id, title, sections, see }: Topic) => {
    const shown = sections.filter(({ lines }) => lines.length > 0)
    const bodies = shown.map(({ heading, lines }) =>
      [heading ? put(heading, 2) : '', ...lines.map((text) => put(text, heading ? 4 : 2))].join(''),
    )
    const also = see.length > 0 ? [put(labelled(say('explain.see'), see.join(say('join.comma')), say), 2)] : []
    return [put(`${title}  [${id}]`), ...bodies, ...also].join('\n')
  }
  const list = (asked: string, topics: Topic[]) => {
    const rest = topics.length - MOST_LISTED
    return [
      put(say('explain.hits', { asked, n: topics.length })),
      ...topics.slice(0, MOST_LISTED).map(line),
      ...(rest > 0 ? [put(say('explain.rest', { n: rest }), 2)] : []),
      '\n',
      put(say('explain.more', { id: topics[0]?.id ?? '' })),
    ].join('')
  }
  return {
    answer: (asked: string, { whole, listed }: Answer) =>
      [...whole.map(topic), ...(listed.length > 0 ? [list(asked, listed)] : [])].join('\n'),
    /** The questions with a line each, of the others the ids. */
    index(groups: TopicIndex) {
      const told = (name: EndOf<'explain.group'>, body: (topics: Topic[]) => string) =>
        put(say(`explain.group.${name}`)) + body(groups.get(name) ?? [])
      const bodies = [
        ...IN_LINES.map((name) => told(name, (topics) => topics.map(line).join(''))),
        ...BY_IDS.map((name) => told(name, (topics) => put(topics.map(({ id }) => id).join(say('join.comma')), 2))),
      ]
      return [put(say('explain.index')), ...bodies].join('\n')
    },
  }
}

type TopicIndex = ReturnType<Awaited<ReturnType<typeof topics>>['topicIndex']>

/** In the order of the list: groups in which each has a line of its own, then those of ids alone. */
const IN_LINES = ['questions', 'phones', 'permissions', 'checks'] as const
const BY_IDS = ['answers', 'apps', 'steps', 'law', 'routes', 'marks', 'signs', 'codes'] as const
