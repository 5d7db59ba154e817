import type { CommanderError } from 'commander'
import type { Capture, loadRules, Report } from '../../internal.ts'
import type { GlobalOptions } from '../global.ts'
import type { Asker } from '../input/ask.ts'
import { aside } from '../output/teller.ts'
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
  /** Whether a phone took commands: then USB debugging is on. */
  wasOpened: boolean
  /** Whether something on the phone may have been changed. */
  hasChanged: boolean
}

/** What a reading of the phone came to. */
export interface Reading {
  captured: Capture
  /** What tells the phone again. */
  identity: string
  report: Report
}

/** How Ctrl-C ends it. */
export function ended({ io, words, wasOpened, hasChanged }: Talk): CommanderError {
  const end = stopped(io, words, hasChanged ? 'wizard.stopped' : 'phone.stopped')
  if (wasOpened) aside(io, words.say('wizard.after'))
  return end
}

/** Whoever answered has seen enough, or is not there any more. */
export function left({ tell, words, wasOpened }: Talk, code: number): number {
  tell('', ...(wasOpened ? [words.say('wizard.after')] : []))
  return code
}
