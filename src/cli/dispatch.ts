import { CommanderError } from 'commander'
import { loadWords, sayer } from '../index.ts'
import { runAudit } from './audit.ts'
import { exitFor } from './exit.ts'
import { runExplain } from './explain.ts'
import type { Io } from './io.ts'
import { languageOf } from './language.ts'
import { program } from './program.ts'
import { runSchema } from './schema.ts'

/** Parses the command line, runs the command that it names, and turns what goes wrong into words and a number. */
export async function dispatch(argv: string[], io: Io, version: string): Promise<number> {
  try {
    return await parse(argv, io, version)
  } catch (error) {
    return exitFor(error, argv, io)
  }
}

async function parse(argv: string[], io: Io, version: string): Promise<number> {
  const root = program(
    sayer(loadWords(), languageOf(langIn(argv), io)),
    io,
    version,
    async (command, args, options) => {
      switch (command) {
        case 'audit':
          return runAudit(args, options as never, io, version)
        case 'explain':
          return runExplain(args, options, io)
        case 'schema':
          return runSchema(args[0] ?? '', io)
      }
    },
  )
  try {
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

/** The help is in a language before the options are parsed. */
function langIn(argv: string[]): string | undefined {
  const at = argv.indexOf('--lang')
  return at === -1 ? argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length) : argv[at + 1]
}
