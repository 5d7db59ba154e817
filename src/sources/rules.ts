import { readFileSync } from 'node:fs'
import { AuditError } from '../errors.ts'
import type { Report } from '../model/report.ts'
import type { CompiledGuidance, GeneralWords, Guidance, RuleSet, SignalExamples } from '../model/rule.ts'

/** The compiled files lie beside the bundle; the build has checked them. */
const compiled = (name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as unknown

export function loadRules(): Omit<RuleSet, 'guidance'> {
  const { signals, ...rules } = compiled('./rules.json') as Omit<RuleSet, 'guidance'>
  return { ...rules, signals: { ...signals, general: loadGeneralWords } }
}

/** Ordinary and common words of many languages; asked for when the first name is read that holds a term. */
const loadGeneralWords = () => compiled('./general-words.json') as GeneralWords

const compiledGuidance = () => compiled('./guidance.json') as CompiledGuidance

/**
 * All words for people, with the law, the channels and the numbers of a country; those of labels and of the command line
 * also stand in a small file of their own.
 *
 * @param wished a country, `none`, or nothing for the usual one
 * @throws AuditError E114 for a country without rules
 */
export function loadGuidance(wished?: string): Guidance {
  const all = compiledGuidance()
  return inCountry(all, countryOf(wished, all))
}

/** The same in the country of a saved report; in none, where these rules do not know it. */
export function guidanceOf({ guidance: { country } }: Pick<Report, 'guidance'>): Guidance {
  const all = compiledGuidance()
  return inCountry(all, country === undefined ? all.defaultCountry : country?.id)
}

/** Whose law, channels and numbers are shown. */
function countryOf(wished: string | undefined, { countries, defaultCountry }: CompiledGuidance): string | undefined {
  if (wished === undefined) return defaultCountry
  if (wished === 'none') return undefined
  if (Object.hasOwn(countries, wished)) return wished
  throw new AuditError('E114', {
    x: '--country',
    value: wished,
    allowed: [...Object.keys(countries), 'none'].join(', '),
  })
}

/** What is said in a country; in none, where it has no rules. */
export function inCountry({ general, countries }: CompiledGuidance, id = 'none'): Guidance {
  const there = Object.hasOwn(countries, id) ? countries[id] : undefined
  const stepThere = (step: string) => there?.actions?.find((action) => action.id === step)
  return {
    ...general,
    country: there ? { id, name: there.country.name } : null,
    article: there?.article,
    corrections: there?.corrections ?? [],
    law: there?.law ?? [],
    sentences: there?.sentences ?? [],
    channels: there?.channels ?? [],
    actions: general.actions.map((action) => {
      const { line = action.line, detail = action.detail, sources = [] } = stepThere(action.id) ?? {}
      return { ...action, line, ...(detail && { detail }), sources }
    }),
  }
}

export const loadWords = () => compiled('./words.json') as Guidance['words']

/** What the signals must find and must leave alone; only those who test or show the rules load it. */
export const loadSignalExamples = () => compiled('./signal-examples.json') as SignalExamples[]
