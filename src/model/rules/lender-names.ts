import { late } from '../late.ts'
import { normalise } from '../text/nearest.ts'
import type { LenderRule } from './rule.ts'

/** What people call an app: its label, also up to a dash or bracket, its brands and its loan features. */
export const namesOf = ({ label, brands = [], features = [] }: LenderRule): string[] => {
  const long = [...(label === undefined ? [] : [label]), ...features.flatMap(({ zh, en }) => [zh, en])]
  return [...new Set([...long, ...long.map(headOf), ...brands])].filter((name) => name.length > 1)
}

const headOf = (name: string) => name.split(/\s*[(（:：|–—]|\s-|-\s/)[0] ?? name

/** Who lends: the operator of the app, and those of its loan features. */
const operatorsOf = ({ operator, features = [] }: LenderRule): string[] => {
  const all = [operator, ...features.map((feature) => feature.operator)]
  return [
    ...new Set(all.flatMap((name = '') => [name, ...name.split(/[(),（）]\s*/)]).map((name) => name.trim())),
  ].filter(Boolean)
}

/**
 * Entries that are called so, an app before a loan feature; if none is, those of an operator in whose name the word
 * stands: 招联 in 招联消费金融.
 */
export function lendersNamed(word: string, lenders: LenderRule[]): LenderRule[] {
  const asked = normalise(word)
  // Most names begin otherwise, which is told sooner.
  const isAsked = (name: string) => name.charAt(0).toLowerCase() === asked.charAt(0) && normalise(name) === asked
  const isCalled = (rule: LenderRule) => isAsked(rule.id) || rule.packages.some(isAsked) || namesOf(rule).some(isAsked)
  const isApp = (rule: LenderRule) => isCalled({ ...rule, features: [] })
  const found = lenders.filter((rule) => isCalled(rule) || operatorsOf(rule).some(isAsked))
  const called = [...found.filter(isApp), ...found.filter((rule) => !isApp(rule))]
  if (called.length > 0 || !TELLING().test(asked)) return called
  return lenders.filter((rule) => operatorsOf(rule).some((name) => normalise(name).includes(asked)))
}

/** Entries in whose name, brand, loan feature or operator a word stands. */
export function lendersCalledLike(word: string, lenders: LenderRule[]): LenderRule[] {
  const asked = normalise(word)
  return lenders.filter((rule) =>
    [...namesOf(rule), ...operatorsOf(rule)].some((name) => normalise(name).includes(asked)),
  )
}

/** Long enough for a part of a name: two Chinese characters, or four letters. */
export const TELLING = late(String.raw`\p{Script=Han}{2}|[\p{L}\p{M}\d]{4}`, 'u')
