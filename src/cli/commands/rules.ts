import {
  AuditError,
  compareSeverity,
  examples,
  labelled,
  loadRules,
  loadSignalExamples,
  nearest,
  type Rules,
  ruleFiles,
  safeJson,
  signalsByKind,
  type Trial,
  visible,
  withAdded,
} from '../../internal.ts'
import * as Exit from '../../model/exit.ts'
import { compareTexts } from '../../model/text/order.ts'
import { define } from '../command.ts'
import { lacks, wrongValue } from '../flags.ts'
import { addedBy, complaintInWords, contextOf, rulesFlag, rulesWith } from '../options/rule-set.ts'
import { shownEntry } from '../output/rule.ts'
import { columnsOf } from '../output/screen.ts'
import { type To, writer } from '../output/teller.ts'

/** Complaints that are shown: more than anybody reads. */
const MOST_SHOWN = 100
const COMMANDS = ['list', 'show', 'lint', 'test']

/** `rules list`, `show`, `lint` and `test`; the first word says which. */
export const command = define({
  order: 8,
  help: 'help.rulesCommand',
  args: { '<what>': 'help.rulesWhat', '[of...]': 'help.rulesOf' },
  choices: COMMANDS,
  flags: {
    '-f, --format <format>': { help: 'help.listFormat', oneOf: ['text', 'json'], default: 'text' },
    ...rulesFlag,
  },
  examples: [
    'daicha rules list',
    'daicha rules show lender-reads-contacts',
    'daicha rules lint my-rules.yaml',
    'daicha rules test my-rules.yaml',
  ],
  async run([what = '', ...args], options, session) {
    if (!COMMANDS.includes(what)) throw wrongValue('daicha rules', what, COMMANDS)
    const isOfFiles = what === 'lint' || what === 'test'
    const of = isOfFiles ? [...options.rules, ...args] : args
    if (isOfFiles && options.format !== 'text') throw new AuditError('E115', { x: `-f ${options.format}`, y: what })
    if (what === 'list' && of.length > 0) throw new AuditError('E127', { x: of.join(' '), cmd: 'rules' })
    if (of.length === 0 && (what === 'show' || what === 'lint'))
      throw lacks(`daicha rules ${what}`, session.words.say('help.rulesOf'), {
        example: `daicha rules ${what} ${what === 'show' ? 'lender-reads-contacts' : 'my-rules.yaml'}`,
      })
    if (what === 'lint') return lint(of, session)
    if (what === 'test') return test(of, session)
    const rules = await rulesWith(options.rules, session)
    if (what === 'list') return list(rules, options.format, session)
    return show(of, rules, options.format, session)
  },
})

function list(rules: Rules, format: 'text' | 'json', { io, words }: To): number {
  const { say, text } = words
  const summary = {
    type: 'rules',
    version: rules.version,
    files: rules.files ?? [],
    checks: [...rules.checks]
      .sort((a, b) => compareSeverity(a.severity, b.severity))
      .map(({ id, severity, status, title }) => ({ id, severity, status, title: text(title, { label: 'App' }) })),
    lenders: {
      total: rules.lenders.length,
      byRegion: counted(rules.lenders.map(({ region }) => region)),
      byKind: counted(rules.lenders.map(({ kind }) => kind)),
    },
    signals: signalCounts(rules.signals),
  }
  if (format === 'json') {
    io.stdout.write(`${safeJson(summary)}\n`)
    return Exit.clean
  }
  const put = writer(io)
  const each = <Key extends string>(counts: Record<Key, number>, nameOf: (key: Key) => string = (key) => key) =>
    (Object.entries(counts) as [Key, number][]).map(([key, n]) => `${nameOf(key)} ${n}`).join(say('join.comma'))
  put(say('rules.version', { version: rules.version }))
  for (const { path } of summary.files) put(say('rules.file', { path }))
  put(say('rules.checks', { n: summary.checks.length }))
  for (const { id, severity, status, title } of summary.checks) {
    put(`${id}  ${say(`severity.${severity}`)}${status === 'retired' ? `  ${say('rules.retired')}` : ''}`, 2)
    put(title, 6)
  }
  put(say('rules.lenders', { n: summary.lenders.total }))
  put(each(summary.lenders.byRegion), 2)
  put(
    each(summary.lenders.byKind, (kind) => say(`lenderKind.${kind}`)),
    2,
  )
  put(say('rules.signals', { n: Object.values(summary.signals).reduce((sum, n) => sum + n, 0) }))
  put(
    each(summary.signals, (kind) => say(`ruleKind.${kind}`)),
    2,
  )
  return Exit.clean
}

