import { lazy } from './lazy.ts'
import { languages } from './vocabulary.ts'

/**
 * The names of all countries and regions: in both languages, in traditional characters, and in their own language. To
 * make them takes longer than a whole explanation.
 */
export const regions = lazy(() => [...languages, 'zh-Hant'].flatMap((lang) => namesIn(lang)).concat(inTheirOwn()))

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const CODES = LETTERS.flatMap((first) => LETTERS.map((second) => first + second))

const namesIn = (lang: string, codes = CODES): [code: string, name: string][] =>
  (['long', 'short'] as const).flatMap((style) => {
    const names = new Intl.DisplayNames(lang, { type: 'region', style, fallback: 'none' })
    return codes.flatMap((code): [string, string][] => {
      const name = names.of(code)
      return name === undefined ? [] : [[code, name]]
    })
  })

/** Brasil, Việt Nam, Україна. */
const inTheirOwn = () =>
  namesIn('en').flatMap(([code]) => namesIn(new Intl.Locale(`und-${code}`).maximize().baseName, [code]))
