import type { Command as Commander, CommanderError, Option } from 'commander'
import {
  AuditError,
  isAppPackage,
  loadExplained,
  loadGuidance,
  loadRules,
  nearest,
  nearFile,
  type Speaker,
  topics,
} from '../internal.ts'
import type { Io } from './io.ts'
import { adbFlags, isPhoneOption } from './phone/choose.ts'

/**
 * What commander refuses, as an error with its cause and a way on. `command` is the one that was typed, or the root,
 * and `examples` are those of its help.
 */
export async function misuse(
  error: CommanderError,
  command: Commander,
  examples: string[],
  io: Pick<Io, 'cwd'>,
  speaker: Speaker,
): Promise<unknown> {
  const [, typed = ''] = /'([^']*)'/.exec(error.message) ?? []
  const cmd = command.parent === null ? undefined : command.name()
  switch (error.code) {
    case 'commander.unknownOption':
      return new AuditError('E101', {
        x: typed,
        cmd,
        guess: optionLike(typed, command),
        phone: ofPhone(typed, command),
      })
    case 'commander.optionMissingArgument': {
      const option = allOptions(command).find(({ flags }) => flags === typed)
      const asked = { what: option?.description ?? '', ...exampleOf(examples, option) }
      return new AuditError('E113', { x: option?.short ?? option?.long ?? typed, cmd, ...asked })
    }
    case 'commander.missingArgument': {
      const argument = command.registeredArguments.find((one) => one.name() === typed)
      const asked = { what: argument?.description ?? '', ...exampleOf(examples) }
      return new AuditError('E113', { x: `daicha ${command.name()}`, cmd, ...asked })
    }
    case 'commander.excessArguments':
      return new AuditError('E127', {
        x: command.args.slice(command.registeredArguments.length).join(' ') || "''",
        cmd,
      })
    case 'commander.unknownCommand':
      return unknownWord(
        [typed],
        command.commands.map((one) => ({ name: one.name(), about: [] })),
        io,
        speaker,
      )
    default:
      return error
  }
}

/** A command, and what it is for in each language: a verb first. */
interface Known {
  name: string
  about: string[]
}

/** A first word that is no command, and no file either; what does not look like a file is asked where it may be. */
export async function unknownWord(
  words: string[],
  commands: Known[],
  { cwd }: Pick<Io, 'cwd'>,
  speaker: Speaker,
): Promise<AuditError> {
  const [typed = ''] = words
  const { remedy } = loadGuidance().problems['E123'] ?? {}
  const isPlanned = Object.values(remedy ?? {}).some((steps) => steps.some((step) => step.includes(`{${typed}}`)))
  if (isPlanned) return new AuditError('E123', { x: typed, [typed]: typed })
  const guess = commandLike(typed, commands)
  const isFile = words.some(isPath)
  const asked = isFile ? typed : words.join(' ')
  const isQuestion = guess === undefined && !isFile
  return new AuditError('E112', {
    x: isQuestion ? asked : typed,
    ...((await hasAnswer(asked, speaker)) && { [isQuestion ? 'asked' : 'word']: asked }),
    guess,
    near: nearFile(typed, cwd),
  })
}

async function hasAnswer(asked: string, speaker: Speaker): Promise<boolean> {
  const { isExplained } = await topics()
  return isAppPackage(asked) || isExplained(asked, { ...loadRules(), ...loadExplained() }, speaker)
}

const isPath = (word: string) => /[/\\]|\.[^.\s]/.test(word)

/** The command that a word was meant for: like its name, or the verb for what it does. A file is meant for none. */
export function commandLike(typed: string, commands: Known[]): string | undefined {
  if (isPath(typed)) return undefined
  const [like] = nearest(
    typed,
    commands.map(({ name }) => name),
  )
  const isVerbOf = (about: string) => about.startsWith(typed.toLowerCase()) && !/[a-z]/.test(about.charAt(typed.length))
  return like ?? commands.find(({ about }) => about.some(isVerbOf))?.name
}

const allOptions = (command: Commander): Option[] => [
  ...command.options,
  ...(command.parent === null ? [] : command.parent.options),
]

/** An option for a phone, of a command that reads none. */
function ofPhone(typed: string, command: Commander): string | undefined {
  const readsPhones = allOptions(command).some(({ flags }) => flags in adbFlags)
  return isPhoneOption(typed) && !readsPhones ? typed : undefined
}

/**
 * The one option of which it is a value, where none begins with it; else the nearest, or, of one letter, the first that
 * begins with it.
 */
function optionLike(typed: string, command: Commander): string | undefined {
  const longs = allOptions(command).flatMap(({ long }) => long ?? [])
  const known = [...longs, '--help']
  const value = typed.replace(/^--/, '').toLowerCase()
  const [of, ...more] = allOptions(command).filter(({ argChoices }) => argChoices?.includes(value))
  if (of !== undefined && more.length === 0 && value.length > 2 && !known.some((long) => long.startsWith(typed)))
    return `${of.short ?? of.long} ${value}`
  return /^-\w$/.test(typed)
    ? known.find((long) => long.startsWith(`-${typed.toLowerCase()}`))
    : nearest(typed.replace(/=.*$/, ''), known)[0]
}

/** A command line of the help that shows it. */
function exampleOf(examples: string[], option?: Option): { example: string | undefined } {
  const names = [option?.short, option?.long].flatMap((name) => name ?? [])
  const example = option ? examples.find((line) => names.some((name) => line.split(' ').includes(name))) : examples[0]
  return { example }
}
