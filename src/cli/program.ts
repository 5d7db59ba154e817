import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command as Commander, CommanderError, Option } from 'commander'
import { AuditError, type Guidance, loadWords, type Speaker, sayer, sayMessage, widthOf, wrap } from '../internal.ts'
import * as Exit from '../model/exit.ts'
import type { Command, Context } from './command.ts'
import { command as audit } from './commands/audit.ts'
import { withHyphens } from './dashes.ts'
import { isEpoch } from './epoch.ts'
import { chosenOf, type Flag, wrongValue } from './flags.ts'
import { type GlobalOptions, globalFlags } from './global.ts'
import type { Io } from './io.ts'
import { isLanguage, langIn, languageOf } from './language.ts'
import { columnsOf } from './output/color.ts'
import { exitFor, noteLanguage } from './output/errors.ts'
import type { Connect } from './phone/choose.ts'

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
  // Behind two hyphens alone stand no options.
  const options = argv.indexOf('--') < 0 ? argv.length : argv.indexOf('--')
  const isFile = (name: string) => existsSync(resolve(io.cwd, name))
  const typed = argv.map((word, at) => (at < options ? withHyphens(word, isFile) : word))
  const { SOURCE_DATE_EPOCH: epoch } = io.env
  try {
    if (epoch && !isEpoch(epoch)) throw wrongValue('SOURCE_DATE_EPOCH', epoch, [], { allowed: '0 ... 253402300799' })
    if (!isKnown(io.env['DAICHA_LANG'])) noteLanguage(typed, io)
    return await parse(typed, { io, version, connect })
  } catch (error) {
    return exitFor(error, typed, io)
  }
}

const isKnown = (language: string | undefined) => !language || isLanguage(language)

/** The adb server of this computer; nothing of it is loaded before a command needs a phone. */
const viaAdb: Connect = async (options) => (await import('../internal.ts')).connectServer(options)

async function parse(typed: string[], given: Omit<Context, 'tree'>): Promise<number> {
  const { io, version } = given
  const words = loadWords()
  const say = sayer(words, languageOf(langIn(typed), io))
  const root = rootOf(words, say, given)
  let code: number = Exit.usage
  let at = root
  let examples = EXAMPLES
  try {
    const { operands, unknown } = root.parseOptions(typed)
    if (operands.length === 0 && unknown.length === 0 && hasPerson(io))
      return await (await import('./wizard/index.ts')).runWizard(root.opts(), io, version, given.connect)
    const [first = ''] = operands
    const commands = await commandsFor(first)
    const context: Context = { ...given, tree: () => treeOf(commands, words, say, given) }
    const isAudit = !commands.has(first) && (await meansAudit([...operands, ...unknown], commands, words, say, context))
    for (const [name, command] of wanted(commands, isAudit ? 'audit' : first)) {
      const its = added(root.command(name), command, words, say, io)
      if (isAudit || name === first) {
        at = its
        examples = command.examples
      }
      its.action(async () => {
        const options = its.optsWithGlobals<GlobalOptions>()
        // A path that is empty would be the folder where one is.
        const empty = its.args.indexOf('')
        if (empty !== -1) {
          const argument = its.registeredArguments[empty] ?? its.registeredArguments.at(-1)
          its.error(`'${argument?.name()}'`, { code: 'commander.missingArgument' })
        }
        if (options.quiet && options.verbose) throw new AuditError('E115', { x: '--quiet', y: '--verbose' })
        const given = Object.keys(options).filter((key) => its.getOptionValueSourceWithGlobals(key) === 'cli')
        code = await command.run(its.args, { ...options, given }, context)
      })
    }
    await root.parseAsync(isAudit ? ['audit', ...typed] : typed, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.code === 'daicha.done' || error.exitCode === 0) return error.exitCode
    // No command: the usage was printed on standard error.
    if (error.code === 'commander.help') return Exit.usage
    const { misuse } = await import('./misuse.ts')
    throw misuse(error, at, examples, io)
  }
  return code
}

