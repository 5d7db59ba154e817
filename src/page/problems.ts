import type { Problem } from '../model/report.ts'
import type { PageSpeaker } from './words.ts'

/** A command at the end of a step that says the same in words: `then check the folder: `daicha audit FOLDER``. */
const SAID_BEFORE = /(?:[：:]|[，,](?= ?(?:见|see)))\s*(?:见|see)?\s*`daicha (?:(?! --)[^`])*`$/

/** A page has no command line: of the steps of a problem, those that can be taken without one. */
export const stepsInPage = (remedy: string[]): string[] =>
  remedy.map((step) => step.replace(SAID_BEFORE, '')).filter((step) => !step.includes('`daicha '))

/** A problem as a page tells it, whoever wrote it; the look by hand is left to everybody. */
export function inPage(problem: Problem, { say }: PageSpeaker): Problem {
  const remedy = stepsInPage(problem.remedy)
  return { ...problem, remedy: remedy.length > 0 ? remedy : [say('web.problem.byHand')] }
}
