import { resolve } from 'node:path'
import {
  type Audit,
  AuditError,
  auditPhones,
  baselineText,
  dumpsOf,
  type FleetFormat,
  type Format,
  fleetReporters,
  fromFiles,
  loadGuidance,
  type Report,
  type RuleSet,
  reporters,
  type Speaker,
  speaker,
  toReport,
  visible,
} from '../../index.ts'
import type { Io } from '../io.ts'
import type { AuditCommand } from '../options/audit-command.ts'
import { choiceOf, configOf, configured, decisionsOf, harmless, refuseOnPhone } from '../options/config.ts'
import { decidedBy, judgementBy, noteDecisions } from '../options/decisions.ts'
import { heeded, noteRefused } from '../options/found-config.ts'
import { languageOf } from '../options/language.ts'
import { rulesWith } from '../options/rule-set.ts'
import { writeReport } from '../output/report.ts'
import { type Target, targetsOf } from '../output/targets.ts'
import type { Connect } from '../phone/read.ts'

/** Reads, audits, writes every format that was asked for, and says how to exit. */
export async function runAudit(
  inputs: string[],
  typed: AuditCommand,
  io: Io,
  version: string,
  connect: Connect,
): Promise<number> {
  // Node loads seven modules for `performance`.
  const started = Date.now()
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
  if (config) io.stderr.write(`${words.say('line.config', { path: visible(config.path) })}\n`)
  const targets = list === undefined ? harmless(targetsOf(options, reporters), inputs, options, io) : []
  const listTargets = list === undefined ? [] : harmless(targetsOf(options, fleetReporters), [list], options, io)
  const rules = { ...(await rulesWith(options.rules, io, words)), guidance: words.guidance }
  if (!rules.regimes.some(({ id }) => id === options.regime))
    throw new AuditError('E101', { x: `--regime ${options.regime}` })
  const decisions = await decisionsOf(options, rules, io)
  const isFound = config !== undefined && typeof typed.config !== 'string'
  const wanted = decidedBy(isFound ? typed : options, decisions)
  const asked = isFound ? decidedBy(options, decisions) : undefined
  const quiet = options.quiet ?? false
  const common = {
    lang: words.lang,
    ...userOf(options.user),
    allApps: options.allApps ?? false,
    ...choiceOf(options, rules),
    exitZero: options.exitZero ?? false,
    allowPartial: options.allowPartial ?? false,
    version,
  }
  if (common.allApps && !quiet) io.stderr.write(`${words.say('line.allApps')}\n`)
  if (common.assumeLender === 'all' && !quiet) io.stderr.write(`${words.say('line.assumed')}\n`)

  if (list !== undefined) {
    const { runFleet } = await import('../batch/list.ts')
    const separator = typed.files0From === undefined ? '\n' : '\0'
    const ended = await runFleet(
      {
        list: { path: resolve(io.cwd, list), shown: list, separator },
        ...(options.jobs !== undefined && { jobs: options.jobs }),
        targets: listTargets,
        startRecord: options.startRecord,
        endRecord: options.endRecord,
        rules,
        options: common,
        wanted,
        ...(asked && { asked }),
        decisions,
        quiet,
      },
      words,
      io,
    )
    if (config && ended.refused) await noteRefused(typed, config, words, io)
    return ended.code
  }

  const fromPhone = async () => {
    const { choosePhone, connected, readPhone } = await import('../phone/read.ts')
    const session = { io, words, version, connect }
    const phone = await choosePhone(await connected(options, session), options, io)
    return dumpsOf(await readPhone(phone, rules, options, session))
  }
  const skipped: [string, number][] = []
  const used = new Set<number>()
  const judged = await auditPhones(options.device ? await fromPhone() : fromFiles(inputs, io), rules, {
    ...common,
    ...judgementBy(wanted)(null),
    onIgnored: (at) => used.add(at),
    ...(options.verbose && { onSkipped: (counts) => skipped.push(...Object.entries(counts)) }),
    now: io.now,
  })
  const phones = judged.map((phone) => ({
    input: phone.input,
    ...heeded(phone, asked && judgementBy(asked)(null), wanted),
  }))
  const refused = phones.some((phone) => phone.refused)
  const [phone] = phones
  if (phone === undefined || phones.length > 1) {
    if (config && refused) await noteRefused(typed, config, words, io)
    return writePhones(phones, rules, targets, words, io)
  }
  const report = await writeReport(phone.audit, rules, targets, options, words, io)
  const kept = report.findings.filter(({ status }) => status !== 'accepted')
  decisions.writeBaseline?.(baselineText(kept.map(({ fingerprint }) => ({ input: null, fingerprint }))))
  if (config && refused) await noteRefused(typed, config, words, io)
  await noteDecisions(decisions, { used, unchanged: report.stats.unchanged }, options, words, io)
  if (options.verbose) verbose(report, skipped, words, io, Date.now() - started)
  return report.exit.code
}

/** Each phone is a record of its own, as in a list of inputs; formats that hold one report cannot say that. */
async function writePhones(
  phones: { input: string; audit: Audit }[],
  rules: Omit<RuleSet, 'guidance'>,
  targets: Target<Format>[],
  words: Speaker,
  io: Io,
) {
  const formats = { ...fleetReporters, html: true }
  const holdsSeveral = (target: Target<Format>): target is Target<FleetFormat | 'html'> =>
    Object.hasOwn(formats, target.format)
  const held = targets.filter(holdsSeveral)
  const wrong = targets.find((target) => !holdsSeveral(target))
  if (wrong) {
    const params = { n: String(phones.length), format: wrong.format, guess: Object.keys(formats).join(', ') }
    throw new AuditError('E110', params)
  }
  const { mergeReports } = await import('../batch/merge.ts')
  const files = phones.map(({ input, audit }) => ({ shown: input, items: [toReport(audit, rules, words)] }))
  return mergeReports(files, held, rules, words, io)
}

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
  stderr.write(`${say('verbose.time', { ms })}\n`)
}
