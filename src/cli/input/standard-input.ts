import { loadWords, sayer } from '../../internal.ts'
import type { GlobalOptions } from '../global.ts'
import type { Io } from '../io.ts'
import { languageOf } from '../language.ts'

/** Says that the program waits, where `-` was given and nobody but a person can type what it reads. */
export function sayWaiting({ lang, quiet }: Pick<GlobalOptions, 'lang' | 'quiet'>, io: Io): void {
  if (quiet || io.stdin.isTTY !== true) return
  io.stderr.write(`${sayer(loadWords(), languageOf(lang, io))('line.waiting')}\n`)
}
