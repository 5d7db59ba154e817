import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { localTime } from '../model/text/local-time.ts'
import { withNames } from './as-meant.ts'
import { isEpoch } from './epoch.ts'
import type { Io } from './io.ts'
import type { Connect } from './phone/choose.ts'
import { outputOf, STDERR } from './standard-output.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

const STDOUT = 1

/** Runs the program on a real process, and ends it: all is written by then, and V8's compiler need not end. */
export async function main(process: NodeJS.Process): Promise<void> {
  const typed = process.argv.slice(2)
  const argv = process.platform === 'win32' ? withNames(typed) : typed
  const io: Io = {
    stdout: outputOf(STDOUT, () => process.stdout, process),
    stderr: outputOf(STDERR, () => process.stderr, process),
    // The getter opens the stream; only `-` needs it.
    get stdin() {
      return process.stdin
    },
    env: process.env,
    cwd: folderOf(process),
    ...(process.platform !== 'linux' && { locale: Intl.DateTimeFormat().resolvedOptions().locale }),
    now: nowFrom(process.env['SOURCE_DATE_EPOCH']),
    wait: (ms, signal) => setTimeout(ms, undefined, { signal }),
  }
  // What is thrown where nobody waits for it is a bug too: the exit code of Node is that of a finding.
  process.once('uncaughtException', async (error) =>
    process.exit((await import('./output/errors.ts')).exitFor(error, argv, io)),
  )
  process.exit(await run(argv, io))
}

/** The working folder; of one that was removed its name, from which whole paths can still be told. */
function folderOf(process: NodeJS.Process): string {
  try {
    return process.cwd()
  } catch {
    return process.env['PWD'] ?? '/'
  }
}

/** What asks for the version alone; `-v` is what other programs call it. */
const VERSION = new Set(['version', '--version', '-V', '-v'])

/**
 * Runs the command line; `connect` is another way to phones than the adb server of this computer. Never throws: what
 * goes wrong becomes words on standard error and an exit code.
 */
export async function run(argv: string[], io: Io, connect?: Connect): Promise<number> {
  if (argv.length === 1 && VERSION.has(argv[0] ?? '')) {
    try {
      io.stdout.write(`${version}\n`)
      return 0
    } catch {
      // Tried again below, where an error becomes words.
    }
  }
  const { start } = await import('./program.ts')
  return start(argv, io, version, connect)
}

/** The clock of the person, or the fixed time of `SOURCE_DATE_EPOCH` for byte-identical reports. */
const nowFrom = (epoch: string | undefined) => () =>
  isEpoch(epoch) ? new Date(Number(epoch) * 1000).toISOString() : localTime(new Date())
