import { CommanderError } from 'commander'
import { AuditError, loadWords, sayer } from '../index.ts'
import { runAudit } from './commands/audit.ts'
import { runExplain } from './commands/explain.ts'
import { runSchema } from './commands/schema.ts'
import { isEpoch } from './epoch.ts'
import type { Io } from './io.ts'
import { languageOf } from './options/language.ts'
import { exitFor } from './output/errors.ts'
import type { Connect } from './phone/read.ts'
import { type GlobalOptions, program } from './program.ts'

/** Parses the command line, runs the command that it names, and turns what goes wrong into words and a number. */
export async function dispatch(argv: string[], io: Io, version: string, connect = viaAdb): Promise<number> {
  const { SOURCE_DATE_EPOCH: epoch } = io.env
  try {
    if (epoch && !isEpoch(epoch)) throw new AuditError('E101', { x: `SOURCE_DATE_EPOCH=${epoch}` })
    return await parse(argv, io, version, connect)
  } catch (error) {
    return exitFor(error, argv, io)
  }
}

async function parse(argv: string[], io: Io, version: string, connect: Connect): Promise<number> {
  const root = program(
    sayer(loadWords(), languageOf(langIn(argv), io)),
    io,
    version,
    async (command, args, options) => {
      switch (command) {
        case 'audit':
          return runAudit(args, options as never, io, version, connect)
        case 'capture':
          return (await import('./commands/capture.ts')).runCapture(options as never, io, version, connect)
        case 'classify':
          return (await import('./commands/classify.ts')).runClassify(args, options as never, io)
        case 'devices':
          return (await import('./commands/devices.ts')).runDevices(options as never, io, connect)
        case 'doctor':
          return (await import('./commands/doctor.ts')).runDoctor(options, io, version, connect)
        case 'explain':
          return runExplain(args, options as never, io)
        case 'report':
          return (await import('./commands/report.ts')).runReport(args, options as never, io)
        case 'rules':
          return (await import('./commands/rules.ts')).runRules(args, options as never, io)
        case 'schema':
          return runSchema(args[0] ?? '', io)
      }
    },
  )
  try {
    if (isAlone(root.parseOptions(argv)) && hasPerson(io))
      return await (await import('./wizard.ts')).runGuide(root.opts<GlobalOptions>(), io, version, connect)
    await root.parseAsync(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.code === 'daicha.done' || error.exitCode === 0) return error.exitCode
    // No command: the usage was printed on standard error.
    if (error.code === 'commander.help') return 2
    throw error
  }
  return 2
}

/** The adb server of this computer; nothing of it is loaded before a command needs a phone. */
const viaAdb: Connect = async (options) => (await import('../index.ts')).connectServer(options)

/** No command, no file and no help is asked for. */
const isAlone = ({ operands, unknown }: { operands: string[]; unknown: string[] }) =>
  operands.length === 0 && unknown.length === 0

/** Somebody sits there who can be asked. */
const hasPerson = ({ stdout, env, ...io }: Io) => stdout.isTTY === true && !env['CI'] && io.stdin.isTTY === true

/** The help is in a language before the options are parsed. */
function langIn(argv: string[]): string | undefined {
  const at = argv.indexOf('--lang')
  return at === -1 ? argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length) : argv[at + 1]
}
