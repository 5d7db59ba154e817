import type { CodeTexts } from '../../model/rules/rule.ts'
import type { Language } from '../../model/vocabulary.ts'

/** What stands in the places of a step where no phone was looked at. */
export function examplesIn({ examples }: CodeTexts, lang: Language): Record<string, string> {
  const { settings = '', ...all } = inLanguage(examples, lang)
  return { ...all, path: settings }
}

export const inLanguage = (examples: CodeTexts['examples'], lang: Language): Record<string, string> =>
  Object.fromEntries(
    Object.entries(examples).map(([name, value]) => [name, typeof value === 'string' ? value : value[lang]]),
  )
