import { Command, CommanderError, Option } from 'commander'
import { plainWidth, reporters, type Speaker, wrap } from '../index.ts'
import type { Io } from './io.ts'
import { isLanguage, languageChoices } from './options/language.ts'

/** What every command is given. */
export interface GlobalOptions {
  lang?: string
  color: 'auto' | 'always' | 'never'
  quiet?: boolean
  verbose?: boolean
}

/** Runs the chosen command; the number is its exit code. A command is loaded when it is chosen. */
export type Chosen = (
  command: 'audit' | 'capture' | 'classify' | 'devices' | 'doctor' | 'explain' | 'report' | 'rules' | 'schema',
  args: string[],
  options: GlobalOptions & Record<string, unknown>,
) => Promise<number>

const EXAMPLES = {
  daicha: [
    'daicha audit --device',
    'daicha audit package.txt',
    'daicha audit bugreport.zip -f json=report.json',
    'daicha explain 爆通讯录',
  ],
  audit: [
    'daicha audit --device',
    'daicha audit package.txt appops.txt',
    'adb exec-out dumpsys package | daicha audit -',
    'daicha audit dumps/ -f json --fail-on medium',
    'daicha audit app.apk',
  ],
  devices: ['daicha devices', 'daicha devices -f json'],
  capture: ['daicha capture --save before', 'daicha capture --save before.zip -s R5CT1234ABC'],
  doctor: ['daicha doctor', 'daicha doctor --report'],
  explain: ['daicha explain lender-reads-contacts', 'daicha explain E305', 'daicha explain 爆通讯录'],
  report: ['daicha report report.json -f text', 'daicha report merge shard-*.ndjson -f ndjson=all.ndjson'],
  classify: ['daicha classify com.example.kuaijie', 'daicha classify --from apps.csv -f ndjson > classes.ndjson'],
  rules: [
    'daicha rules list',
    'daicha rules show lender-reads-contacts',
    'daicha rules lint my-rules.yaml',
    'daicha rules test my-rules.yaml',
  ],
  schema: ['daicha schema report > report.schema.json'],
}

