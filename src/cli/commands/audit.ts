import {
  AuditError,
  auditPhones,
  baselineText,
  batchReporters,
  dumpsOf,
  type Format,
  fromFiles,
  loadRules,
  reporters,
  visible,
  withAdded,
} from '../../internal.ts'
import { writePhones } from '../batch/phones.ts'
import { type Context, define } from '../command.ts'
import { flags, type OptionsOf, typedOf, wrongValue } from '../flags.ts'
import type { GlobalOptions } from '../global.ts'
import { sayWaiting } from '../input/standard-input.ts'
import { watched } from '../input/watched.ts'
import type { Io } from '../io.ts'
import { wordsFor } from '../language.ts'
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
import { listFlags, listOf } from '../options/list.ts'
import { addedBy, choiceFlags, choiceOf, noteUnseen, rulesFlag } from '../options/rule-set.ts'
import { sarifFlag, textFlags, verbose, writeReport } from '../output/report.ts'
import { formatFlags, type Target, targetsOf } from '../output/targets.ts'
import { adbFlags, namesFlag, phoneOption, serialFlag, waitFlag } from '../phone/choose.ts'
import { readMeant } from '../phone/phone-of.ts'

const auditFlags = flags({
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
})
type Options = OptionsOf<typeof auditFlags> & GlobalOptions

/** Reads, audits, writes every format that was asked for, and says how to exit. */
export const command = define({
  order: 1,
  help: 'help.audit',
  args: { '[input...]': 'help.input' },
  flags: auditFlags,
  examples: [
    'daicha audit --device',
    'daicha audit package.txt appops.txt',
    'adb exec-out dumpsys package | daicha audit -',
    'daicha audit dumps/ -f json --fail-on medium',
    'daicha audit app.apk',
  ],
  async run(inputs, typed, context) {
    const { io, version } = context
    const isOnPhone = meansPhone(inputs, typed)
    const list = listOf(typed, inputs, io.cwd)
    if (inputs.length === 0 && !isOnPhone && list === undefined) throw new AuditError('E102', {})
    if (typed.app !== undefined && typed.writeBaseline !== undefined)
      throw new AuditError('E115', { x: '--app', y: '--write-baseline' })
    if (inputs.includes('-') || list?.shown === '-') sayWaiting(typed, io)
    const asked = await askedIn(typed, isOnPhone, context)
    const { options, config, words } = asked
    if (list === undefined) {
      const targets = harmlessInAudit(targetsOf(options, reporters, io.cwd), inputs, options, io)
      return auditInputs({ inputs, isOnPhone, targets }, await planOf(asked, version, io), context)
    }
    const targets = harmlessInAudit(targetsOf(options, batchReporters, io.cwd), [list.shown], options, io)
    const plan = await planOf(asked, version, io)
    const { runBatch } = await import('../batch/run.ts')
    const { code, refused } = await runBatch({ ...plan, list, targets, written: writtenBy(targets, options) }, io)
    if (config && refused) noteRefused(options, config, { words, io })
    return code
  },
})

/** Whether a phone is asked, and not files. @throws AuditError E115, E116 for what does not go with a phone */
function meansPhone(inputs: string[], typed: Options): boolean {
  const x = phoneOption(typed)
  if (x === undefined) return false
  const [y] = [...inputs, ...typedOf(listFlags, typed.given)]
  if (y !== undefined) throw new AuditError('E115', { x, y })
  refuseOnPhone(typed)
  return true
}

/** What was typed, and with the configuration of the run. */
async function askedIn(typed: Options, isOnPhone: boolean, context: Context) {
  const { io } = context
  const config = isOnPhone ? undefined : await configOf(typed, io)
  const options = configured(typed, config)
  const words = config ? wordsFor(options, io, config.lang) : context.words
  if (config) io.stderr.write(`${words.say('line.config', { path: visible(config.path) })}\n`)
  return { typed, config, options, words }
}

