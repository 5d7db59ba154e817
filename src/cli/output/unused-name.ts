import { resolve } from 'node:path'
import { AuditError, ownStatsOf } from '../../internal.ts'
import type { Io } from '../io.ts'

/** A name of our own for what is saved now, which nothing in the working folder has. */
export function unusedName({ now, cwd }: Pick<Io, 'now' | 'cwd'>, ending = ''): string {
  const wished = `daicha-${now().slice(0, 16).replace(/\D/g, '')}`
  let name = wished + ending
  // Nothing is known of a folder that may not be looked into: writing there says why.
  for (let n = 2; ownStatsOf(resolve(cwd, name)) !== undefined; n++) name = `${wished}-${n}${ending}`
  return name
}

/**
 * Saves under the name that was asked for, or one of our own: another of those where it was taken meanwhile.
 *
 * @returns the name
 */
export async function savedAs(
  asked: string | undefined,
  io: Io,
  save: (path: string, shown: string) => Promise<void>,
): Promise<string> {
  for (;;) {
    const name = asked ?? unusedName(io)
    try {
      await save(resolve(io.cwd, name), name)
      return name
    } catch (error) {
      if (asked !== undefined || !(error instanceof AuditError && error.code === 'E501')) throw error
    }
  }
}
