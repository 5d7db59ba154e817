import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { AuditError, linesOf } from '../../internal.ts'
import type { Io } from '../io.ts'
import type { List } from '../options/list.ts'
import { refuseOverwriting, type Written } from '../output/overwriting.ts'

/** Enough that asking a thread costs little, and few enough to share the work out. */
const PORTION = 16

/**
 * The names in a list, so many at a time as one thread is given.
 *
 * @throws AuditError E122 for a list that is a dump, E504 for a name that `written` replaces
 */
export async function* portions(
  { list: { path, shown, separator }, written }: { list: List; written: Written[] },
  { stdin, cwd }: Pick<Io, 'stdin' | 'cwd'>,
): AsyncGenerator<string[]> {
  let isFirst = true
  for await (const lines of linesOf(shown === '-' ? stdin : path, shown, separator)) {
    if (isFirst && lines.some(beginsDump) && !lines.slice(0, 3).some((line) => existsSync(resolve(cwd, line))))
      throw new AuditError('E122', { file: shown })
    isFirst = false
    refuseOverwriting(written, lines, cwd)
    for (let at = 0; at < lines.length; at += PORTION) yield lines.slice(at, at + PORTION)
  }
}

/** How many names a list of a usual size holds; what flows in tells that only at its end. */
export function lengthOf({ path, shown, separator }: List): number | undefined {
  try {
    const stats = shown === '-' ? undefined : statSync(path)
    if (!stats?.isFile() || stats.size > MOST_COUNTED) return undefined
    const text = readFileSync(path, 'utf8')
    return text.split(separator).length - (text.endsWith(separator) ? 1 : 0)
  } catch {
    return undefined
  }
}

const MOST_COUNTED = 64 * 1024 ** 2

/** A heading of `dumpsys package`, or of a bug report; no file is called so. */
const beginsDump = (line: string) =>
  /^(Packages|Database versions|Verifiers|Permissions):$|^== dumpstate|^ {2}Package \[/.test(line)
