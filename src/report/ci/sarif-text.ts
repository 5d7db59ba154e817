import type { Report } from '../../model/report/report.ts'
import { factsOf, languageOfTag } from '../../model/vocabulary.ts'
import { visible } from '../escape.ts'

/**
 * A message of lines. Brackets begin a link in SARIF and braces a place for an argument, so those of a stranger are
 * escaped.
 */
export const messageOf = (text: string) => ({
  text: text
    .split('\n')
    .map(visible)
    .join('\n')
    .replace(/[\\[\]]/g, '\\$&')
    .replace(/[{}]/g, '$&$&'),
})

/** The first sentence of a message is the title of an alert, and ends as one. */
export const sentence = (text: string, lang: Report['run']['lang']) =>
  /[.。!?！？]$/.test(text) ? text : text + factsOf(languageOfTag(lang)).fullStop

/** A path below the working folder as a relative reference. */
export const uriOf = (path: string) =>
  path
    .split('/')
    .map((part) => encodeURIComponent(part.replace(/[\ud800-\udfff]/gu, '\ufffd')))
    .join('/')
