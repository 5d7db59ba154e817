import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Io } from './io.ts'
import type { Connect } from './phone/read.ts'

export type { Io } from './io.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

const COMMANDS = ['audit', 'capture', 'classify', 'devices', 'doctor', 'explain', 'report', 'rules', 'schema']

/** Runs the command line; `connect` is another way to phones than the adb server of this computer. Never throws: what goes wrong becomes words on standard error and an exit code. */
export async function run(argv: string[], io: Io, connect?: Connect): Promise<number> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    try {
      io.stdout.write(`${version}\n`)
      return 0
    } catch {
      // Tried again below, where an error becomes words.
    }
  }
  const { dispatch } = await import('./dispatch.ts')
  return dispatch(withCommand(argv, io), io, version, connect)
}

/** `daicha FILE` is `daicha audit FILE`, options before it or not. */
function withCommand(argv: string[], { cwd }: Io): string[] {
  const words = argv.filter((word) => word === '-' || !word.startsWith('-'))
  if (words.some((word) => COMMANDS.includes(word))) return argv
  return words.some((word) => word === '-' || existsSync(resolve(cwd, word))) ? ['audit', ...argv] : argv
}
