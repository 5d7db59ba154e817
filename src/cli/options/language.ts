import { defaultLanguage, type Language, languageOfLocale, languageTags } from '../../internal.ts'
import type { Io } from '../io.ts'

export const languageChoices = [...languageTags, 'auto']

/** Any form of a language will do: `zh`, `zh_TW`, `en-GB`. */
export const isLanguage = (value: string) => /^auto$/i.test(value) || languageOfLocale(value) !== undefined

/** `--lang`, then `DAICHA_LANG`, then the configuration, then the locale. */
export function languageOf(
  chosen: string | undefined,
  { env, locale }: Pick<Io, 'env' | 'locale'>,
  configured?: string,
): Language {
  const wished = [chosen, env['DAICHA_LANG'], configured, env['LC_ALL'], env['LC_MESSAGES'], env['LANG'], locale]
  const first = wished.find((value) => value !== undefined && value !== '' && value !== 'auto')
  return languageOfLocale(first ?? '') ?? defaultLanguage
}
