import { existsSync, readFileSync } from 'node:fs'

/** The dictionaries of Debian's hunspell, by language. */
const FILES: Record<string, string[]> = {
  de: ['de_DE', 'nl'],
  east: ['bg_BG', 'pl_PL', 'ro_RO', 'ru_RU', 'sk_SK', 'uk_UA'],
  es: ['es_ES'],
  fr: ['fr'],
  hi: ['hi_IN'],
  id: ['id_ID'],
  pt: ['pt_BR'],
  sw: ['sw_KE'],
  th: ['th_TH'],
  vi: ['vi_VN'],
}
const fileOf = (name: string) => `/usr/share/hunspell/${name}.dic`

export const languagesWithDictionary = Object.keys(FILES)

export const missingDictionaries = Object.values(FILES)
  .flat()
  .map(fileOf)
  .filter((file) => !existsSync(file))

/** The entries of the dictionaries of a language, as they stand there, without what is said of their forms. */
export const dictionaryOf = (language: string): string[] =>
  (FILES[language] ?? []).flatMap((name) => {
    const rules = readFileSync(fileOf(name).replace('.dic', '.aff'), 'latin1')
    const [, encoding = 'utf-8'] = /^SET (\S+)/m.exec(rules) ?? []
    return new TextDecoder(encoding.toLowerCase().replace(/^iso(\d)/, 'iso-$1'))
      .decode(readFileSync(fileOf(name)))
      .split('\n')
      .map((line) => line.trim().split(/[/\t]/)[0] ?? '')
  })
