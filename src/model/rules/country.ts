import type { CompiledGuidance, Guidance } from './rule.ts'

/** Whose rules hold in a country: its own, or those of the union that it is a member of. */
export const rulesOf = (countries: CompiledGuidance['countries'], id: string): string | undefined =>
  Object.hasOwn(countries, id)
    ? id
    : Object.keys(countries).find((union) => countries[union]?.country.members?.includes(id))

/** What is said in a country; in none, where it has no rules. */
export function inCountry(all: CompiledGuidance, place: string | null = null): Guidance {
  const { general, countries } = all
  const id = place === null ? undefined : rulesOf(countries, place)
  const there = id === undefined ? undefined : countries[id]
  const stepThere = (step: string) => there?.actions?.find((action) => action.id === step)
  return {
    ...general,
    country: there && id !== undefined ? { id, ...there.country } : null,
    isChosen: false,
    article: there?.article,
    corrections: there?.corrections ?? [],
    law: there?.law ?? [],
    sentences: there?.sentences ?? [],
    channels: there?.channels ?? [],
    letters: { ...general.letters, there: [...(there?.letters ?? []), ...lettersOf(there?.sentences ?? [])] },
    actions: general.actions.map((action) => {
      const { line, detail = action.detail, sources = [] } = stepThere(action.id) ?? {}
      return {
        ...action,
        line: line ?? action.line,
        ...(detail && { detail }),
        sources,
        isOfCountry: line !== undefined,
      }
    }),
    all,
  }
}

const lettersOf = (sentences: Guidance['sentences']): Guidance['letters']['there'] =>
  sentences.flatMap(({ letters = [], text, law }) => letters.map((letter) => ({ letter, text, sources: law })))
