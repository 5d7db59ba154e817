import { closeSync, constants, openSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  type Audit,
  editionsOf,
  explainProblem,
  type Format,
  MOST_SARIF_RESULTS,
  type Place,
  type Problem,
  paragraph,
  placeAt,
  type Report,
  reporters,
  type Speaker,
  shownPath,
  stepSummary,
  toReport,
  unwritable,
  visible,
} from '../../internal.ts'
import * as Exit from '../../model/exit.ts'
import { flags, type OptionsOf } from '../flags.ts'
import type { GlobalOptions } from '../global.ts'
import type { Io } from '../io.ts'
import { sayProblem } from './problem.ts'
import { columnsOf } from './screen.ts'
import { styleFor } from './style.ts'
import type { Target } from './targets.ts'
import type { Telling, To } from './teller.ts'
import { writeTargets } from './write-targets.ts'

export const sarifFlag = flags({ '--sarif-category <name>': { help: 'help.sarifCategory' } })
export const textFlags = flags({ '--full': { help: 'help.full' }, '--show-ignored': { help: 'help.showIgnored' } })

/**
 * Writes a report in every format asked for. What could not be read is said on standard error where no text is.
 *
 * @throws AuditError E502 for a file that cannot be written, once all else is, and the verdict is told
 */
export async function writeReport(
  audit: Audit,
  targets: Target<Format>[],
  options: OptionsOf<typeof sarifFlag & typeof textFlags> &
    Pick<GlobalOptions, 'color' | 'given' | 'quiet'> & {
      /** As they were typed. */
      inputs?: string[]
    },
  { rules, words, io }: Telling,
): Promise<Report> {
  const report = toReport(audit, rules, words)
  const onScreen = targets.find(({ file }) => file === undefined)
  const isText = onScreen?.format === 'text'
  const isNothing = report.exit.code === Exit.nothingAudited
  if (!isText || isNothing)
    for (const [at, problem] of report.problems.entries()) {
      if (at > 0) io.stderr.write('\n')
      sayProblem(asTyped(problem, options.inputs, words, io), { words, io })
    }
  const written = ({ format, file }: Target<Format>, saved: string[]) =>
    reporters[format](report, {
      ...styleFor(file, options, words, io),
      ...(saved.length > 0 && { saved: saved.map(visible) }),
      ...(format === 'html' && { editions: editionsOf(report, audit, rules, words) }),
    })
  const shown = isText && isNothing ? targets.filter((target) => target !== onScreen) : targets
  await writeTargets(shown, written, io, (saved) => {
    if (!isText && !options.quiet) sayVerdict(report, saved, words, io)
  })
  const found = report.findings.length
  if (found > MOST_SARIF_RESULTS && targets.some(({ format }) => format === 'sarif'))
    io.stderr.write(`${words.say('line.cut', { n: found, shown: MOST_SARIF_RESULTS })}\n`)
  const summary = io.env['GITHUB_STEP_SUMMARY']
  if (summary && targets.some(({ format }) => format === 'github'))
    append(placeAt(summary, io.cwd), await stepSummary(report, { words: words.say }), options.given.includes('format'))
  return report
}

/** A file that cannot be opened, by the path that was typed: a report tells no more than its name. */
function asTyped(problem: Problem, inputs: string[] = [], words: Speaker, { cwd }: Pick<Io, 'cwd'>): Problem {
  if (problem.code !== 'E301') return problem
  const file = inputs.find((input) => shownPath(resolve(cwd, input), cwd) === problem.params['file'])
  if (file === undefined) return problem
  const { message, remedy } = explainProblem('E301', words, { params: { ...problem.params, file } })
  return { ...problem, message, remedy }
}

/** Where the screen holds no text: the verdict, and where the reports are. */
function sayVerdict({ verdict, headline }: Report, saved: string[], { say }: Speaker, io: Io) {
  const files = visible(saved.join(say('join.comma')))
  const where = saved.length > 0 ? `\n${say('short.saved', { files })}` : ''
  const text = `${say(`verdict.${verdict}`)} ${headline}${where}`
  for (const line of text.split('\n')) io.stderr.write(paragraph(line, columnsOf(io)))
}

/** Follows links only where the format was typed. @throws AuditError E502 */
function append(place: Place, text: string, isTyped: boolean) {
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW } = constants
  try {
    const fd = openSync(place.path, O_APPEND | O_CREAT | O_WRONLY | (isTyped ? 0 : O_NOFOLLOW))
    try {
      writeFileSync(fd, text)
    } finally {
      closeSync(fd)
    }
  } catch (cause) {
    throw unwritable(place, cause)
  }
}

/** What was read and what was passed over, for those who want to know. */
export function verbose({ sources }: Report, skipped: [string, number][], { words: { say }, io: { stderr } }: To) {
  for (const source of sources) {
    stderr.write(
      `${say('verbose.file', { path: visible(source.path), kinds: source.kinds.join(' + ') || '-', lines: source.lines, encoding: source.encoding, lineEnding: source.lineEnding })}\n`,
    )
  }
  if (skipped.length > 0)
    stderr.write(`${say('line.skipped')}\n${skipped.map(([what, n]) => `  ${n}  ${visible(what)}\n`).join('')}`)
  stderr.write(`${say('verbose.time', { ms: Math.round(process.uptime() * 1000) })}\n`)
}
