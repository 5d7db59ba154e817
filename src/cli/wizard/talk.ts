import type { CommanderError } from 'commander'
import {
  AuditError,
  type Capture,
  explainProblem,
  type loadRules,
  type Report,
  visible,
  widthsFor,
  wrap,
} from '../../internal.ts'
import type { Io } from '../io.ts'
import type { GlobalOptions } from '../options/global.ts'
import { columnsOf } from '../output/color.ts'
import { problemText } from '../output/problem.ts'
import type { Asker } from '../phone/ask.ts'
import type { Session } from '../phone/choose.ts'
import { stopped } from '../phone/read.ts'
import type { Patience } from '../phone/wait.ts'

export interface Talk extends Session {
  options: GlobalOptions
  rules: ReturnType<typeof loadRules>
  asker: Asker
  waiting: Patience
  /** Paragraphs, an empty one for an empty line. */
  tell: (...paragraphs: string[]) => Promise<void>
  /** Whether something on the phone may have been changed. */
  hasChanged: boolean
}

/** What a reading of the phone came to. */
export interface Reading {
  captured: Capture
  report: Report
}

/** Writes paragraphs as wide as the terminal; blanks and a number at the start of one are its indent. */
export function teller(io: Io): Talk['tell'] {
  return async (...paragraphs) => {
    for (const paragraph of paragraphs) {
      const first = /^ *(\d+\.? +|q {2})?/.exec(paragraph)?.[0] ?? ''
      const text = visible(paragraph.slice(first.length))
      const lines = wrap(text, columnsOf(io) - first.length, await widthsFor(text))
      io.stdout.write(`${lines.map((line, at) => (at === 0 ? first : ' '.repeat(first.length)) + line).join('\n')}\n`)
    }
  }
}

/** Says what went wrong, if it is something that a person can act on. */
export async function tellProblem(error: unknown, { io, words }: Pick<Session, 'io' | 'words'>): Promise<void> {
  if (!(error instanceof AuditError)) throw error
  io.stderr.write(await problemText(explainProblem(error.code, words, { params: error.params }), words, io))
}

/** How Ctrl-C ends it. */
export const ended = ({ io, words, hasChanged }: Talk): CommanderError =>
  stopped(io, words, hasChanged ? 'wizard.stopped' : 'phone.stopped')

/** Nobody is left to answer. */
export function left(talk: Talk, code: number): number {
  talk.io.stdout.write('\n')
  return code
}
