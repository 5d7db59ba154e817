import { isAppPackage } from './package-name.ts'
import { userIdIn } from './user-id.ts'

/** A place in a command for a word that depends on the phone. */
export interface Blank {
  /** What stands before it in its word: `skip=`. */
  before?: string
  accepts: (arg: string) => boolean
}

/** A word of a command; words that came with an API level; or a place for one. */
export type Word = string | { since: number; words: string[] } | Blank

/**
 * A command of the catalogue: what is sent to a phone, written once. It is made, and known again, from its words alone.
 * All of them only read, and none reads contacts, calls, messages or accounts.
 */
export interface PhoneCommand {
  words: Word[]
  /** So many places at its end are there once or more, together. */
  repeats?: number
  /** Name of the file that keeps its answer. */
  file: (...args: string[]) => string
  timeoutMs: number
  /** The audit is not whole without it. */
  required?: true
  /** What is said to a person who waits: the end of a key of `words.yaml`. */
  step: 'phone' | 'apps' | 'use' | 'lists' | 'settings' | 'admins' | 'names'
}

/** A command whose answer is a dump. */
export interface DumpCommand extends PhoneCommand {
  /** Asked once of a phone, for each of its users, or for each app that may be a lender; that is its first argument. */
  per: 'phone' | 'user' | 'app'
  /** What it is asked about besides, one at a time. */
  about?: (sdk: number) => string[]
}

/** Whether a phone can be asked about it: no word of ours, and no option, has a dot. */
export const isAskable = (name: string) => isAppPackage(name) || name === 'android'

export const PACKAGE: Blank = { accepts: isAskable }
export const USER: Blank = { accepts: (arg) => /^\d+$/.test(arg) && String(userIdIn(arg)) === arg }
export const NUMBER: Blank = { accepts: (arg) => /^\d{1,10}$/.test(arg) }
export const oneOf = (args: readonly string[]): Blank => ({ accepts: (arg) => args.includes(arg) })

/** `dumpsys -t` exists from here on; before it dumpsys gives up after 10 seconds. */
export const SDK_TIME = 24

/** `dumpsys -t 30 user`, which takes half as long again to say that it gave up. */
export const dumpsys = (seconds: number, ...words: Word[]): Pick<PhoneCommand, 'words' | 'timeoutMs'> => ({
  words: ['dumpsys', { since: SDK_TIME, words: ['-t', String(seconds)] }, ...words],
  timeoutMs: seconds * 1500,
})

/** The user that a command asks about. */
export const userAskedFor = (argv: readonly string[] = []): number | undefined =>
  userIdIn(argv[argv.indexOf('--user') + 1])

type Flat = (string | Blank)[]

/** What a command is made of, and known again by. */
export type Wording = Pick<PhoneCommand, 'words' | 'repeats'>

const wordsAt = ({ words }: Wording, sdk: number): Flat =>
  words.flatMap((word) =>
    typeof word === 'object' && 'since' in word ? (sdk >= word.since ? word.words : []) : [word],
  )

/**
 * The command as it is sent.
 *
 * @throws Error for an argument that its place does not accept: a bug of ours
 */
export function argvOf(command: Wording, sdk: number, ...args: string[]): string[] {
  const left = [...args]
  const words = wordsAt(command, sdk)
  const length = words.filter((word) => typeof word === 'string').length + args.length
  const argv = lengthened(words, command, length).flatMap((word) =>
    typeof word === 'string' ? [word] : left.splice(0, 1).map((arg) => `${word.before ?? ''}${arg}`),
  )
  if (left.length > 0 || !couldBe(command, argv)) throw new Error(`not for this command: ${args.join(' ')}`)
  return argv
}

/** Whether the command could have been made like this, on a phone of some Android version. */
export function couldBe(command: Wording, argv: readonly string[]): boolean {
  const levels = command.words.flatMap((word) => (typeof word === 'object' && 'since' in word ? [word.since] : []))
  return [0, ...levels].some((sdk) => {
    const words = lengthened(wordsAt(command, sdk), command, argv.length)
    return words.length === argv.length && words.every((word, at) => holds(word, argv[at] as string))
  })
}

/** With what repeats as often as it takes to be so long, or longer. */
function lengthened(words: Flat, { repeats = 0 }: Wording, length: number): Flat {
  const all = [...words]
  while (repeats > 0 && all.length < length) all.push(...words.slice(-repeats))
  return all
}

function holds(word: string | Blank, arg: string): boolean {
  if (typeof word === 'string') return word === arg
  const { before = '', accepts } = word
  return arg.startsWith(before) && accepts(arg.slice(before.length))
}
