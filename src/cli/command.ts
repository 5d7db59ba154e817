import type { Command as Commander } from 'commander'
import type { PlainKey } from '../internal.ts'
import type { Flags, OptionsOf } from './flags.ts'
import type { GlobalOptions } from './global.ts'
import type { Session } from './phone/choose.ts'

/** A command: each file of `commands/` exports one as `command`, and is named after it. */
export interface Command<F extends Flags = Flags> {
  /** Its place in the list of commands. */
  order: number
  /** Key of its words. */
  help: PlainKey
  /** What follows its name, in the notation of commander, each with the key of its words: `<file...>`. */
  args?: Record<string, PlainKey>
  /** What the first of them may be, for shells to complete. */
  choices?: readonly string[]
  flags: F
  /** For its help, a line each. */
  examples: string[]
  /** Returns the exit code. */
  run(args: string[], options: OptionsOf<F> & GlobalOptions, context: Context): Promise<number>
}

/** What a command is handed besides its options. */
export interface Context extends Session {
  /** The program with all its commands, as its help tells them. */
  tree: () => Commander
}

/** The options of `run` are those of `flags`. */
export const define = <const F extends Flags>(command: Command<F>): Command => command
