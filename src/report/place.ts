import type { Finding } from '../model/report/finding.ts'
import type { Problem, Report } from '../model/report/report.ts'
import type { Words } from './style.ts'

/** Where a machine is sent: a file that exists, and a line of it. */
export interface Place {
  file: string
  /** Archives have no lines: then this is 1, and `inside` tells the rest. */
  line: number
  /** The part of an archive, and its line. */
  inside?: { entry: string; line: number | null }
}

const ARCHIVED = /^(-|.*?\.(?:zip|apk[ms]?|xapk|tar|tgz|gz))!(.+)$/is

/** `bugreport.zip!main.txt` is the file `bugreport.zip`. */
export function placeOf(path: string, line: number | null): Place {
  const [, file, entry] = ARCHIVED.exec(path) ?? []
  return file === undefined || entry === undefined
    ? { file: path, line: line ?? 1 }
    : { file, line: 1, inside: { entry, line } }
}

/** The place inside of an archive as a report names it: `bugreport.zip!main.txt:141`. */
export const shownInside = ({ file, inside }: Place) =>
  inside && `${file}!${inside.entry}${inside.line === null ? '' : `:${inside.line}`}`

/** What is wrong, with the line where that stands. */
export const messageAt = ({ message, path, line }: Pick<Problem, 'message' | 'path' | 'line'>, words: Words) =>
  path === null || line === null ? message : words('join.beside', { text: message, beside: `${path}:${line}` })

/** The line that decides, else the beginning of what was read. */
export const placeOfFinding = ({ evidence: [first] }: Finding, { sources: [source] }: Report): Place =>
  placeOf(first?.path ?? source?.path ?? '-', first?.line ?? null)

export const placeOfProblem = ({ path, line }: Problem, { sources: [source] }: Report): Place =>
  placeOf(path ?? source?.path ?? '-', line)
