import {
  AuditError,
  explainTopic,
  loadGuidance,
  speaker,
  type Topic,
  topicsLike,
  visible,
  type WidthOf,
  widthsFor,
  wrap,
} from '../../internal.ts'
import { define } from '../command.ts'
import { languageOf } from '../options/language.ts'
import { rulesFlag, rulesWith } from '../options/rule-set.ts'
import { columnsOf } from '../output/color.ts'

/** Prints everything that a topic names; a topic that names nothing is wrong usage, with the nearest ones as a guess. */
export const command = define({
  order: 5,
  help: 'help.explain',
  args: { '<topic...>': 'help.topic' },
  flags: rulesFlag,
  examples: ['daicha explain lender-reads-contacts', 'daicha explain E305', 'daicha explain 爆通讯录'],
  async run(words, options, { io }) {
    const topic = words.join(' ')
    const say = speaker(loadGuidance(), languageOf(options.lang, io))
    const rules = await rulesWith(options.rules, io, say)
    const topics = explainTopic(topic, rules, say)
    const isPackage = /^[a-z]\w*(\.\w+)+$/i.test(topic)
    if (topics.length === 0 && isPackage)
      topics.push({
        id: topic,
        title: say.say('explain.unknownPackage', { package: topic }),
        sections: [],
        see: ['catalogue-may-err'],
      })
    if (topics.length === 0) {
      const guess = topicsLike(topic, rules, say)
      throw new AuditError('E128', { x: topic, ...(guess.length > 0 && { guess: guess.join(', ') }) })
    }
    const width = columnsOf(io)
    const widthOf = await widthsFor(JSON.stringify(topics))
    io.stdout.write(topics.map((found) => topicText(found, width, say.say('explain.see'), widthOf)).join('\n'))
    return 0
  },
})

function topicText({ id, title, sections, see }: Topic, width: number, seeAlso: string, widthOf: WidthOf): string {
  const paragraph = (text: string, indent: number) =>
    wrap(visible(text), width - indent, widthOf).map((line) => `${' '.repeat(indent)}${line}`)
  const lines = [...paragraph(`${title}  [${id}]`, 0)]
  for (const section of sections) {
    if (section.lines.length === 0) continue
    lines.push('')
    if (section.heading) lines.push(...paragraph(section.heading, 2))
    for (const text of section.lines) lines.push(...paragraph(text, section.heading ? 4 : 2))
  }
  if (see.length > 0) lines.push('', ...paragraph(`${seeAlso}: ${see.join(', ')}`, 2))
  return `${lines.join('\n')}\n`
}
