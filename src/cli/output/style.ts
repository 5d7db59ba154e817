import type { Speaker, Style } from '../../internal.ts'
import type { GlobalOptions } from '../global.ts'
import type { Io } from '../io.ts'
import { columnsOf, usesColor } from './screen.ts'

interface Shown extends Pick<GlobalOptions, 'color'> {
  full?: boolean | undefined
  showIgnored?: boolean | undefined
  sarifCategory?: string | undefined
}

/** How a report is written to the screen, or to a file, which has no colours. */
export const styleFor = (
  file: string | undefined,
  { color, full = false, showIgnored = false, sarifCategory }: Shown,
  { say }: Pick<Speaker, 'say'>,
  io: Pick<Io, 'stdout' | 'env'>,
): Style => ({
  color: file === undefined && usesColor(color, io),
  columns: columnsOf(io),
  words: say,
  toFile: file !== undefined,
  full,
  showIgnored,
  sarifCategory,
})
