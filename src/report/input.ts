import type { Report } from '../model/report/report.ts'
import { placeOf } from './place.ts'

/** What a report is about, in one name without line or date: its only file, or the folder that holds all of them. */
export function inputName({ sources, problems }: Report): string {
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
