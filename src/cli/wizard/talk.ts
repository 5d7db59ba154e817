import type { CommanderError } from 'commander'
import type { Capture, loadRules, Report } from '../../internal.ts'
import type { GlobalOptions } from '../global.ts'
import type { Asker } from '../input/ask.ts'
import type { Session } from '../phone/choose.ts'
import { stopped } from '../phone/read.ts'
import type { Patience } from '../phone/wait.ts'

export interface Talk extends Session {
  options: GlobalOptions
  rules: ReturnType<typeof loadRules>
  asker: Asker
  waiting: Patience
  /** Paragraphs, an empty one for an empty line. */
  tell: (...paragraphs: string[]) => void
  /** Whether something on the phone may have been changed. */
  hasChanged: boolean
}

/** What a reading of the phone came to. */
export interface Reading {
  captured: Capture
  report: Report
}

/** How Ctrl-C ends it. */
export const ended = ({ io, words, hasChanged }: Talk): CommanderError =>
  stopped(io, words, hasChanged ? 'wizard.stopped' : 'phone.stopped')

/** Nobody is left to answer. */
export function left(talk: Talk, code: number): number {
  talk.io.stdout.write('\n')
  return code
}
