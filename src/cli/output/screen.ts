import type { GlobalOptions } from '../global.ts'
import type { Io } from '../io.ts'

/** The flag, then a non-empty `NO_COLOR`, then `FORCE_COLOR`, then whether it is a terminal that can. */
export function usesColor(choice: GlobalOptions['color'], { stdout, env }: Pick<Io, 'stdout' | 'env'>): boolean {
  if (choice !== 'auto') return choice === 'always'
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false'
  return stdout.isTTY === true && env['TERM'] !== 'dumb'
}

/** Columns of human text: those of the terminal, at most 100; 80 when unknown; never below 40. */
export function columnsOf({ stdout, env }: Pick<Io, 'stdout' | 'env'>): number {
  const told = Number(env['COLUMNS']) || stdout.columns || 80
  return Math.max(40, Math.min(told, 100))
}
