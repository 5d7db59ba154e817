import { lazy } from '../lazy.ts'
import { grouped } from '../multimap.ts'
import { languages } from '../vocabulary.ts'

/**
 * The names of all countries and regions: in both languages, in traditional characters, and in their own language. To
 * make them takes longer than a whole explanation.
 */
export const regions = lazy(() => [...languages, 'zh-Hant'].flatMap((lang) => namesIn(lang)).concat(inTheirOwn()))

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
/** All but the made-up regions of software: unknown, of accents, of two directions. */
const CODES = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(
  (code) => !['ZZ', 'XA', 'XB'].includes(code),
)

const namesIn = (lang: string, codes = CODES): [code: string, name: string][] =>
  (['long', 'short'] as const).flatMap((style) => {
    const names = new Intl.DisplayNames(lang, { type: 'region', style, fallback: 'none' })
    return codes.flatMap((code): [string, string][] => {
      const name = names.of(code)
      return name === undefined ? [] : [[code, name]]
    })
  })

/** Brasil, Việt Nam, Україна. To begin with a language takes longer than to ask it for all its names. */
function inTheirOwn() {
  const codes = new Set(namesIn('en').map(([code]) => code))
  return [...grouped(codes, (code) => [languageOf(code)])].flatMap(([lang, there]) => namesIn(lang, there))
}

/** With its script: Serbian is written in two. */
function languageOf(code: string): string {
  const { language, script } = new Intl.Locale(`und-${code}`).maximize()
  return `${language}-${script}`
}
