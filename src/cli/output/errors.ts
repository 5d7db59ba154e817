import { AuditError, exitOfError, visible } from '../../internal.ts'
import * as Exit from '../../model/exit.ts'
import type { Io } from '../io.ts'
import { langIn, languageChoices, wordsFor } from '../language.ts'
import { sayError } from './problem.ts'
import { withoutHome } from './without-home.ts'

/** The only place where an error becomes words and a number. */
export function exitFor(error: unknown, argv: string[], io: Io): number {
  const to = { words: wordsFor({ lang: langIn(argv) }, io), io }
  if (error instanceof AuditError) {
    sayError(error, to)
    return exitOfError(error)
  }
  if (isWrite(error)) {
    if (error.code === 'EPIPE') return Exit.closedPipe
    sayError({ code: 'E509', params: { detail: error.code ?? error.message } }, to)
    return Exit.usage
  }
  const [detail, trace = ''] = error instanceof Error ? [error.message, error.stack] : [String(error), String(error)]
  sayError({ code: 'E900', params: { detail: withoutHome(detail, io) } }, to)
  io.stderr.write(`${withoutHome(trace, io).split('\n').map(visible).join('\n')}\n`)
  return Exit.bug
}

/** Says that the language of the environment is none. */
export function noteLanguage(argv: string[], io: Io): void {
  if (argv.some((word) => word === '-q' || word === '--quiet')) return
  const words = wordsFor({ lang: langIn(argv) }, io)
  const params = { x: 'DAICHA_LANG', value: io.env['DAICHA_LANG'] ?? '', allowed: languageChoices.join(', ') }
  sayError({ code: 'E130', params, severity: 'warning' }, { words, io })
}

/** A write to a standard stream that the system refused; outputs that have a name say so themselves. */
const isWrite = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && (error as NodeJS.ErrnoException).syscall === 'write'