/** The command line of daicha, with its help in the language of `say`. */
export function program(
  say: Speaker['say'],
  io: Pick<Io, 'stdout' | 'stderr'>,
  version: string,
  chosen: Chosen,
): Command {
  const root = new Command('daicha')
  const configure = (command: Command, name: keyof typeof EXAMPLES) =>
    command
      .helpOption('-h, --help', say('help.help'))
      .configureHelp({
        helpWidth: 80,
        showGlobalOptions: true,
        styleTitle: (title) => titles[title] ?? title,
        displayWidth: plainWidth,
        boxWrap: (text, width) =>
          text
            .split('\n')
            .flatMap((line) => wrap(line, width, plainWidth))
            .join('\n'),
        optionDescription: ({ description, defaultValue }) =>
          typeof defaultValue === 'string'
            ? `${description} (${say('help.default', { value: defaultValue })})`
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
      .addHelpText('after', `\n${say('help.examples')}\n${EXAMPLES[name].map((line) => `  ${line}`).join('\n')}`)
  const titles: Record<string, string> = {
    'Usage:': say('help.usage'),
    'Commands:': say('help.commands'),
    'Options:': say('help.options'),
    'Arguments:': say('help.arguments'),
    'Global Options:': say('help.globalOptions'),
  }

  configure(root, 'daicha')
    .description(`${say('tagline')}\n${say('help.guide')}`)
    .usage('[command] [options]')
    .version(version, '-V, --version', say('help.version'))
    .helpCommand(false)
    .addOption(checked('--lang <language>', say('help.lang'), languageChoices, isLanguage))
    .addOption(checked('--color <when>', say('help.color'), ['auto', 'always', 'never']).default('auto'))
    .option('-q, --quiet', say('help.quiet'))
    .option('-v, --verbose', say('help.verbose'))

  const levels = ['critical', 'high', 'medium', 'low', 'any', 'never']
  configure(root.command('audit'), 'audit')
    .description(say('help.audit'))
    .argument('[input...]', say('help.input'))
    .option('--device', say('help.device'))
    .option('-s, --serial <id>', say('help.serial'))
    .option('--adb <path>', say('help.adb'))
    .option('--timeout <time>', say('help.timeout'), duration)
    .option(
      '-f, --format <format[=file]>',
      say('help.format', { choices: Object.keys(reporters).join(', ') }),
      collect,
      [],
    )
    .option('-o, --output <file>', say('help.output'))
    .option('--sarif-category <name>', say('help.sarifCategory'))
    .addOption(checked('--fail-on <level>', say('help.failOn', { choices: levels.join(', ') }), levels).default('high'))
    .addOption(
      checked('--min-severity <level>', say('help.minSeverity'), ['critical', 'high', 'medium', 'low', 'note']).default(
        'low',
      ),
    )
    .option('--user <id|all>', say('help.user'), 'all')
    .option('--regime <id>', say('help.regime', { choices: 'play, cn, in, id, pk, tz' }), 'play')
    .addOption(checked('--policy <policy>', say('help.policy'), ['borrower', 'release']))
    .option('--rules <file>', say('help.rules'), collect, [])
    .option('--all-apps', say('help.allApps'))
    .option('--rule <id>', say('help.rule'), collect, [])
    .option('--skip-rule <id>', say('help.skipRule'), collect, [])
    .option('--assume-lender <package|all>', say('help.assumeLender'), collect, [])
    .option('--ignore-file <file>', say('help.ignoreFile'))
    .option('--strict-ignores', say('help.strictIgnores'))
    .option('--show-ignored', say('help.showIgnored'))
    .option('--baseline <file>', say('help.baseline'))
    .option('--write-baseline <file>', say('help.writeBaseline'))
    .option('--files-from <file>', say('help.filesFrom'))
    .option('--files0-from <file>', say('help.files0From'))
    .option('-j, --jobs <n>', say('help.jobs'), count)
    .option('--no-start-record', say('help.noStartRecord'))
    .option('--no-end-record', say('help.noEndRecord'))
    .option('--exit-zero', say('help.exitZero'))
    .option('--allow-partial', say('help.allowPartial'))
    .option('--config <file>', say('help.config'))
    .option('--no-config', say('help.noConfig'))
    .action((inputs: string[], _options, command: Command) => run('audit', inputs, command))

  configure(root.command('devices'), 'devices')
    .description(say('help.devices'))
    .addOption(
      checked('-f, --format <format>', say('help.listFormat', { choices: 'text, json' }), ['text', 'json']).default(
        'text',
      ),
    )
    .option('--adb <path>', say('help.adb'))
    .option('--timeout <time>', say('help.timeout'), duration)
    .action((_options, command: Command) => run('devices', [], command))

  configure(root.command('capture'), 'capture')
    .description(say('help.capture'))
    .requiredOption('--save <path>', say('help.save'))
    .option('-s, --serial <id>', say('help.serial'))
    .option('--adb <path>', say('help.adb'))
    .option('--timeout <time>', say('help.timeout'), duration)
    .action((_options, command: Command) => run('capture', [], command))

  configure(root.command('doctor'), 'doctor')
    .description(say('help.doctor'))
    .option('--report', say('help.report'))
    .option('--adb <path>', say('help.adb'))
    .option('--timeout <time>', say('help.timeout'), duration)
    .action((_options, command: Command) => run('doctor', [], command))

  configure(root.command('explain'), 'explain')
    .description(say('help.explain'))
    .argument('<topic...>', say('help.topic'))
    .option('--rules <file>', say('help.rules'), collect, [])
    .action((topic: string[], _options, command: Command) => run('explain', topic, command))

  configure(root.command('report'), 'report')
    .description(say('help.saved'))
    .argument('<file...>', say('help.savedFile'))
    .option(
      '-f, --format <format[=file]>',
      say('help.format', { choices: Object.keys(reporters).join(', ') }),
      collect,
      [],
    )
    .option('-o, --output <file>', say('help.output'))
    .option('--show-ignored', say('help.showIgnored'))
    .option('--use-exit', say('help.useExit'))
    .option('--allow-partial', say('help.allowCut'))
    .action((files: string[], _options, command: Command) => run('report', files, command))
  configure(root.command('classify'), 'classify')
    .description(say('help.classify'))
    .argument('[package...]', say('help.package'))
    .option('--from <file>', say('help.from'))
    .option('--no-catalog', say('help.noCatalog'))
    .addOption(
      checked('-f, --format <format>', say('help.listFormat', { choices: 'text, ndjson' }), ['text', 'ndjson']).default(
        'text',
      ),
    )
    .option('--rules <file>', say('help.rules'), collect, [])
    .action((packages: string[], _options, command: Command) => run('classify', packages, command))

  configure(root.command('rules'), 'rules')
    .description(say('help.rulesCommand'))
    .argument('<what>', say('help.rulesWhat'))
    .argument('[of...]', say('help.rulesOf'))
    .addOption(
      checked('-f, --format <format>', say('help.listFormat', { choices: 'text, json' }), ['text', 'json']).default(
        'text',
      ),
    )
    .option('--rules <file>', say('help.rules'), collect, [])
    .action((what: string, of: string[], _options, command: Command) => run('rules', [what, ...of], command))

  configure(root.command('schema'), 'schema')
    .description(say('help.schema'))
    .argument('<name>', say('help.schemaName'))
    .action((name: string, _options, command: Command) => run('schema', [name], command))

  /** Ends the parse with the exit code of the command, the way commander ends it with its own. */
  const run = async (name: Parameters<Chosen>[0], args: string[], command: Command) => {
    const options = command.optsWithGlobals<GlobalOptions>()
    const given = Object.keys(options).filter((key) => command.getOptionValueSourceWithGlobals(key) === 'cli')
    const code = await chosen(name, args, { ...options, given })
    throw new CommanderError(code, 'daicha.done', '')
  }
  return root
}

/** `120s`, `2m`, `1500ms` or a number of seconds, in milliseconds. */
function duration(typed: string): number {
  const [, number = '', unit = 's'] = /^(\d+)(ms|s|m)?$/.exec(typed) ?? []
  if (Number(number) > 0) return Number(number) * ({ ms: 1, s: 1000, m: 60_000 }[unit] ?? 1)
  throw new CommanderError(2, 'daicha.choice', `'--timeout ${typed}' (Did you mean 120s?)`)
}

/** A number of at least 1. */
function count(typed: string): number {
  if (/^[1-9]\d{0,2}$/.test(typed)) return Number(typed)
  throw new CommanderError(2, 'daicha.choice', `'--jobs ${typed}'`)
}

const collect = (value: string, previous: string[]) => [...previous, value]

/** An option whose value is checked here, so that the error is said in our words. */
const checked = (
  flags: string,
  description: string,
  choices: string[],
  accepts = (value: string) => choices.includes(value),
) =>
  new Option(flags, description).argParser((value: string) => {
    if (accepts(value)) return value
    throw new CommanderError(
      2,
      'daicha.choice',
      `'${flags.split(' ')[0]} ${value}' (Did you mean ${choices.join(', ')}?)`,
    )
  })