/** What an audit goes by: besides what is asked for the rules, and the decisions that are heeded. */
async function planOf(asked: Awaited<ReturnType<typeof askedIn>>, version: string, io: Io) {
  const { typed, config, options, words } = asked
  const added = await addedBy(options.rules, { io, words })
  const rules = { ...withAdded(loadRules(), added), guidance: words.guidance }
  const regimes = rules.regimes.map(({ id }) => id)
  if (options.regime !== undefined && !regimes.includes(options.regime))
    throw wrongValue('--regime', options.regime, regimes)
  const decisions = await decisionsOf(options, rules, io)
  const isFound = config !== undefined && typeof typed.config !== 'string'
  const { quiet = false, allApps = false, exitZero = false, allowPartial = false } = options
  const chosen = choiceOf(options, rules)
  const common = { lang: words.lang, ...userOf(options.user), allApps, ...chosen, exitZero, allowPartial, version }
  if (allApps && !quiet) io.stderr.write(`${words.say('line.allApps')}\n`)
  if (chosen.assumeLender === 'all' && !quiet) io.stderr.write(`${words.say('line.assumed')}\n`)
  return {
    config,
    options,
    words,
    rules,
    added,
    decisions,
    quiet,
    common,
    wanted: decidedBy(isFound ? typed : options, decisions),
    asked: isFound ? decidedBy(options, decisions) : undefined,
  }
}

type Plan = Awaited<ReturnType<typeof planOf>>

/** Audits what was named, or a phone, and writes it: one phone as a report, several as records. */
async function auditInputs(
  { inputs, isOnPhone, targets }: { inputs: string[]; isOnPhone: boolean; targets: Target<Format>[] },
  plan: Plan,
  context: Context,
): Promise<number> {
  const { io } = context
  const { config, options, words, rules, common, wanted, asked, decisions } = plan
  const telling = { rules, words, io }
  const skipped: [string, number][] = []
  const used = new Set<number>()
  const [wantedFor, askedFor] = [judgementBy(wanted), asked && judgementBy(asked)]
  const audit = (dumps: Parameters<typeof auditPhones>[0]) =>
    auditPhones(dumps, rules, {
      ...common,
      ...wantedFor(null),
      onIgnored: (at) => used.add(at),
      ...(options.verbose && { onSkipped: (counts) => skipped.push(...Object.entries(counts)) }),
      now: io.now,
    })
  const judged = isOnPhone
    ? await audit(dumpsOf(await readMeant(rules, options, context)))
    : await watched(fromFiles(inputs, io), io, plan.quiet, audit)
  const phones = judged.map((phone) => {
    const place = judged.length === 1 ? null : phone.input
    const { audit, refused } = heeded(phone, askedFor?.(place), wantedFor(place))
    return { input: phone.input, place, whole: audit, audit: onlyApp(audit, options.app, rules, place), refused }
  })
  const seen = new Set(phones.flatMap(({ whole }) => whole.apps.map((app) => app.package)))
  if (phones.some(({ whole }) => whole.stats.packages > 0)) noteUnseen(common, seen, options, telling)
  const [first] = phones
  const report =
    first !== undefined && phones.length === 1
      ? await writeReport(first.audit, targets, { ...options, inputs }, telling)
      : undefined
  const { strictIgnores = false } = asked ?? wanted
  const unmatched = strictIgnores && decisions.ignores.some((_, at) => !used.has(at))
  const code = report?.exit.code ?? (await writePhones(phones, targets, telling, unmatched))
  decisions.writeBaseline?.(baselineText(phones.flatMap(({ place, whole }) => keptOf(whole, place))))
  if (config && phones.some(({ refused }) => refused)) noteRefused(options, config, telling)
  const unchanged = phones.reduce((sum, { whole }) => sum + whole.stats.unchanged, 0)
  noteDecisions(decisions, { used, unchanged }, options, telling)
  if (options.verbose && report) verbose(report, skipped, telling)
  return code
}

function userOf(user: string): { userId?: number } {
  if (user === 'all') return {}
  if (!/^\d+$/.test(user)) throw wrongValue('--user', user, [], { allowed: '0, 10, 999 ... all' })
  return { userId: Number(user) }
}
