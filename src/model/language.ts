/**
 * Every language that the program speaks. A new one is a row here, its key in every text under `rules/`, and how zod
 * says what is wrong with a file (`src/sources/rules/rule-files.ts`). Not here: the READMEs, and what is said before
 * the first build.
 */
const list = {
  zh: {
    tag: 'zh-CN',
    name: '中文',
    locales: ['zh'],
    script: 'Hans',
    formats: 'zh-CN',
    fullStop: '。',
    colon: '：',
    afterSentence: '',
    beforeTime: ' ',
  },
  en: {
    tag: 'en',
    name: 'English',
    locales: ['en'],
    script: 'Latn',
    formats: 'en-GB',
    fullStop: '.',
    colon: ': ',
    afterSentence: ' ',
    beforeTime: ', ',
  },
} as const satisfies Record<string, LanguageFacts>

interface LanguageFacts {
  /** BCP 47: of reports, pages and `--lang`. */
  tag: string
  /** In the language itself, for the switch of a page. */
  name: string
  /** First subtags of the locales that choose it, as POSIX, BCP 47 and Android write them. */
  locales: readonly string[]
  /** ISO 15924. A page sets all but Han in Latin type. */
  script: string
  /** BCP 47, for days and lists. English as in most countries: the day first, no comma before `and`. */
  formats: string
  fullStop: string
  colon: string
  /** Between two sentences, and between a day and its time. */
  afterSentence: string
  beforeTime: string
}

export type Language = keyof typeof list
export type LanguageTag = (typeof list)[Language]['tag']

export const languages = Object.keys(list) as [Language, ...Language[]]
export const languageTags = languages.map((language) => list[language].tag) as [LanguageTag, ...LanguageTag[]]

/** Where nothing chooses one. */
export const defaultLanguage: Language = 'en'

export const tagOf = (language: Language): LanguageTag => list[language].tag
export const factsOf = (language: Language): LanguageFacts => list[language]

/** Of a report; the default for a tag that another version wrote. */
export const languageOfTag = (tag: LanguageTag): Language =>
  languages.find((language) => list[language].tag === tag) ?? defaultLanguage

/** `zh`, `zh_TW.UTF-8`, `en-GB`: any form will do. */
export function languageOfLocale(locale: string): Language | undefined {
  const [, first = ''] = /^([a-z]+)(?:[-_.@]|$)/i.exec(locale) ?? []
  return languages.find((language) => factsOf(language).locales.includes(first.toLowerCase()))
}

export const inEachLanguage = <T>(make: (language: Language) => T) =>
  Object.fromEntries(languages.map((language) => [language, make(language)])) as Record<Language, T>
