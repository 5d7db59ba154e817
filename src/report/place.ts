import type { Finding, Problem, Report } from '../model/report.ts'

/** Where a machine is sent: a file that exists, and a line of it. */
export interface Place {
  file: string
  /** Archives have no lines: then this is 1, and `inside` tells the rest. */
  line: number
  /** The part of an archive, and its line. */
  inside?: { entry: string; line: number | null }
}

const ARCHIVED = /^(.*?\.(?:zip|apks?|apkm|xapk))!(.+)$/is

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

/** The line that decides, else the beginning of what was read. */
export const placeOfFinding = ({ evidence: [first] }: Finding, { sources: [source] }: Report): Place =>
  placeOf(first?.path ?? source?.path ?? '-', first?.line ?? null)

export const placeOfProblem = ({ path, line }: Problem, { sources: [source] }: Report): Place =>
  placeOf(path ?? source?.path ?? '-', line)

/** What a report is about, in one name without line or date: its only file, or the folder that holds all of them. */
export function inputOf({ sources, problems }: Report): string {
  const paths = [...new Set([...sources.map(({ path }) => path), ...problems.flatMap(({ path }) => path ?? [])])]
  const files = [...new Set(paths.map((path) => placeOf(path, null).file))]
  const [first = '-', ...others] = files
  if (others.length === 0) return first
  const folders = first.split('/').slice(0, -1)
  const shared = folders.findIndex((_, at) => {
    const start = `${folders.slice(0, at + 1).join('/')}/`
    return others.some((file) => !file.startsWith(start))
  })
  const common = shared === -1 ? folders : folders.slice(0, shared)
  return common.join('/') || files.join(' ')
}
