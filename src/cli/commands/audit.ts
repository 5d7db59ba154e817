import {
  AuditError,
  auditPhones,
  baselineText,
  batchReporters,
  dumpsOf,
  fromFiles,
  loadGuidance,
  loadRules,
  reporters,
  speaker,
  visible,
  withAdded,
} from '../../internal.ts'
import { define } from '../command.ts'
import { typedOf, wrongValue } from '../flags.ts'
import { appFlag, onlyApp } from '../options/app.ts'
import { configFlags, configOf, configured, harmlessInAudit, refuseOnPhone, writtenBy } from '../options/config.ts'
import { countryFlag } from '../options/country.ts'
import {
  baselineFlags,
  decidedBy,
  decisionsOf,
  ignoreFlags,
  judgementBy,
  keptOf,
  noteDecisions,
  policyFlags,
  severityFlags,
} from '../options/decisions.ts'
import { heeded, noteRefused } from '../options/found-config.ts'
import { languageOf } from '../options/language.ts'
import { listFlags, listOf } from '../options/list.ts'
import { addedBy, choiceFlags, choiceOf, rulesFlag } from '../options/rule-set.ts'
import { sayWaiting } from '../options/standard-input.ts'
import { writePhones } from '../output/phones.ts'
import { sarifFlag, textFlags, writeReport } from '../output/report.ts'
import { formatFlags, targetsOf } from '../output/targets.ts'
import { verbose } from '../output/verbose.ts'
import { adbFlags, namesFlag, phoneOption, serialFlag, waitFlag } from '../phone/choose.ts'
import { phoneOf } from '../phone/phone-of.ts'

/** Reads, audits, writes every format that was asked for, and says how to exit. */
export const command = define({
  order: 1,
  help: 'help.audit',
  args: { '[input...]': 'help.input' },
  flags: {
    '--device': { help: 'help.device' },
    ...serialFlag,
    ...waitFlag,
    ...adbFlags,
    ...namesFlag,
    ...formatFlags,
    ...sarifFlag,
    ...severityFlags,
    '--user <id|all>': { help: 'help.user', default: 'all' },
    ...countryFlag('help.country'),
    ...policyFlags,
    ...rulesFlag,
    ...appFlag,
    '--all-apps': { help: 'help.allApps' },
    ...choiceFlags,
    ...ignoreFlags,
    ...textFlags,
    ...baselineFlags,
    ...listFlags,
    '--exit-zero': { help: 'help.exitZero' },
    '--allow-partial': { help: 'help.allowPartial' },
    ...configFlags,
  },
  examples: [
    'daicha audit --device',
    'daicha audit package.txt appops.txt',
    'adb exec-out dumpsys package | daicha audit -',
    'daicha audit dumps/ -f json --fail-on medium',
    'daicha audit app.apk',
  ],
  async run(inputs, given, { io, version, connect }) {
    // Node loads seven modules for `performance`.
    const started = Date.now()
    const ofPhone = phoneOption(given)
    const typed = ofPhone === undefined ? given : { ...given, device: true }
    const [notOfPhone] = [...inputs, ...typedOf(listFlags, given.given)]
    if (ofPhone !== undefined && notOfPhone !== undefined) throw new AuditError('E115', { x: ofPhone, y: notOfPhone })
    const list = listOf(typed, inputs, io.cwd)
    if (inputs.length === 0 && !typed.device && list === undefined) throw new AuditError('E102', {})
    if (typed.app !== undefined && typed.writeBaseline !== undefined)
      throw new AuditError('E115', { x: '--app', y: '--write-baseline' })
    if (typed.device) refuseOnPhone(typed)
    if (inputs.includes('-') || list?.shown === '-') sayWaiting(typed, io)
    const config = typed.device ? undefined : await configOf(typed, io)
    const options = configured(typed, config)
    const words = speaker(loadGuidance(options.country), languageOf(options.lang, io, config?.lang), io.now())
    if (config) io.stderr.write(`${words.say('line.config', { path: visible(config.path) })}\n`)
    const targets =
      list === undefined ? harmlessInAudit(targetsOf(options, reporters, io.cwd), inputs, options, io) : []
    const listTargets =
      list === undefined ? [] : harmlessInAudit(targetsOf(options, batchReporters, io.cwd), [list.shown], options, io)
    const added = await addedBy(options.rules, io, words)
    const rules = { ...withAdded(loadRules(), added), guidance: words.guidance }
    const regimes = rules.regimes.map(({ id }) => id)
    if (options.regime !== undefined && !regimes.includes(options.regime))
      throw wrongValue('--regime', options.regime, regimes)
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
      const { runBatch } = await import('../batch/list.ts')
      const ended = await runBatch(
        {
          list,
          ...(options.jobs !== undefined && { jobs: options.jobs }),
          targets: listTargets,
          written: writtenBy(listTargets, options),
          startRecord: options.startRecord,
          endRecord: options.endRecord,
          rules,
          added,
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

    const telling = { rules, words, io }
    const fromPhone = async () => {
      const { readPhone } = await import('../phone/read.ts')
      const session = { io, words, version, connect }
      const phone = await phoneOf(options, session)
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
    const [wantedFor, askedFor] = [judgementBy(wanted), asked && judgementBy(asked)]
    const phones = judged.map((phone) => {
      const place = judged.length === 1 ? null : phone.input
      return { input: phone.input, place, ...heeded(phone, askedFor?.(place), wantedFor(place)) }
    })
    const extracts = phones.map(({ input, place, audit }) => ({
      input,
      audit: onlyApp(audit, options.app, rules, place),
    }))
    const [first] = extracts
    const report =
      first !== undefined && extracts.length === 1
        ? await writeReport(first.audit, targets, { ...options, inputs }, telling)
        : undefined
    const { strictIgnores = false } = asked ?? wanted
    const unmatched = strictIgnores && decisions.ignores.some((_, at) => !used.has(at))
    const code = report?.exit.code ?? (await writePhones(extracts, targets, telling, unmatched))
    decisions.writeBaseline?.(baselineText(phones.flatMap(({ place, audit }) => keptOf(audit, place))))
    if (config && phones.some(({ refused }) => refused)) await noteRefused(typed, config, words, io)
    const unchanged = phones.reduce((sum, { audit }) => sum + audit.stats.unchanged, 0)
    await noteDecisions(decisions, { used, unchanged }, options, words, io)
    if (options.verbose && report) verbose(report, skipped, Date.now() - started, telling)
    return code
  },
})

function userOf(user: string): { userId?: number } {
  if (user === 'all') return {}
  if (!/^\d+$/.test(user)) throw wrongValue('--user', user, [], { allowed: '0, 10, 999 ... all' })
  return { userId: Number(user) }
}
