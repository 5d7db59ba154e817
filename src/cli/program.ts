import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command as Commander, CommanderError, Option } from 'commander'
import { AuditError, type Guidance, loadWords, type Speaker, sayer, sayMessage, widthOf, wrap } from '../internal.ts'
import * as Exit from '../model/exit.ts'
import { lazy } from '../model/lazy.ts'
import { withHyphens } from './as-meant.ts'
import type { Command } from './command.ts'
import { command as audit } from './commands/audit.ts'
import { isEpoch } from './epoch.ts'
import { chosenOf, type Flag, type Flags, wrongValue } from './flags.ts'
import { type GlobalOptions, globalFlags } from './global.ts'
import { hasPerson, type Io } from './io.ts'
import { isLanguage, langIn, languageOf, wordsFor } from './language.ts'
import { exitFor, noteLanguage } from './output/errors.ts'
import { columnsOf } from './output/screen.ts'
import type { Connect, Session } from './phone/choose.ts'

type Commands = ReadonlyMap<string, Command>

const EXAMPLES = [
  'daicha audit --device',
  'daicha audit package.txt',
  'daicha audit bugreport.zip -f json=report.json',
  'daicha explain 爆通讯录',
  'daicha explain --incident',
]

/** In a narrower terminal, as on a phone, what a word means stands below it and not beside it. */
const LEAST_FOR_TWO = 80

/** Runs the command that was typed; what goes wrong becomes words and a number. */
export async function start(argv: string[], io: Io, version: string, connect = viaAdb): Promise<number> {
  const typed = withHyphens(argv, (name) => existsSync(resolve(io.cwd, name)))
  const { SOURCE_DATE_EPOCH: epoch, DAICHA_LANG: language } = io.env
  try {
    if (epoch && !isEpoch(epoch)) throw wrongValue('SOURCE_DATE_EPOCH', epoch, [], { allowed: '0 ... 253402300799' })
    if (language && !isLanguage(language)) noteLanguage(typed, io)
    return await parse(typed, { io, version, connect })
  } catch (error) {
    return exitFor(error, typed, io)
  }
}

/** The adb server of this computer; nothing of it is loaded before a command needs a phone. */
const viaAdb: Connect = async (options) => (await import('../internal.ts')).connectServer(options)

async function parse(typed: string[], given: Omit<Session, 'words'>): Promise<number> {
  const { io } = given
  const words = loadWords()
  const speaker = () => wordsFor({ lang: langIn(typed) }, io)
  const build = builder(words, sayer(words, languageOf(langIn(typed), io)), given)
  const root = build.root()
  let code: number = Exit.usage
  let at = root
  let examples = EXAMPLES
  try {
    const { operands, unknown } = root.parseOptions(typed)
    if (operands.length === 0 && unknown.length === 0 && hasPerson(io) && !io.env['CI'])
      return await (await import('./wizard/index.ts')).runWizard(root.opts(), {
        ...given,
        words: wordsFor(root.opts(), io),
      })
    const [first = ''] = operands
    // An audit loads no other command.
    const commands = first === 'audit' ? new Map([[first, audit]]) : (await import('./commands.ts')).commands
    const isAudit =
      !commands.has(first) && (await meansAudit([...operands, ...unknown], commands, build, { ...io, speaker }))
    const name = isAudit ? 'audit' : first
    const meant = commands.get(name)
    // All of them where there is none of that name, to be listed or guessed at.
    for (const [its, command] of meant ? [[name, meant] as const] : commands) build.added(root, its, command)
    const made = meant && root.commands[0]
    if (made) {
      at = made
      examples = meant.examples
      made.action(async () => {
        const options = made.optsWithGlobals<GlobalOptions & { country?: string }>()
        // A path that is empty would be the folder where one is.
        const empty = made.args.indexOf('')
        if (empty !== -1) {
          const argument = made.registeredArguments[empty] ?? made.registeredArguments.at(-1)
          made.error(`'${argument?.name()}'`, { code: 'commander.missingArgument' })
        }
        if (options.quiet && options.verbose) throw new AuditError('E115', { x: '--quiet', y: '--verbose' })
        const names = Object.keys(options).filter((key) => made.getOptionValueSourceWithGlobals(key) === 'cli')
        const words = lazy(() => wordsFor(options, io))
        code = await meant.run(
          made.args,
          { ...options, given: names },
          {
            ...given,
            tree: () => build.tree(commands),
            // What a command does without them is sooner done.
            get words() {
              return words()
            },
          },
        )
      })
    }
    await root.parseAsync(isAudit ? ['audit', ...typed] : typed, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.code === 'daicha.done' || error.exitCode === 0) return error.exitCode
    // No command: the usage was printed on standard error.
    if (error.code === 'commander.help') return Exit.usage
    const { misuse } = await import('./misuse.ts')
    throw await misuse(error, at, examples, io, speaker())
  }
  return code
}

/**
 * `daicha FILE` is `daicha audit FILE`, options before it or not, and options that only an audit takes ask for one.
 *
 * @throws AuditError E112, E123 for a first word that is no file, and looks like a command or stands alone
 */
