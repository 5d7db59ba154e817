import type { Audit } from '../model/report/audit.ts'
import type { Problem } from '../model/report/report.ts'
import { shellWord } from '../model/text/shell.ts'
import type { Params } from '../model/words.ts'
import { asWritten } from './as-written.ts'
import { fill, isFillable, type Speaker } from './speaker.ts'

/**
 * An error or gap as a person reads it: what happened, and what to do. A step that names a place without a value is
 * left out, and so is one with a command that a value cannot stand in.
 */
export function explainProblem(
  code: string,
  words: Speaker,
  {
    params = {},
    severity = 'error',
    path = null,
    line = null,
  }: { params?: Params; severity?: Problem['severity']; path?: string | null; line?: number | null } = {},
): Problem {
  const { guidance, lang } = words
  const problem = guidance.problems[code]
  if (problem === undefined) throw new Error(`no words for ${code}`)
  const told = inWords(params, words)
  const remedy = problem.remedy[lang].flatMap((step) => filled(step, params, told) ?? [])
  return { code, severity, path, line, message: fill(problem.title[lang], told), remedy, params }
}

/** Places whose values are ids, and where their words are. */
const PLACES: Record<string, (id: string | number) => string> = {
  detail: (id) => `cause.${id}`,
  what: (id) => `phone.what.${id}`,
  profile: (id) => `value.user.${id}`,
  format: (id) => `format.${id}`,
  own: (id) => `format.${id}`,
}

/** Places whose values are lists. */
const LISTS = ['allowed', 'apps', 'guess', 'list']

/** What is no word of a person, as people say it: `ENOENT`, a list, and the `-` that stands for standard input. */
const inWords = (params: Params, { guidance: { words }, lang, say }: Speaker): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (LISTS.includes(name)) return [name, String(value).replaceAll(', ', say('join.comma'))]
      const isInput = name === 'file' && value === '-'
      const key = isInput ? 'value.stdin' : (PLACES[name]?.(value) ?? '')
      return [name, words[key]?.[lang] ?? value]
    }),
  )

/** A problem of an audit; a code of a newer version stays as it was written, but for its commands. */
export function tellProblem(problem: Audit['problems'][number], words: Speaker): Problem {
  if (words.guidance.problems[problem.code]) return explainProblem(problem.code, words, problem)
  const written = asWritten(problem, 'message')
  return { ...written, remedy: written.remedy.filter((step) => !step.includes('`')) }
}

/** In a command, between backquotes, a value is a word of the shell; no value begins a command. */
function filled(step: string, params: Params, told: Params): string | undefined {
  const shown = Object.fromEntries(
    Object.entries(told).map(([name, value]) => [name, String(value).replaceAll('`', '\\u0060')]),
  )
  const words = Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => {
      const word = shellWord(String(value))
      return word === undefined ? [] : [[name, word]]
    }),
  )
  const parts = step.split('`').map((text, at) => ({ text, params: at % 2 === 0 ? shown : words }))
  if (!parts.every((part) => isFillable(part.text, part.params))) return undefined
  return parts.map((part) => fill(part.text, part.params)).join('`')
}
