import { CommanderError } from 'commander'
import type { Io } from './io.ts'
import { languageOf } from './language.ts'
import { program } from './program.ts'
import { wordsOf } from './words.ts'

/** Parses the command line and runs the command that it names. @throws AuditError, CommanderError */
export async function dispatch(argv: string[], io: Io, version: string): Promise<number> {
  const root = program(wordsOf(languageOf(langIn(argv), io)), io, version, async (command, args, options) => {
    switch (command) {
      case 'audit':
        return (await import('./audit.ts')).runAudit(args, options as never, io, version)
      case 'explain':
        return (await import('./explain.ts')).runExplain(args, options, io)
      case 'schema':
        return (await import('./schema.ts')).runSchema(args[0] ?? '', io)
    }
  })
  try {
    await root.parseAsync(argv, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError && (error.code === 'daicha.done' || error.exitCode === 0)) return error.exitCode
    throw error
  }
  root.outputHelp()
  return 2
}

/** The help is in a language before the options are parsed. */
function langIn(argv: string[]): string | undefined {
  const at = argv.indexOf('--lang')
  return at === -1 ? argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length) : argv[at + 1]
}
