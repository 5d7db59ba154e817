import { couldBe, userAskedFor } from '../../model/phone/phone-command.ts'
import type { Gap } from '../../model/phone/snapshot.ts'
import { sections } from '../sections/index.ts'
import type { FileFacts } from '../text/file-facts.ts'
import { gapIn } from './gap.ts'

/**
 * What a phone is told to have done, in place of what would be wrong with a file: nobody exports an answer again. What
 * is not named here and speaks of a file does not add up (E216).
 */
const OF_A_PHONE: Partial<Record<Gap['code'], Gap['code']>> = {
  E302: 'E214',
  E304: 'E210',
  E305: 'E209',
  E306: 'E218',
  E316: 'E214',
  E317: 'E215',
  E327: 'E215',
}
const OF_A_FILE: Gap['code'][] = [
  ...(['E303', 'E313', 'E314', 'E315', 'E320', 'E324', 'E325', 'E328'] as const),
  ...(['E335', 'E338', 'E339', 'E346', 'E347'] as const),
]
/** How it was saved, and what lay beside it. */
const OF_AN_EXPORT: Gap['code'][] = ['E307', 'E312', 'E350']
/** What follows from a list of apps that was not given to its end. */
const FOLLOWS = ['E210', 'E214', 'E215', 'E216', 'E218']

const asks = sections.flatMap(({ tellsRoutes = false, asks = [] }) => asks.map((ask) => ({ ask, tellsRoutes })))
const askedFor = (command: string[]) => asks.find(({ ask }) => couldBe(ask, command))

/** A profile that refuses its list of apps is not asked for these. */
const IS_CLOSED = 'E217'

/** Answers of which nothing is what was asked for: a heading or a form that nobody knows yet. */
const unreadAnswers = (files: FileFacts[], gaps: Gap[]): Gap[] =>
  files.flatMap(({ command, artifact: { kinds, path }, firstLines }): Gap[] => {
    if (command === undefined || kinds.length > 0 || firstLines.length === 0) return []
    const asked = askedFor(command)
    return asked === undefined || gaps.some((gap) => gap.path === path)
      ? []
      : [gapIn(path, 'E303', { incomplete: !asked.tellsRoutes })]
  })

/** Gaps in what a phone answered, in the words for a phone; those of files as they are. */
export function gapsOfPhone(gaps: Gap[], files: FileFacts[]): Gap[] {
  const commands = new Map(files.map(({ artifact, command }) => [artifact.path, command]))
  const isAnswer = ({ path }: Gap) => commands.get(path) !== undefined
  const spoken = gaps.filter((gap) => !(OF_AN_EXPORT.includes(gap.code) && isAnswer(gap)))
  const told = [...spoken, ...unreadAnswers(files, spoken)].map((gap): Gap => {
    const command = commands.get(gap.path)
    if (command === undefined) return gap
    const code = OF_A_PHONE[gap.code] ?? (OF_A_FILE.includes(gap.code) ? 'E216' : gap.code)
    const asked = askedFor(command)
    const hidesRoutes = gap.code === IS_CLOSED || asked?.tellsRoutes
    return {
      ...gap,
      ...(code !== gap.code && { code, params: { ...gap.params, what: asked?.ask.step ?? 'answer' } }),
      ...(hidesRoutes && { hidesRoutes, userId: userAskedFor(command) }),
    }
  })
  const isAboutApps = ({ params }: Gap) => params['what'] === 'apps' || params['what'] === 'lists'
  const isCut = told.some((gap) => gap.code === 'E209' && gap.params['what'] === 'apps')
  return isCut ? told.filter((gap) => !(FOLLOWS.includes(gap.code) && isAboutApps(gap))) : told
}
