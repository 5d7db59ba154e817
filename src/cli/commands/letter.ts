import {
  type Format,
  letterFormats,
  letterKinds,
  letterOf,
  loadRules,
  type ReportedApp,
  toReport,
  visible,
} from '../../internal.ts'
import * as Exit from '../../model/exit.ts'
import { appsFor, NAME_NONE } from '../apps-of-letter.ts'
import { define } from '../command.ts'
import { flags, lacks, wrongValue } from '../flags.ts'
import { chooseOne, withAsker } from '../input/ask.ts'
import { sayWaiting } from '../input/standard-input.ts'
import { readState } from '../input/state.ts'
import { hasPerson } from '../io.ts'
import { packageFlag } from '../options/app.ts'
import { countryFlag } from '../options/country.ts'
import { harmless, refuseReplacing } from '../output/overwriting.ts'
import { columnsOf } from '../output/screen.ts'
import { formatFlags, targetsOf } from '../output/targets.ts'
import { writeTargets } from '../output/write-targets.ts'
import type { Session } from '../phone/choose.ts'
import { interruptible } from '../phone/read.ts'

const formats: Record<Extract<Format, 'text' | 'markdown' | 'html'>, true> = { text: true, markdown: true, html: true }

const letterFlags = flags({
  '-f, --format <format[=file]>': { ...formatFlags['-f, --format <format[=file]>'], shows: Object.keys(formats) },
  '-o, --output <file>': formatFlags['-o, --output <file>'],
  '--app <package>': { ...packageFlag, help: 'help.letterApp' },
  ...countryFlag('help.letterCountry'),
})

/** Writes a letter with what a report knows, and blanks for all else. */
export const command = define({
  order: 7,
  help: 'help.letter',
  args: { '<kind>': 'help.letterKind', '[input]': 'help.letterInput' },
  choices: letterKinds,
  flags: letterFlags,
  examples: [
    'daicha letter operator report.json',
    'daicha letter police capture.zip -o statement.html',
    'daicha letter family --lang zh-CN',
    'daicha letter not-my-loan --country ph',
  ],
  async run([typed = '', input], options, session) {
    const { io, words, version } = session
    const kind = letterKinds.find((one) => one === typed.trim().toLowerCase())
    if (kind === undefined)
      throw wrongValue('daicha letter', typed, letterKinds, { allowed: words.say('help.letterKind') })
    if (options.app !== undefined && input === undefined)
      throw lacks(`daicha letter ${kind}`, words.say('help.letterInput'), {
        example: `daicha letter ${kind} report.json --app ${options.app}`,
      })
    const targets = harmless(targetsOf(options, formats, io.cwd), input === undefined ? [] : [input], io.cwd)
    refuseReplacing(targets, io.cwd)
    if (input === '-') sayWaiting(options, io)
    const rules = { ...loadRules(), guidance: words.guidance }
    const state = input === undefined ? undefined : await readState(input, rules, session)
    if (input !== undefined && state === undefined) return Exit.nothingAudited
    const report = state && toReport(state.audit, rules, words)
    const apps = report
      ? await appsFor(kind, report, options.app, (several) => chosenOf(several, { kind, input: input ?? '' }, session))
      : []
    if (apps === undefined) return Exit.clean
    if (report && apps.length === 0 && !NAME_NONE.includes(kind) && !options.quiet)
      io.stderr.write(`${words.say('letter.noLender')}\n`)
    const letter = letterOf(kind, { ...(report && { report }), apps }, words)
    const write = await letterFormats()
    const written = ({ format, file }: (typeof targets)[number]) =>
      write[format](letter, {
        words: words.say,
        version,
        ...(file === undefined && io.stdout.isTTY === true && { columns: columnsOf(io) }),
      })
    await writeTargets(targets, written, io, (saved) => {
      for (const file of options.quiet ? [] : saved)
        io.stderr.write(`${words.say('letter.saved', { path: visible(file) })}\n`)
    })
    return Exit.clean
  },
})

/** Asks a person which app is meant. @throws AuditError E113 where nobody can be asked */
async function chosenOf(
  apps: ReportedApp[],
  typed: { kind: string; input: string },
  session: Session,
): Promise<ReportedApp | undefined> {
  const { io, words } = session
  const { say } = words
  if (!hasPerson(io))
    throw lacks('daicha letter', `--app ${say('classify.part.package')}`, {
      allowed: apps
        .map(({ label, package: text }) => (label === null ? text : say('join.beside', { text, beside: label })))
        .join(say('join.comma')),
      ...typed,
      app: apps[0]?.package ?? '',
    })
  io.stdout.write(`${say('letter.which')}\n`)
  for (const [at, { label, package: name }] of apps.entries())
    io.stdout.write(`  ${at + 1}  ${visible(label ?? name)}  ${visible(name)}\n`)
  return interruptible(session, (signal) => withAsker(io, signal, (asking) => chooseOne(asking, apps, say)))
}
