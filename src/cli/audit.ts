import { appendFileSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  AuditError,
  type AuditOptions,
  auditOnce,
  causeOf,
  dumpsOf,
  type Format,
  fromFiles,
  loadGuidance,
  loadRules,
  MOST_SARIF_RESULTS,
  type Report,
  reporters,
  type Speaker,
  speaker,
  stepSummary,
  visible,
} from '../index.ts'
import { columnsOf, usesColor } from './color.ts'
import { otherEdition } from './edition.ts'
import type { Io } from './io.ts'
import { languageOf } from './language.ts'
import type { Connect, PhoneOptions } from './phone.ts'
import { problemText } from './problem.ts'
import type { GlobalOptions } from './program.ts'

interface Options extends GlobalOptions, PhoneOptions {
  device?: boolean
  format: string[]
  output?: string
  sarifCategory?: string
  failOn: AuditOptions['failOn']
  minSeverity: AuditOptions['minSeverity']
  user: string
  regime: string
  policy?: 'borrower' | 'release'
  allApps?: boolean
  exitZero?: boolean
  allowPartial?: boolean
}

interface Target {
  format: Format
  file?: string
}

/** Reads, audits, writes every format that was asked for, and says how to exit. */
export async function runAudit(
  inputs: string[],
  options: Options,
  io: Io,
  version: string,
  connect: Connect,
): Promise<number> {
  const started = performance.now()
  if (options.device && inputs.length > 0) throw new AuditError('E101', { x: `--device ${inputs[0]}` })
  if (inputs.length === 0 && !options.device) throw new AuditError('E102', {})
  const targets = targetsOf(options)
  const rules = { ...loadRules(), guidance: loadGuidance() }
  if (!rules.regimes.some(({ id }) => id === options.regime))
    throw new AuditError('E101', { x: `--regime ${options.regime}` })
  const lang = languageOf(options.lang, io)
  const words = speaker(rules.guidance, lang)

  const fromPhone = async () => {
    const { choosePhone, connected, readPhone } = await import('./phone.ts')
    const session = { io, words, version, connect }
    const phone = await choosePhone(await connected(options, session), options, io)
    return dumpsOf(await readPhone(phone, rules, options, session))
  }
  const skipped: [string, number][] = []
  const reportIn = await auditOnce(options.device ? await fromPhone() : fromFiles(inputs, io), rules, {
    lang,
    failOn: options.failOn,
    minSeverity: options.minSeverity,
    ...userOf(options.user),
    allApps: options.allApps ?? false,
    ...(options.verbose && { onSkipped: (counts) => skipped.push(...Object.entries(counts)) }),
    regime: options.regime,
    ...(options.policy !== undefined && { policy: options.policy }),
    exitZero: options.exitZero ?? false,
    allowPartial: options.allowPartial ?? false,
    version,
    now: io.now,
  })
  const report = reportIn(lang)

  const onScreen = targets.some(({ format, file }) => format === 'text' && file === undefined)
  if (options.allApps && !options.quiet) io.stderr.write(`${words.say('line.allApps')}\n`)
  if (!onScreen || report.exit.code === 3)
    for (const problem of report.problems) io.stderr.write(`${await problemText(problem, words)}\n`)
  for (const { format, file } of targets) {
    if (format === 'text' && file === undefined && report.exit.code === 3) continue
    const color = file === undefined && usesColor(options.color, io)
    const output = await reporters[format](report, {
      color,
      columns: columnsOf(io),
      words: words.say,
      ...(options.sarifCategory !== undefined && { sarifCategory: options.sarifCategory }),
      toFile: file !== undefined,
      ...(format === 'html' && { other: otherEdition(reportIn, lang, rules.guidance) }),
    })
    if (file === undefined) io.stdout.write(output)
    else save(resolve(io.cwd, file), file, output)
  }
  const found = report.findings.length
  if (found > MOST_SARIF_RESULTS && targets.some(({ format }) => format === 'sarif'))
    io.stderr.write(`${words.say('line.cut', { n: found, shown: MOST_SARIF_RESULTS })}\n`)
  const summary = io.env['GITHUB_STEP_SUMMARY']
  if (summary && targets.some(({ format }) => format === 'github'))
    append(resolve(io.cwd, summary), summary, await stepSummary(report, { words: words.say }))
  if (options.verbose) verbose(report, skipped, words, io, performance.now() - started)
  return report.exit.code
}

/** Where an extension is not the name of its format. */
const EXTENSIONS: Record<string, string> = {
  txt: 'text',
  md: 'markdown',
  htm: 'html',
  xml: 'junit',
  jsonl: 'ndjson',
}

/** `-f` as given and `-o` by its extension; text to the screen when none is given. At most one goes to the screen. */
function targetsOf({ format, output }: Options): Target[] {
  const targets = format.map((value): Target => {
    const [name = '', ...rest] = value.split('=')
    if (!(name in reporters)) throw new AuditError('E101', { x: `--format ${value}` })
    return { format: name as Format, ...(rest.length > 0 && { file: rest.join('=') }) }
  })
  if (output !== undefined) {
    const extension = /\.(\w+)$/.exec(output.replace(/\.sarif\.json$/, '.sarif'))?.[1] ?? ''
    const name = EXTENSIONS[extension] ?? extension
    if (!(name in reporters)) throw new AuditError('E101', { x: `--output ${output}` })
    targets.push({ format: name as Format, file: output })
  }
  if (targets.filter(({ file }) => file === undefined).length > 1)
    throw new AuditError('E101', { x: `--format ${format.join(' --format ')}` })
  return targets.length > 0 ? targets : [{ format: 'text' }]
}

function userOf(user: string): { userId?: number } {
  if (user === 'all') return {}
  if (!/^\d+$/.test(user)) throw new AuditError('E101', { x: `--user ${user}` })
  return { userId: Number(user) }
}

/** Written beside and renamed, so that a crash leaves no half report. @throws AuditError E502 */
function save(path: string, shown: string, text: string) {
  const part = `${path}.part`
  try {
    writeFileSync(part, text)
    renameSync(part, path)
  } catch (cause) {
    if (existsSync(part)) rmSync(part)
    throw new AuditError('E502', { path: shown, detail: causeOf(cause) }, { cause })
  }
}

/** @throws AuditError E502 */
function append(path: string, shown: string, text: string) {
  try {
    appendFileSync(path, text)
  } catch (cause) {
    throw new AuditError('E502', { path: shown, detail: causeOf(cause) }, { cause })
  }
}

/** What was read and what was passed over, for those who want to know. */
function verbose({ sources }: Report, skipped: [string, number][], { say }: Speaker, { stderr }: Io, ms: number) {
  for (const source of sources) {
    stderr.write(
      `${say('verbose.file', { path: visible(source.path), kinds: source.kinds.join(' + ') || '-', lines: source.lines, encoding: source.encoding, lineEnding: source.lineEnding })}\n`,
    )
  }
  if (skipped.length > 0)
    stderr.write(`${say('line.skipped')}\n${skipped.map(([what, n]) => `  ${n}  ${visible(what)}\n`).join('')}`)
  stderr.write(`${say('verbose.time', { ms: Math.round(ms) })}\n`)
}
