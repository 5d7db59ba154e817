import type { Audit } from '../model/report/audit.ts'
import { changeDirections } from '../model/report/change.ts'
import type { Diff, WordlessChange, WordlessDiff } from '../model/report/diff.ts'
import type { Rules } from '../model/rules/rule.ts'
import { tagOf, type VerdictValue, verdicts } from '../model/vocabulary.ts'
import { sayMessage } from '../model/words.ts'
import { tellProblem } from './problem.ts'
import type { Speaker } from './speaker.ts'

/** Says in the language of `words` what changed. The two audits tell why something of them was not seen. */
export function tellDiff(
  diff: WordlessDiff,
  audits: { old: Audit; new: Audit },
  { routes }: Pick<Rules, 'routes'>,
  words: Speaker,
): Diff {
  const { schemaVersion, type, tool, run, exit, ...rest } = diff
  return {
    schemaVersion,
    type,
    tool,
    run: { ...run, lang: tagOf(words.lang) },
    exit,
    headline: headlineOf(diff, words),
    ...rest,
    changes: diff.changes.map((change) => ({ ...change, text: tellChange(change, routes, words) })),
    notCompared: diff.notCompared.map((gap) => ({ ...gap, text: tellGap(gap, audits, words) })),
  }
}

function headlineOf({ changes, complete, identical, stats }: WordlessDiff, { say }: Speaker): string {
  if (changes.length > 0) {
    const list = changeDirections
      .filter((direction) => stats[direction] > 0)
      .map((direction) => say(`diff.count.${direction}`, { n: stats[direction] }))
      .join(say('join.clause'))
    if (changes.length === 1) return say('diff.headline.only', { list })
    return say('diff.headline.several', { n: changes.length, list })
  }
  if (identical) return say('diff.headline.identical')
  return say(complete ? 'diff.headline.same' : 'diff.headline.open')
}

function tellChange(
  { kind, from, to, route, lender }: WordlessChange,
  routes: Rules['routes'],
  { say, text }: Speaker,
): string {
  const known = routes.find(({ id }) => id === route)
  const state = (value: string | null) => (isVerdict(value) ? say(`state.${value}`) : (value ?? say('value.noRecord')))
  const isRead = kind === 'first-read' || kind === 'read'
  const places = {
    what: say(`diff.what.${lender}`),
    from: state(from),
    to: isRead ? (to?.replace('T', ' ') ?? say('diff.noTime')) : state(to),
    route: known === undefined ? (route ?? '') : text(known.name),
  }
  return sayMessage({ key: `diff.kind.${kind}`, params: places }, say)
}

const isVerdict = (value: string | null): value is VerdictValue => verdicts.some((one) => one === value)

/** What of a state was not seen is told by its problems; where it has none, a lender is not known. */
function tellGap(
  { id, side }: WordlessDiff['notCompared'][number],
  audits: { old: Audit; new: Audit },
  words: Speaker,
): string {
  const { say } = words
  if (id === 'no-time') return say('diff.gap.no-time')
  if (id === 'app-ops' || side === 'both') return say(`diff.gap.app-ops.${side}`)
  const the = say(`diff.the.${side}`)
  if (id !== 'incomplete') return say(`diff.gap.${id}`, { side: the })
  const told = audits[side].problems.find(({ severity }) => severity === 'error')
  if (told === undefined) return say('diff.gap.unread', { side: the })
  return say('diff.gap.incomplete', { side: the, detail: tellProblem(told, words).message })
}
