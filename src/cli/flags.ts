import { AuditError, type Guidance, nearest, type WordKey } from '../internal.ts'

/** Flags by how they are typed, in the notation of commander: `-s, --serial <id>`, `--no-config`. */
export type Flags = Record<string, Flag>

export interface Flag {
  /** Key of its words; their one place is `{choices}`. */
  help: WordKey
  /** The only values that it takes; its words name them. */
  oneOf?: readonly string[]
  /** They may be typed as people say them: the beginning of the keys of their words. */
  said?: 'severity'
  /** What its words name besides. */
  shows?: readonly string[]
  default?: string
  /** May be typed again; the values come as a list. */
  isRepeatable?: true
  /** The value of what was typed. @throws AuditError E114 */
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
    : F[S] extends { default: string } | { isRepeatable: true }
      ? never
      : NameOf<S>
}[keyof F & string]

/**
 * The options of a table that were typed, in its order, as a person types them.
 *
 * @param given as `OptionsOf` names them: `startRecord` is `--no-start-record`
 */
export function typedOf(table: Record<string, unknown>, given: readonly string[]): string[] {
  return Object.keys(table).flatMap((flag) => {
    const [long = '', name = ''] = /--(?:no-)?([\w-]+)/.exec(flag) ?? []
    return given.includes(name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())) ? [long] : []
  })
}

/** Wrong usage: what was typed, and what would have been right. */
export const wrongValue = (
  x: string,
  value: string,
  allowed: readonly string[],
  more: Record<string, string | undefined> = {},
) =>
  new AuditError('E114', {
    x,
    value,
    allowed: allowed.length > 0 ? allowed.join(', ') : undefined,
    guess: nearest(value, allowed)[0],
    ...more,
  })

/** What a command, or a part of one, was typed without. */
export const lacks = (x: string, what: string, more: Record<string, string | undefined>) =>
  new AuditError('E113', { x, cmd: x.split(' ')[1], what, ...more })

/** The one of its values that was typed, in any case, or as people say it in any language. @throws AuditError E114 */
export function chosenOf(
  x: string,
  { oneOf = [], said }: Pick<Flag, 'oneOf' | 'said'>,
  typed: string,
  words: Guidance['words'],
): string {
  const isTyped = (word: string) => word.toLowerCase() === typed.trim().toLowerCase()
  const value = oneOf.find(
    (one) => isTyped(one) || (said !== undefined && Object.values(words[`${said}.${one}`] ?? {}).some(isTyped)),
  )
  if (value === undefined) throw wrongValue(x, typed, oneOf)
  return value
}
