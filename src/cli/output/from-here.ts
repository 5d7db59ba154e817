import { isAbsolute, relative } from 'node:path'
import type { Io } from '../io.ts'

/** A place as a person types it where they are: from the working folder below it, the whole path elsewhere. */
export function fromHere(path: string, { cwd }: Pick<Io, 'cwd'>): string {
  const way = relative(cwd, path)
  return way === '' || /^\.\.([/\\]|$)/.test(way) || isAbsolute(way) ? path : way
}
