import { appendFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  AuditError,
  audit,
  type Baseline,
  baselineText,
  causeOf,
  dumpsOf,
  fleetReporters,
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
import type { AuditCommand } from './audit-command.ts'
import { columnsOf, usesColor } from './color.ts'
import { noteDecisions } from './decisions.ts'
import type { Io } from './io.ts'
import { languageOf } from './language.ts'
import type { Connect } from './phone.ts'
import { problemText } from './problem.ts'
import { choiceOf, configOf, configured, decisionsOf, refuseOnPhone } from './settings.ts'
import { save, targetsOf } from './targets.ts'

/** Reads, audits, writes every format that was asked for, and says how to exit. */
export async function runAudit(
  inputs: string[],
  typed: AuditCommand,
  io: Io,
  version: string,
  connect: Connect,
): Promise<number> {
  const started = performance.now()
  if (typed.device && inputs.length > 0) throw new AuditError('E101', { x: `--device ${inputs[0]}` })
  const list = typed.filesFrom ?? typed.files0From
  if (typed.filesFrom !== undefined && typed.files0From !== undefined)
    throw new AuditError('E101', { x: '--files-from --files0-from' })
  if (list !== undefined && inputs.length > 0) throw new AuditError('E101', { x: inputs[0] ?? '' })
  if (inputs.length === 0 && !typed.device && list === undefined) throw new AuditError('E102', {})
  if (typed.device) refuseOnPhone(typed)
  const config = await configOf(typed, io)
  const options = configured(typed, config)
  const rules = { ...loadRules(), guidance: loadGuidance() }
  if (!rules.regimes.some(({ id }) => id === options.regime))
    throw new AuditError('E101', { x: `--regime ${options.regime}` })
  const lang = languageOf(options.lang, io, config?.lang)
  const words = speaker(rules.guidance, lang)
  const decisions = await decisionsOf(options, rules, io)
  const common = {
    lang,
    failOn: options.failOn,
    minSeverity: options.minSeverity,
    ...userOf(options.user),
    allApps: options.allApps ?? false,
    regime: options.regime,
    ...(options.policy !== undefined && { policy: options.policy }),
    ...choiceOf(options, rules),
    strictIgnores: options.strictIgnores ?? false,
    exitZero: options.exitZero ?? false,
    allowPartial: options.allowPartial ?? false,
    version,
  }
  if (config && !options.quiet) io.stderr.write(`${words.say('line.config', { path: config.path })}\n`)
  if (common.allApps && !options.quiet) io.stderr.write(`${words.say('line.allApps')}\n`)
  if (common.assumeLender === 'all' && !options.quiet) io.stderr.write(`${words.say('line.assumed')}\n`)

  if (list !== undefined) {
    const { runFleet } = await import('./fleet.ts')
    const separator = typed.files0From === undefined ? '\n' : '\0'
    return runFleet(
      {
        list: { path: resolve(io.cwd, list), shown: list, separator },
        ...(options.jobs !== undefined && { jobs: options.jobs }),
        targets: targetsOf(options, fleetReporters),
        startRecord: options.startRecord,
        endRecord: options.endRecord,
        rules,
        options: common,
        decisions,
        quiet: options.quiet ?? false,
      },
      words,
      io,
    )
  }

  const fromPhone = async () => {
    const { choosePhone, connected, readPhone } = await import('./phone.ts')
    const session = { io, words, version, connect }
    const phone = await choosePhone(await connected(options, session), options, io)
    return dumpsOf(await readPhone(phone, rules, options, session))
  }
  const targets = targetsOf(options, reporters)
  const skipped: [string, number][] = []
  const used = new Set<number>()
  const report = await audit(options.device ? await fromPhone() : fromFiles(inputs, io), rules, {
    ...common,
    ignores: decisions.ignores,
    onIgnored: (at) => used.add(at),
    ...(decisions.baseline && { baseline: ofOnePhone(decisions.baseline) }),
    ...(options.verbose && { onSkipped: (counts) => skipped.push(...Object.entries(counts)) }),
    now: io.now,
  })

  const onScreen = targets.some(({ format, file }) => format === 'text' && file === undefined)
  if (!onScreen || report.exit.code === 3)
    for (const problem of report.problems) io.stderr.write(`${await problemText(problem, words)}\n`)
  for (const { format, file } of targets) {
    if (format === 'text' && file === undefined && report.exit.code === 3) continue
    const color = file === undefined && usesColor(options.color, io)
    const style = {
      color,
      columns: columnsOf(io),
      words: words.say,
      showIgnored: options.showIgnored ?? false,
      ...(options.sarifCategory !== undefined && { sarifCategory: options.sarifCategory }),
    }
    const output = await reporters[format](report, style)
    if (file === undefined) io.stdout.write(output)
    else save(resolve(io.cwd, file), file, output)
  }
  const found = report.findings.length
  if (found > MOST_SARIF_RESULTS && targets.some(({ format }) => format === 'sarif'))
    io.stderr.write(`${words.say('line.cut', { n: found, shown: MOST_SARIF_RESULTS })}\n`)
  const summary = io.env['GITHUB_STEP_SUMMARY']
  if (summary && targets.some(({ format }) => format === 'github'))
    append(resolve(io.cwd, summary), summary, await stepSummary(report, { words: words.say }))
  const accepted = report.findings.filter(({ suppressed }) => suppressed === null)
  decisions.writeBaseline?.(baselineText(accepted.map(({ fingerprint }) => ({ input: null, fingerprint }))))
  const seen = { used, unchanged: report.stats.unchanged, strict: common.strictIgnores }
  await noteDecisions(decisions, seen, words, io, options.quiet ?? false)
  if (options.verbose) verbose(report, skipped, words, io, performance.now() - started)
  return report.exit.code
}

const ofOnePhone = (findings: Baseline['findings']) =>
  new Set(findings.flatMap(({ input, fingerprint }) => (input === null ? fingerprint : [])))

function userOf(user: string): { userId?: number } {
  if (user === 'all') return {}
  if (!/^\d+$/.test(user)) throw new AuditError('E101', { x: `--user ${user}` })
  return { userId: Number(user) }
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
