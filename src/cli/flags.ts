import { CommanderError } from 'commander'
import type { WordKey } from '../internal.ts'
import * as Exit from '../model/exit.ts'

/** Flags by how they are typed, in the notation of commander: `-s, --serial <id>`, `--no-config`. */
export type Flags = Record<string, Flag>

export interface Flag {
  /** Key of its words; their one place is `{choices}`. */
  help: WordKey
  /** The only values that it takes; its words name them. */
  oneOf?: readonly string[]
  /** What its words name besides. */
  shows?: readonly string[]
  default?: string
  isRequired?: true
  /** May be typed again; the values come as a list. */
  isRepeatable?: true
  /** The value of what was typed. @throws CommanderError */
  parse?: (typed: string) => unknown
}

/** Lets TypeScript read options off flags that stand beside what reads them. */
export const flags = <const F extends Flags>(table: F): F => table

/** What flags come to: `--fail-on <level>` is `failOn`. */
export type OptionsOf<F extends Flags> = {
  [S in keyof F & string as Exclude<NameOf<S>, OptionalNames<F>>]: ValueOf<S, F[S]>
} & {
  [S in keyof F & string as Extract<NameOf<S>, OptionalNames<F>>]?: ValueOf<S, F[S]>
}

type NameOf<S extends string> = S extends `${string}--no-${infer Long}`
  ? Camel<FirstWord<Long>>
  : S extends `${string}--${infer Long}`
    ? Camel<FirstWord<Long>>
    : never

type FirstWord<S extends string> = S extends `${infer Word} ${string}` ? Word : S
type Camel<S extends string> = S extends `${infer Word}-${infer Rest}` ? `${Word}${Capitalize<Camel<Rest>>}` : S

type ValueOf<S extends string, F> = S extends `${string}<${string}`
  ? F extends { isRepeatable: true }
    ? string[]
    : F extends { parse: (typed: string) => infer V }
      ? V
      : F extends { oneOf: readonly (infer V)[] }
        ? V
        : string
  : boolean

/** Undefined where they were not typed. */
type OptionalNames<F extends Flags> = {
  [S in keyof F & string]: S extends `--no-${string}`
    ? never
    : F[S] extends { default: string } | { isRequired: true } | { isRepeatable: true }
      ? never
      : NameOf<S>
}[keyof F & string]

/** Wrong usage: what was typed, and what would have been right. */
export const wrongValue = (flag: string, typed: string, right?: string) =>
  new CommanderError(
    Exit.usage,
    'daicha.choice',
    `'${flag} ${typed}'${right === undefined ? '' : ` (Did you mean ${right}?)`}`,
  )
