import { readFileSync } from 'node:fs'
import { AuditError } from '../../errors.ts'
import { inCountry } from '../../model/rules/country.ts'
import type {
  CompiledGuidance,
  Explained,
  GeneralWords,
  Guidance,
  Rules,
  SignalExamples,
} from '../../model/rules/rule.ts'
import { nearest, normalise } from '../../model/text/nearest.ts'
import { regions } from '../../model/text/regions.ts'

const read = new Map<string, unknown>()

/** The compiled files lie beside the bundle, checked by the build. Each is read once a process; nobody changes it. */
function compiled(name: string): unknown {
  if (!read.has(name)) read.set(name, JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')))
  return read.get(name)
}

export function loadRules(): Rules {
  const { signals, ...rules } = compiled('./rules.json') as Rules
  return { ...rules, signals: { ...signals, general: loadGeneralWords } }
}

/** Ordinary and common words of many languages; asked for when the first name is read that holds a term. */
const loadGeneralWords = () => compiled('./general-words.json') as GeneralWords

/** The words of labels and of the command line stand in a small file of their own. */
function compiledGuidance(): CompiledGuidance {
  const { general, countries } = compiled('./guidance.json') as CompiledGuidance
  return { general: { ...general, words: loadWords() }, countries }
}

/**
 * All words for people, with the law, the channels and the numbers of every country.
 *
 * @param wished the country of all of it by code or name, or `none`; absent: each finding has that of its lender, or of
 *   the phone
 * @throws AuditError E114 for what is no country
 */
export function loadGuidance(wished?: string): Guidance {
  const all = compiledGuidance()
  const id = countryOf(wished, all)
  const there = { ...inCountry(all, id), isChosen: wished !== undefined }
  return id === null || there.country ? there : { ...there, withoutRules: id.toUpperCase() }
}

function countryOf(wished: string | undefined, { countries }: CompiledGuidance): string | null {
  if (wished === undefined || wished === 'none') return null
  const isAsked = (name: string) => normalise(name) === normalise(wished)
  const known = [
    ...Object.entries(countries).map(([id, { country }]) => [id, ...Object.values(country.name)]),
    ...regions(),
  ]
  const [found] = known.find((codeAndNames) => codeAndNames.some(isAsked)) ?? []
  if (found !== undefined) return found.toLowerCase()
  const names = known.flatMap(([, ...each]) => each)
  throw new AuditError('E114', {
    x: '--country',
    value: wished,
    allowed: [...Object.keys(countries), 'none'].join(', '),
    guess: nearest(wished, names)[0],
    elsewhere: 'none',
  })
}

/** What `explain` alone says: its topics, and more of error codes and of the menus of makers. */
export const loadExplained = () => compiled('./explain.json') as Explained

export const loadWords = () => compiled('./words.json') as Guidance['words']

/** What the signals must find and must leave alone; only those who test or show the rules load it. */
export const loadSignalExamples = () => compiled('./signal-examples.json') as SignalExamples[]