/** An audit loads no other command. */
const commandsFor = async (name: string): Promise<Commands> =>
  name === 'audit' ? new Map([[name, audit]]) : (await import('./commands.ts')).commands

/**
 * `daicha FILE` is `daicha audit FILE`, options before it or not, and options that only an audit takes ask for one.
 *
 * @throws AuditError E112, E123 for a first word that is no file, and looks like a command or stands alone
 */
async function meansAudit(
  typed: string[],
  commands: Commands,
  words: Guidance['words'],
  say: Speaker['say'],
  context: Context,
): Promise<boolean> {
  if (typed.length === 0) return false
  const root = rootOf(words, say, context)
  const { operands, unknown } = added(root.command('audit'), audit, words, say, context.io).parseOptions(typed)
  const isInput = (word: string) => word === '-' || existsSync(resolve(context.io.cwd, word))
  const [first] = operands
  if (first === undefined) return unknown.length === 0
  if (isInput(first)) return true
  const { commandLike, unknownWord } = await import('./misuse.ts')
  const known = [...commands].map(([name, { help }]) => ({ name, about: Object.values(words[help] ?? {}) }))
  if (operands.some(isInput) && commandLike(first, known) === undefined) return true
  throw unknownWord(operands, known, context.io)
}

/** The command of that name; all of them where there is none, to be listed or guessed at. */
function wanted(commands: Commands, name: string): [name: string, Command][] {
  const command = commands.get(name)
  return command ? [[name, command]] : [...commands]
}

/** Somebody sits there who can be asked. */
const hasPerson = ({ stdout, env, ...io }: Io) => stdout.isTTY === true && !env['CI'] && io.stdin.isTTY === true

function treeOf(
  commands: Commands,
  words: Guidance['words'],
  say: Speaker['say'],
  context: Omit<Context, 'tree'>,
): Commander {
  const root = rootOf(words, say, context)
  for (const [name, command] of commands) added(root.command(name), command, words, say, context.io)
  return root
}

function rootOf(words: Guidance['words'], say: Speaker['say'], { io, version }: Omit<Context, 'tree'>): Commander {
  const root = configured(new Commander('daicha'), EXAMPLES, say, io)
    .description(`${say('tagline')}\n${say('help.wizard')}`)
    .usage('[command] [options]')
    .version(version, '-V, --version', say('help.version'))
    .helpCommand(false)
  for (const [typed, flag] of Object.entries(globalFlags)) root.addOption(optionOf(typed, flag, words, say))
  return root
}

function added(
  to: Commander,
  { help, args = {}, choices, flags, examples }: Command,
  words: Guidance['words'],
  say: Speaker['say'],
  io: Io,
): Commander {
  configured(to, examples, say, io).description(say(help))
  for (const [typed, key] of Object.entries(args)) to.argument(typed, say(key))
  const [first] = to.registeredArguments
  if (first && choices) first.argChoices = [...choices]
  for (const [typed, flag] of Object.entries(flags)) to.addOption(optionOf(typed, flag, words, say))
  return to
}

function configured(command: Commander, examples: string[], say: Speaker['say'], io: Io): Commander {
  const titles: Record<string, string> = {
    'Usage:': say('help.usage'),
    'Commands:': say('help.commands'),
    'Options:': say('help.options'),
    'Arguments:': say('help.arguments'),
    'Global Options:': say('help.globalOptions'),
  }
  const columns = Math.min(columnsOf(io), LEAST_FOR_TWO)
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

function optionOf(typed: string, flag: Flag, words: Guidance['words'], say: Speaker['say']): Option {
  const { oneOf, shows = oneOf, parse } = flag
  const option = new Option(
    typed,
    sayMessage({ key: flag.help, params: shows ? { choices: shows.join(say('join.comma')) } : {} }, say),
  )
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
