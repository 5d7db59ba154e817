import type { RuleSet, Speaker } from '../../internal.ts'
import type { Io } from '../io.ts'

/** What a report is told with, and where to. */
export interface Telling {
  rules: Omit<RuleSet, 'guidance'>
  words: Speaker
  io: Io
}
