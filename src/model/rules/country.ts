import type { CompiledGuidance, Guidance } from './rule.ts'

/** What is said in a country; in none, where it has no rules. */
export function inCountry(all: CompiledGuidance, id: string | null = null): Guidance {
  const { general, countries } = all
  const there = id !== null && Object.hasOwn(countries, id) ? countries[id] : undefined
  const stepThere = (step: string) => there?.actions?.find((action) => action.id === step)
  return {
    ...general,
    country: there && id !== null ? { id, ...there.country } : null,
    isChosen: false,
    article: there?.article,
    corrections: there?.corrections ?? [],
    law: there?.law ?? [],
    sentences: there?.sentences ?? [],
    channels: there?.channels ?? [],
    letters: { ...general.letters, there: there?.letters ?? [] },
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
