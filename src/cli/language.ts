import {
  defaultLanguage,
  type Language,
  languageOfLocale,
  languageTags,
  loadGuidance,
  type Speaker,
  speaker,
} from '../internal.ts'
import type { Io } from './io.ts'

export const languageChoices = [...languageTags, 'auto']

/** Any form of a language will do: `zh`, `zh_TW`, `en-GB`. */
export const isLanguage = (value: string) => /^auto$/i.test(value) || languageOfLocale(value) !== undefined

/** `--lang`, then `DAICHA_LANG`, then the configuration, then the locale; what is no language is passed over. */
export function languageOf(
  chosen: string | undefined,
  { env, locale }: Pick<Io, 'env' | 'locale'>,
  configured?: string,
): Language {
  const wished = [chosen, env['DAICHA_LANG'], configured].find((value) => value !== undefined && isLanguage(value))
  const told = wished === undefined || /^auto$/i.test(wished) ? undefined : languageOfLocale(wished)
  const system = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG'], locale].find(Boolean)
  return told ?? languageOfLocale(system ?? '') ?? defaultLanguage
}

/** The words of a run: in its language, and of the country that was asked for. @throws AuditError E114 */
export const wordsFor = (
  { lang, country }: { lang?: string | undefined; country?: string | undefined },
  io: Pick<Io, 'env' | 'locale' | 'now'>,
  configured?: string,
): Speaker => speaker(loadGuidance(country), languageOf(lang, io, configured), io.now())

/** The language that is typed, before the options are parsed: help and errors need it. */
export function langIn(argv: string[]): string | undefined {
  const at = argv.indexOf('--lang')
  return at === -1 ? argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length) : argv[at + 1]
}
