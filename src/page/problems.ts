import type { Problem } from '../model/report.ts'
import type { PageSpeaker } from './words.ts'

/** A command at the end of a step that says the same in words: `then check the folder: `daicha audit FOLDER``. */
const SAID_BEFORE = /(?:[：:]|[，,](?= ?(?:见|see)))\s*(?:见|see)?\s*`daicha (?:(?! --)[^`])*`$/

/** A page has no command line: what can only be typed there is left out, and the look by hand is left to everybody. */
export function inPage(problem: Problem, { say }: PageSpeaker): Problem {
  const remedy = problem.remedy
    .map((step) => step.replace(SAID_BEFORE, ''))
    .filter((step) => !/(`|\| )daicha /.test(step))
  return { ...problem, remedy: remedy.length > 0 ? remedy : [say('web.problem.byHand')] }
}
