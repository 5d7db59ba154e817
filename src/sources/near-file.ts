import { readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { nearest } from '../model/text/nearest.ts'

/** A file of the same folder with a name like the one that was typed, named as that was. */
export function nearFile(typed: string, cwd: string): string | undefined {
  const name = basename(typed)
  try {
    const [near] = nearest(
      name,
      readdirSync(dirname(resolve(cwd, typed))).filter((one) => one !== name && !one.startsWith('.')),
    )
    return near && join(dirname(typed), near)
  } catch {
    return undefined
  }
}
