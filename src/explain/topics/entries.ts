import type { Speaker } from '../speaker.ts'
import { actions } from './actions.ts'
import { checks } from './checks.ts'
import { codes } from './codes.ts'
import { countries } from './countries.ts'
import { article, law } from './law.ts'
import { makers } from './makers.ts'
import { routes } from './routes.ts'
import { signals } from './signals.ts'
import type { Group, Source, Topic, TopicRules } from './topic.ts'
import { words } from './words.ts'

/** By the beginning of an id. */
const GROUPS: [RegExp, Group][] = [
  [/^E\d/, 'codes'],
  [/^perm\./, 'permissions'],
  [/^(run\.|exit-|(severity|narrowed)$)/, 'answers'],
  [/^(state|class|kind)\./, 'apps'],
  [/^flag\./, 'marks'],
]

/** Everything that can be asked about, by group, in the order in which answers are shown. */
export const entriesOf = (rules: TopicRules, speaker: Speaker) =>
  sources.flatMap(([group, source]) =>
    source(rules, speaker).map((entry) => ({
      words: [],
      about: [],
      places: () => [],
      brands: [],
      ...entry,
      topic: (): Topic => ({ id: entry.id, sections: [], see: [], ...entry.topic() }),
      group: GROUPS.find(([begins]) => begins.test(entry.id))?.[1] ?? group,
    })),
  )

const sources: [Group, Source][] = [
  ['checks', checks],
  ['law', article],
  ['law', law],
  ['law', countries],
  ['steps', actions],
  ['routes', routes],
  ['marks', codes],
  ['questions', words],
  ['phones', makers],
  ['signs', signals],
]
