/** Bytes of a file by which it is known. */
export const HEAD_BYTES = 4096

/** How a report begins that holds all and can be read again. A letter, a page too, says so behind the version. */
const WHOLE = {
  json: /^\{\s*"type": ?"report",\s*"schemaVersion"/,
  ndjson: /^\{"type":"(start|input|error)",.*"(schemaVersion|exit)":/,
  html: /^<!DOCTYPE html>[\s\S]*<meta name="generator" content="daicha [^" ]+">/,
}
export const PAGE = /^<!DOCTYPE html>[\s\S]*<meta name="generator" content="daicha /
export const TABLE = /^input,verdict,severity,rule,/
export const BASELINE = /^\{\s*"type": ?"baseline"/

/** The first key of a report or of a record, whatever order somebody's tool put them in; a comparison has others. */
export const REPORT_KEY =
  /^\{\s*"(type|schemaVersion|tool|run|exit|input|stats|apps|users)":(?![\s\S]*"type": ?"(diff|baseline)")/

/** The format of a saved report that begins so, with no byte-order mark; undefined of what holds less than a report. */
export const wholeReport = (head: string) =>
  (['json', 'ndjson', 'html'] as const).find((format) => WHOLE[format].test(head.trimStart()))

/** Whether it can be a saved report, whatever another program made of its keys and its blanks: a dump is no JSON. */
export const mayBeReport = (head: string) => wholeReport(head) !== undefined || head.trimStart().startsWith('{')