/** How many there are of each kind that is a list; of brands, how many names. */
const signalCounts = (signals: Rules['signals']) =>
  Object.fromEntries(
    Object.entries(signalsByKind(signals)).flatMap(([kind, list]) =>
      Array.isArray(list) ? [[kind, list.reduce((sum, one) => sum + ('names' in one ? one.names.length : 1), 0)]] : [],
    ),
  ) as Record<keyof ReturnType<typeof signalsByKind>, number>

/** The most first, then by name. */
function counted<Key extends string>(values: Key[]): Record<Key, number> {
  const counts = new Map<Key, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const sorted = [...counts].sort(([a, n], [b, m]) => m - n || compareTexts(a, b))
  return Object.fromEntries(sorted) as Record<Key, number>
}

function show(ids: string[], rules: Rules, format: 'text' | 'json', { io, words }: To): number {
  const examples = new Map(loadSignalExamples().map(({ id: signal, at: _, ...shown }) => [signal, shown]))
  const { checks, lenders, sources, routes, regimes } = rules
  const all = { checks, lenders, sources, routes, regimes, ...signalsByKind(rules.signals) }
  const called = (id: string) =>
    Object.entries(all).flatMap(([kind, entries]) =>
      [entries]
        .flat()
        .filter((entry) => entry.id === id || ('packages' in entry && entry.packages.includes(id)))
        .map((entry) => ({
          kind: kind as keyof typeof all,
          at: entry.at ?? '',
          rule: {
            ...bare(entry),
            ...(!('examples' in entry) && examples.has(entry.id) && { examples: examples.get(entry.id) }),
          },
        })),
    )
  const missing = ids.find((id) => called(id).length === 0)
  if (missing !== undefined) {
    const known = Object.values(all)
      .flat()
      .map((entry) => entry.id)
    const near = known.filter((other) => other.includes(missing) || missing.includes(other))
    throw wrongValue('daicha rules show', missing, [], { see: 'list', guess: near[0] ?? nearest(missing, known)[0] })
  }
  const found = ids.flatMap(called)
  if (format === 'json') io.stdout.write(`${safeJson(found)}\n`)
  else io.stdout.write(found.map((one) => shownEntry(one, columnsOf(io), words)).join('\n'))
  return Exit.clean
}

/** Without places: they stand beside the rule. */
function bare(entry: object): Record<string, unknown> {
  const { at: _, names, ...rest } = entry as { at?: string; names?: { name: string }[] }
  return { ...rest, ...(names && { names: names.map(({ name }) => name) }) }
}

async function lint(paths: string[], to: To): Promise<number> {
  const { io, words } = to
  const { readRuleFiles } = await ruleFiles()
  const complaints = readRuleFiles(paths, contextOf(to)).flatMap((file) => file.complaints)
  for (const complaint of complaints.slice(0, MOST_SHOWN))
    io.stdout.write(`${visible(`${complaint.at}  ${complaintInWords(complaint, words)}`)}\n`)
  if (complaints.length > MOST_SHOWN) io.stdout.write(`… +${complaints.length - MOST_SHOWN}\n`)
  const more = paths.length > 3 ? [`+${paths.length - 3}`] : []
  const files = visible([...paths.slice(0, 3), ...more].join(words.say('join.comma')))
  io.stdout.write(
    `${complaints.length === 0 ? words.say('lint.good', { files }) : words.say('lint.bad', { files, n: complaints.length })}\n`,
  )
  return complaints.length === 0 ? Exit.clean : Exit.usage
}

async function test(paths: string[], to: To): Promise<number> {
  const { io, words } = to
  const { say } = words
  const trials = await (paths.length === 0 ? builtInTrials() : trialsOfFiles(paths, to))
  for (const { id, at, isMatch, sketch, holds } of trials) {
    if (holds) continue
    io.stdout.write(
      `${visible(`${at}  ${labelled(id, say(isMatch ? 'rules.test.missed' : 'rules.test.caught'), say)}`)}\n`,
    )
    io.stdout.write(`    ${visible(JSON.stringify(sketch))}\n`)
  }
  const wrong = trials.filter(({ holds }) => !holds).length
  io.stdout.write(`${say('rules.test.sum', { n: trials.length, wrong })}\n`)
  return wrong === 0 ? Exit.clean : Exit.failing
}

async function builtInTrials(): Promise<Trial[]> {
  const { tryExamples } = await examples()
  const rules = loadRules()
  return tryExamples(rules, { signals: loadSignalExamples(), checks: rules.checks })
}

async function trialsOfFiles(paths: string[], to: To): Promise<Trial[]> {
  const { examplesOf, tryExamples } = await examples()
  const files = await addedBy(paths, to)
  const rules = withAdded(loadRules(), files)
  return files.flatMap(({ placed: { checks = [], lenders: _, sources: __, ...signals } }) =>
    tryExamples(rules, { signals: examplesOf(Object.values(signals).flat()), checks }),
  )
}