async function meansAudit(
  typed: string[],
  commands: Commands,
  build: Builder,
  { cwd, speaker }: Asked,
): Promise<boolean> {
  if (typed.length === 0) return false
  const { operands, unknown } = build.added(build.root(), 'audit', audit).parseOptions(typed)
  const isInput = (word: string) => word === '-' || existsSync(resolve(cwd, word))
  const [first] = operands
  if (first === undefined) return unknown.length === 0
  if (isInput(first)) return true
  const { commandLike, unknownWord } = await import('./misuse.ts')
  const known = build.known(commands)
  if (operands.some(isInput) && commandLike(first, known) === undefined) return true
  throw await unknownWord(operands, known, { cwd }, speaker())
}

type Asked = Pick<Io, 'cwd'> & { speaker: () => Speaker }
type Builder = ReturnType<typeof builder>

/** Makes what commander reads and tells of the program and its commands, in one language. */
function builder(words: Guidance['words'], say: Speaker['say'], { io, version }: Pick<Session, 'io' | 'version'>) {
  const columns = Math.min(columnsOf(io), LEAST_FOR_TWO)
  const titles: Record<string, string> = {
    'Usage:': say('help.usage'),
    'Commands:': say('help.commands'),
    'Options:': say('help.options'),
    'Arguments:': say('help.arguments'),
    'Global Options:': say('help.globalOptions'),
  }

  const root = (): Commander =>
    configured(new Commander('daicha').version(version, '-V, --version', say('help.version')), EXAMPLES, globalFlags)
      .description(`${say('tagline')}\n${say('help.wizard')}`)
      .usage('[command] [options]')
      .helpCommand(false)

  function added(to: Commander, name: string, { help, args = {}, choices, flags, examples }: Command): Commander {
    const made = configured(to.command(name), examples, flags).description(say(help))
    for (const [typed, key] of Object.entries(args)) made.argument(typed, say(key))
    const [first] = made.registeredArguments
    if (first && choices) first.argChoices = [...choices]
    return made
  }

  function configured(command: Commander, examples: string[], flags: Flags): Commander {
    for (const [typed, flag] of Object.entries(flags)) command.addOption(optionOf(typed, flag))
    return command
      .helpOption('-h, --help', say('help.help'))
      .configureHelp({
        helpWidth: columns,
        ...(columns < LEAST_FOR_TWO && {
          formatItem: (term, _width, description) =>
            [`  ${term}`, ...wrap(description, columns - 4).map((line) => `    ${line}`)].join('\n'),
        }),
        showGlobalOptions: true,
        styleTitle: (title) => titles[title] ?? title,
        displayWidth: widthOf,
        boxWrap: (text, width) =>
          text
            .split('\n')
            .flatMap((line) => wrap(line, width))
            .join('\n'),
        // What can be written stands in the words.
        argumentDescription: ({ description }) => description,
        optionDescription: ({ description, defaultValue }) =>
          typeof defaultValue === 'string'
            ? say('join.beside', { text: description, beside: say('help.default', { value: defaultValue }) })
            : description,
      })
      .configureOutput({
        // Asking would open node's own streams.
        getOutHasColors: () => false,
        getErrHasColors: () => false,
        writeOut: (text) => io.stdout.write(text),
        writeErr: (text) => io.stderr.write(text),
        outputError: () => {},
      })
      .exitOverride()
      .addHelpText('after', `\n${say('help.examples')}\n${examples.map((line) => `  ${line}`).join('\n')}`)
  }

  function optionOf(typed: string, flag: Flag): Option {
    const { oneOf, shows = oneOf, parse } = flag
    const params = shows ? { choices: shows.join(say('join.comma')) } : {}
    const option = new Option(typed, sayMessage({ key: flag.help, params }, say))
    if (shows) option.argChoices = [...shows]
    if (flag.default !== undefined) option.default(flag.default)
    if (!option.required) return option
    const given = oneOf ? (value: string) => chosenOf(option.long ?? typed, flag, value, words) : (parse ?? String)
    // As a variable gives that is not set.
    const valueIn = (value: string) => {
      if (value === '') throw new CommanderError(1, 'commander.optionMissingArgument', `'${typed}'`)
      return given(value)
    }
    if (flag.isRepeatable)
      return option.default([]).argParser((value: string, before: unknown[]) => [...before, valueIn(value)])
    return option.argParser(once(option.long ?? typed, valueIn))
  }

  return {
    root,
    added,
    /** What each is for, in every language. */
    known: (commands: Commands) =>
      [...commands].map(([name, { help }]) => ({ name, about: Object.values(words[help] ?? {}) })),
    tree(commands: Commands): Commander {
      const made = root()
      for (const [name, command] of commands) added(made, name, command)
      return made
    },
  }
}

/** What takes one value is not given two, of which one would be lost in silence. @throws AuditError E115 */
function once<T>(name: string, valueIn: (typed: string) => T): (typed: string) => T {
  let before: { typed: string; value: T } | undefined
  return (typed) => {
    const value = valueIn(typed)
    if (before !== undefined && JSON.stringify(before.value) !== JSON.stringify(value))
      throw new AuditError('E115', { x: `${name} ${before.typed}`, y: `${name} ${typed}` })
    before = { typed, value }
    return value
  }
}
