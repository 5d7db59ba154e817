import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import type { Io } from '../src/cli/io.ts'
import type { Connect } from '../src/cli/phone/choose.ts'
import type { Guidance, Report, Rules } from '../src/internal.ts'
import type { Explained } from '../src/model/rules/rule.ts'
import type { GeneralWords } from '../src/model/rules/signal.ts'
import type { ReportOptions } from './built.ts'
import { auditDefaults, loadGuidance, run } from './built.ts'

const dist = (name: string) => new URL(`../dist/${name}`, import.meta.url)

const compiled = JSON.parse(readFileSync(dist('rules.json'), 'utf8')) as Rules
const general = JSON.parse(readFileSync(dist('general-words.json'), 'utf8')) as GeneralWords
const explained = JSON.parse(readFileSync(dist('explain.json'), 'utf8')) as Explained
export const rules = { ...compiled, ...explained, signals: { ...compiled.signals, general: () => general } }
/** As it is in China. */
export const guidance = loadGuidance('cn') as Guidance & {
  article: NonNullable<Guidance['article']>
}

export const root = new URL('..', import.meta.url).pathname

/** What an audit is asked for where a test asks for nothing else. */
export const options: ReportOptions = {
  lang: 'en',
  ...auditDefaults,
  policy: 'borrower',
  version: '0.0.0',
  now: () => '2026-11-24T06:20:03.000Z',
}

export interface Ran {
  code: number
  stdout: string
  stderr: string
}

/** Nobody taps, types or lets a phone start: what is waited for is there sooner. */
export const briefly: Io['wait'] = (ms, signal) => setTimeout(ms / 20, undefined, { signal })

/** Runs the command line with strings in place of streams; English, no colour, a fixed clock unless told otherwise. */
export async function daicha(
  argv: string[],
  { stdin = '', ...io }: Partial<Omit<Io, 'stdin'>> & { stdin?: string | Buffer | Io['stdin'] } = {},
  connect?: Connect,
): Promise<Ran> {
  const ran = { code: 0, stdout: '', stderr: '' }
  ran.code = await run(
    argv,
    {
      stdout: { write: (text) => (ran.stdout += text) },
      stderr: { write: (text) => (ran.stderr += text) },
      stdin: stdin instanceof Readable ? stdin : Readable.from([Buffer.from(stdin)]),
      env: {},
      cwd: root,
      now: () => '2026-11-24T06:20:03.000Z',
      wait: briefly,
      ...io,
    },
    connect,
  )
  return ran
}

/** The JSON report of an audit. */
export async function audited(
  argv: string[],
  io: Parameters<typeof daicha>[1] = {},
): Promise<{ code: number; report: Report; stderr: string }> {
  const { code, stdout, stderr } = await daicha(['audit', ...argv, '-f', 'json'], io)
  return { code, report: JSON.parse(stdout) as Report, stderr }
}
