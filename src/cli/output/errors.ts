import { AuditError, explainProblem, loadGuidance, speaker, visible } from '../../internal.ts'
import * as Exit from '../../model/exit.ts'
import type { Io } from '../io.ts'
import { langIn, languageChoices, languageOf } from '../options/language.ts'
import { withoutHome } from './home.ts'
import { problemText } from './problem.ts'

/** The only place where an error becomes words and a number. */
export async function exitFor(error: unknown, argv: string[], io: Io): Promise<number> {
  const words = speaker(loadGuidance(), languageOf(langIn(argv), io))
  const say = async (code: string, params: Record<string, string>) =>
    io.stderr.write(await problemText(explainProblem(code, words, { params }), words, io))
  if (error instanceof AuditError) {
    await say(error.code, error.params)
    return error.exit
  }
  if (isWrite(error)) {
    if (error.code === 'EPIPE') return Exit.closedPipe
    await say('E509', { detail: error.code ?? error.message })
    return Exit.usage
  }
  const [detail, trace = ''] = error instanceof Error ? [error.message, error.stack] : [String(error), String(error)]
  await say('E900', { detail: withoutHome(detail, io) })
  io.stderr.write(`${withoutHome(trace, io).split('\n').map(visible).join('\n')}\n`)
  return Exit.bug
}

/** Says that the language of the environment is none. */
export async function noteLanguage(argv: string[], io: Io): Promise<void> {
  if (argv.some((word) => word === '-q' || word === '--quiet')) return
  const words = speaker(loadGuidance(), languageOf(langIn(argv), io))
  const params = { x: 'DAICHA_LANG', value: io.env['DAICHA_LANG'] ?? '', allowed: languageChoices.join(', ') }
  io.stderr.write(await problemText(explainProblem('E130', words, { params, severity: 'warning' }), words, io))
}

/** A write to a standard stream that the system refused; outputs that have a name say so themselves. */
const isWrite = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && (error as NodeJS.ErrnoException).syscall === 'write'
