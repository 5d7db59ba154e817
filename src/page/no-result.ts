import type { Problem } from '../model/report/report.ts'
import { h, type Markup } from '../report/html/markup.ts'
import { problemList } from '../report/html/sections.ts'
import type { PageSpeaker } from './words.ts'

/** Why there is no result, and what is left to everybody. */
export const noResult = (id: string, problems: Problem[], { say }: PageSpeaker): Markup =>
  h`<div id="${id}" tabindex="-1"><h3>${say('web.file.nothing')}</h3>${problemList(problems, say)}<p>${say('web.problem.byHand')}</p></div>`
