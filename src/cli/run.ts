import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Io } from './io.ts'

export type { Io } from './io.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

const COMMANDS = ['audit', 'explain', 'schema']

/** Runs the command line. Never throws: what goes wrong becomes words on standard error and an exit code. */
export async function run(argv: string[], io: Io): Promise<number> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    io.stdout.write(`${version}\n`)
    return 0
  }
  const { dispatch } = await import('./dispatch.ts')
  return dispatch(withCommand(argv, io), io, version)
}

/** `daicha FILE` is `daicha audit FILE`. */
function withCommand(argv: string[], { cwd }: Io): string[] {
  const first = argv.find((word) => !word.startsWith('-') || word === '-')
  const isFile = first !== undefined && !COMMANDS.includes(first) && (first === '-' || existsSync(resolve(cwd, first)))
  return isFile ? ['audit', ...argv] : argv
}

/** Starts the program on a real process. */
export async function main(process: NodeJS.Process): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(141)
    throw error
  })
  process.exitCode = await run(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    // The getter opens the stream; only `-` needs it.
    get stdin() {
      return process.stdin
    },
    env: process.env,
    cwd: process.cwd(),
    ...(process.platform !== 'linux' && { locale: Intl.DateTimeFormat().resolvedOptions().locale }),
    now: nowFrom(process.env['SOURCE_DATE_EPOCH']),
  })
}

/** The clock, or the fixed time of `SOURCE_DATE_EPOCH` for byte-identical reports. */
const nowFrom = (epoch: string | undefined) => () =>
  (epoch !== undefined && /^\d+$/.test(epoch) ? new Date(Number(epoch) * 1000) : new Date()).toISOString()
