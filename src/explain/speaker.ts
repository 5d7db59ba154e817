import { inCountry } from '../model/rules/country.ts'
import type { Guidance, Text } from '../model/rules/rule.ts'
import type { Language } from '../model/vocabulary.ts'
import type { CountKey, Params, Say } from '../model/words.ts'
import { isStale, marked } from './fresh.ts'

/** Says the words of `rules/guidance` in one language. */
export interface Speaker {
  lang: Language
  guidance: Guidance
  /** A text of a rule, with its places filled in. */
  text: (words: Text, params?: Params) => string
  say: Say
  count: (key: CountKey, n: number) => string
  /** The same with the law and bodies of another country, or of none. */
  of: (country: string | null) => Speaker
  /** The same in another language. */
  in: (lang: Language) => Speaker
  /** Whether what was checked on that day has to be checked again. */
  isOld: (checkedOn: string) => boolean
}

/** Behind a bracket that is as wide as a blank none is needed. */
const BESIDE_HAN = /） (?=\p{Script=Han})/gu

/** `now` in RFC 3339: what was last checked a year before it is marked; without it nothing is. */
export function speaker(unmarked: Guidance, lang: Language, now?: string): Speaker {
  const guidance = now === undefined ? unmarked : marked(unmarked, now)
  const text = (words: Text, params: Params = {}) => fill(words[lang], params).replace(BESIDE_HAN, '）')
  const say = sayer(guidance.words, lang, guidance.page)
  const abroad = new Map<string | null, Speaker>()
  const of = (country: string | null): Speaker => {
    if (country === (guidance.country?.id ?? null)) return self
    const there = abroad.get(country) ?? speaker(inCountry(guidance.all, country), lang, now)
    abroad.set(country, there)
    return there
  }
  const count: Speaker['count'] = (key, n) => say(`${key}.${n === 1 ? 'one' : 'other'}`, { n })
  const self: Speaker = {
    lang,
    guidance,
    text,
    say,
    count,
    of,
    in: (other) => (other === lang ? self : speaker(unmarked, other, now)),
    isOld: (checkedOn) => now !== undefined && isStale(checkedOn, now),
  }
  return self
}

/** Says entries of `words.yaml`, and of `page.yaml` where that is given. */
export const sayer =
  (words: Guidance['words'], lang: Language, page: Guidance['page'] = {}): Say =>
  (key, ...[params]) => {
    const entry = words[key] ?? page[key]
    if (entry === undefined) throw new Error(`no words for ${key}`)
    return fill(entry[lang], params ?? {})
  }

const PLACE = /\{(\w+)\}/g

/** Puts values into `{places}`; a place without a value stays as it is. */
export const fill = (template: string, params: Params) =>
  template.replace(PLACE, (place, name: string) => String(params[name] ?? place))

/** Whether every place of a text has a value. */
export const isFillable = (template: string, params: Params) =>
  [...template.matchAll(PLACE)].every(([, name = '']) => name in params)
