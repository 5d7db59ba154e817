import { resolve } from 'node:path'
import {
  AuditError,
  auditOnce,
  type Baseline,
  baselineText,
  dumpsOf,
  fleetReporters,
  fromFiles,
  loadGuidance,
  type Report,
  reporters,
  type Speaker,
  speaker,
  visible,
} from '../index.ts'
import type { AuditCommand } from './audit-command.ts'
import { noteDecisions } from './decisions.ts'
import type { Io } from './io.ts'
import { languageOf } from './language.ts'
import type { Connect } from './phone.ts'
import { rulesWith } from './rule-set.ts'
import { choiceOf, configOf, configured, decisionsOf, refuseOnPhone } from './settings.ts'
import { targetsOf } from './targets.ts'
import { writeReport } from './write-report.ts'

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
  const words = speaker(loadGuidance(), languageOf(options.lang, io, config?.lang))
  const rules = { ...(await rulesWith(options.rules, io, words)), guidance: words.guidance }
  if (!rules.regimes.some(({ id }) => id === options.regime))
    throw new AuditError('E101', { x: `--regime ${options.regime}` })
  const decisions = await decisionsOf(options, rules, io)
  const common = {
    lang: words.lang,
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
  if (config && !options.quiet) io.stderr.write(`${words.say('line.config', { path: visible(config.path) })}\n`)
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
  const reportIn = await auditOnce(options.device ? await fromPhone() : fromFiles(inputs, io), rules, {
    ...common,
    ignores: decisions.ignores,
    onIgnored: (at) => used.add(at),
    ...(decisions.baseline && { baseline: ofOnePhone(decisions.baseline) }),
    ...(options.verbose && { onSkipped: (counts) => skipped.push(...Object.entries(counts)) }),
    now: io.now,
  })
  const report = await writeReport(reportIn, targets, options, words, io)
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
