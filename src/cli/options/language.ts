import type { Language } from '../../internal.ts'
import type { Io } from '../io.ts'

export const languageChoices = ['zh-CN', 'en', 'auto']

/** Any form of Chinese or English will do: `zh`, `zh_TW`, `en-GB`. */
export const isLanguage = (value: string) => /^(zh|en)([-_.]|$)|^auto$/i.test(value)

/** `--lang`, then `DAICHA_LANG`, then the configuration, then the locale, then English. Any Chinese is `zh`. */
export function languageOf(
  chosen: string | undefined,
  { env, locale }: Pick<Io, 'env' | 'locale'>,
  configured?: string,
): Language {
  const wished = [chosen, env['DAICHA_LANG'], configured, env['LC_ALL'], env['LC_MESSAGES'], env['LANG'], locale]
  const first = wished.find((value) => value !== undefined && value !== '' && value !== 'auto')
  return first !== undefined && /^zh/i.test(first) ? 'zh' : 'en'
}
