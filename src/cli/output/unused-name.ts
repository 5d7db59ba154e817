import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Io } from '../io.ts'

/** A name of our own for what is saved now, which nothing in the working folder has. */
export function unusedName({ now, cwd }: Pick<Io, 'now' | 'cwd'>, ending = ''): string {
  const wished = `daicha-${now().slice(0, 16).replace(/\D/g, '')}`
  let name = wished + ending
  for (let n = 2; existsSync(resolve(cwd, name)); n++) name = `${wished}-${n}${ending}`
  return name
}
