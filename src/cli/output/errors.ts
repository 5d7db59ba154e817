import { CommanderError } from 'commander'
import { AuditError, explainProblem, loadGuidance, speaker, visible } from '../../internal.ts'
import * as Exit from '../../model/exit.ts'
import type { Io } from '../io.ts'
import { languageOf } from '../options/language.ts'
import { problemText } from './problem.ts'

/** The only place where an error becomes words and a number. */
export async function exitFor(error: unknown, argv: string[], io: Io): Promise<number> {
  const lang = argv.find((word, at) => argv[at - 1] === '--lang' || word.startsWith('--lang='))?.replace('--lang=', '')
  const words = speaker(loadGuidance(), languageOf(lang, io))
  const say = async (code: string, params: Record<string, string>) =>
    io.stderr.write(await problemText(explainProblem(code, words, { params }), words))
  if (error instanceof AuditError) {
    await say(error.code, error.params)
    return error.exit
  }
  if (error instanceof CommanderError) {
    await say('E101', wordsOf(error))
    return Exit.usage
  }
  if (isWrite(error)) {
    if (error.code === 'EPIPE') return Exit.closedPipe
    await say('E509', { detail: error.code ?? error.message })
    return Exit.usage
  }
  await say('E900', { detail: error instanceof Error ? error.message : String(error) })
  const trace = error instanceof Error ? (error.stack ?? '') : String(error)
  io.stderr.write(`${trace.split('\n').map(visible).join('\n')}\n`)
  return Exit.bug
}

/** A write to a standard stream that the system refused; outputs that have a name say so themselves. */
const isWrite = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && (error as NodeJS.ErrnoException).syscall === 'write'

/** `error: unknown option '--fromat'\n(Did you mean --format?)` → what was typed, and the guess. */
function wordsOf({ message }: CommanderError): Record<string, string> {
  const [, typed] = /'([^']*)'/.exec(message) ?? []
  const [, guess] = /\(Did you mean (?:one of )?([^?]*)\?\)/.exec(message) ?? []
  return { x: typed ?? message.replace(/^error: /, '').split('\n')[0] ?? '', ...(guess !== undefined && { guess }) }
}
