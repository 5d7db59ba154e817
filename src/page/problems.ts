import type { Problem } from '../model/report.ts'
import { h, type Markup } from '../report/html/markup.ts'
import { problemList } from '../report/html/sections.ts'
import type { PageSpeaker } from './words.ts'

/** A command at the end of a step that says the same in words: `then check the folder: `daicha audit FOLDER``. */
const SAID_BEFORE = /(?:[：:]|[，,](?= ?(?:见|see)))\s*(?:见|see)?\s*`daicha (?:(?! --)[^`])*`$/

/** A page has no command line: what can only be typed there is left out. */
export const inPage = (problem: Problem): Problem => ({
  ...problem,
  remedy: problem.remedy.map((step) => step.replace(SAID_BEFORE, '')).filter((step) => !/(`|\| )daicha /.test(step)),
})

/** Why there is no result, and what is left to everybody. */
export const noResult = (id: string, problems: Problem[], { say }: PageSpeaker): Markup =>
  h`<div id="${id}" tabindex="-1"><h3>${say('web.file.nothing')}</h3>${problemList(problems.map(inPage), say)}<p>${say('web.problem.byHand')}</p></div>`
