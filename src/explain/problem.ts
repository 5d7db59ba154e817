import type { Problem } from '../model/report.ts'
import { fill, isFillable, type Params, type Speaker } from './speaker.ts'

/**
 * An error or gap as a person reads it: what happened, and what to do. A step that names a place without a value is
 * left out.
 */
export function explainProblem(
  code: string,
  { guidance, lang }: Speaker,
  {
    params = {},
    severity = 'error',
    path = null,
    line = null,
  }: { params?: Params; severity?: Problem['severity']; path?: string | null; line?: number | null } = {},
): Problem {
  const words = guidance.problems[code]
  if (words === undefined) throw new Error(`problems.yaml has no ${code}`)
  const remedy = words.remedy[lang].filter((step) => isFillable(step, params)).map((step) => fill(step, params))
  return { code, severity, path, line, message: fill(words.title[lang], params), remedy, params }
}
