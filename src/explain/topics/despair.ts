import type { Despair, Explained } from '../../model/rules/rule.ts'
import { spokenIn } from './notions.ts'
import { anyOf, once } from './phrases.ts'

/** The page for whoever may hurt themselves. */
export const TOO_MUCH = 'too-much'

/** The letters of many languages: what is a father in one is a word of its own in another. */
const LATIN = /[a-z]/

const CLAUSE_ENDS = String.raw`.,;:!?،。，；\n`
const CLAUSE_END = new RegExp(`[${CLAUSE_ENDS}]+`)

/** What may stand between two things that are said together: a few words, of one part of a sentence. */
const BETWEEN = String.raw`(?:\p{Script=Han}{0,6}|[^\p{Script=Han}${CLAUSE_ENDS}]{0,18})`

/** Whether somebody says that they think of dying, or only that they have had enough. */
export function despairIn(asked: string, { despair: languages, notions }: Explained): 'said' | 'hinted' | undefined {
  const typed = once(asked)
  const saidIn = (list: 'told' | 'unless') =>
    anyOf(
      languages.flatMap((one) => one[list]),
      typed,
    )
  const told = saidIn('told')
  // 累死 says nothing, and 累死了算了 that it may as well be.
  const sentence = typed.replace(new RegExp(`${told}|${saidIn('unless')}(?!了?算)`, 'gu'), '\n')
  const said = (phrases: string[]) => anyOf(phrases, sentence)
  const spokenOf = spokenIn(sentence, notions)
  const isSpokenInOneClause = (about: string[][]) => {
    if (spokenOf(about).length === 0) return false
    const named = Object.fromEntries(about.flat().map((id) => [id, notions[id] ?? []]))
    return sentence.split(CLAUSE_END).some((clause) => spokenIn(clause, named)(about).length > 0)
  }
  const isSaid = ({ alone, about, death, together }: Despair) =>
    says(said(alone), sentence) ||
    isSpokenInOneClause(about) ||
    says(`^${said(death)}$`, sentence) ||
    together.some(([first, then]) => says(said(first) + BETWEEN + said(then), sentence))
  if (languages.some(isSaid)) return 'said'
  const shared = languages.flatMap(({ others }) => others).filter((word) => !LATIN.test(word))
  const errands = languages.flatMap((one) => one.unlessAbout).filter((list) => spokenOf([list]).length > 0)
  const isNoErrand = (list: string[]) => !errands.some((errand) => list.every((id) => errand.includes(id)))
  const isHinted = ({ about, hint, hintAbout, death, others }: Despair) =>
    says(said(hint), sentence) ||
    spokenOf([...about, ...hintAbout.filter(isNoErrand)]).length > 0 ||
    (says(said(death), sentence) && !says(said([...others, ...shared]), sentence))
  return says(told, typed) || languages.some(isHinted) ? 'hinted' : undefined
}

const says = (source: string, sentence: string) => new RegExp(source, 'u').test(sentence)
