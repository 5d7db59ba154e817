import { availableParallelism } from 'node:os'
import {
  type AddedRules,
  addTallies,
  type Baseline,
  type BatchFormat,
  baselineText,
  batchReporters,
  emptyTally,
  endBy,
  endRecord,
  exitOf,
  headingOf,
  type RuleSet,
  runId,
  runIn,
  type Speaker,
} from '../../internal.ts'
import type { OptionsOf } from '../flags.ts'
import type { Io } from '../io.ts'
import { type Decided, type Decisions, noteDecisions } from '../options/decisions.ts'
import type { List, listFlags } from '../options/list.ts'
import type { Written } from '../output/overwriting.ts'
import { sayError } from '../output/problem.ts'
import { progress } from '../output/progress.ts'
import { openSinks } from '../output/sinks.ts'
import type { Target } from '../output/targets.ts'
import { auditors } from './auditors.ts'
import { lengthOf, portions } from './list.ts'
import { inOrder } from './pool.ts'
import type { BatchSetup } from './worker.ts'

export interface Batch {
  list: List
  targets: Target<BatchFormat>[]
  written: Written[]
  options: OptionsOf<typeof listFlags>
  words: Speaker
  rules: RuleSet
  added: AddedRules[]
  common: BatchSetup['options']
  wanted: Decided
  asked: Decided | undefined
  decisions: Decisions
  quiet: boolean
}

/**
 * Audits every line of a list as a phone of its own, and writes a record for each, in the order of the list.
 *
 * @throws AuditError E122 for a list that is a dump
 */
export async function runBatch(batch: Batch, io: Io): Promise<{ code: number; refused: boolean }> {
  const { rules, targets, decisions, options, words, common, wanted, asked, quiet } = batch
  const { baseline: _, ...judgement } = asked ?? wanted
  const startedAt = io.now()
  const made = headingOf(rules, { ...common, ...judgement, now: io.now }, { id: runId(startedAt), startedAt })
  const heading = { ...made, run: runIn(words, made.run) }
  const setup: BatchSetup = {
    cwd: io.cwd,
    ...(words.guidance.isChosen && { country: words.guidance.country?.id ?? words.guidance.withoutRules ?? 'none' }),
    now: startedAt,
    added: batch.added,
    options: common,
    wanted,
    ...(asked && { asked }),
    formats: targets.map(({ format }) => format),
    ...(!options.startRecord && { heading }),
  }
  const jobs = options.jobs ?? Math.min(availableParallelism(), 8)
  const sinks = openSinks(targets, io)
  const reporters = targets.map(({ format }) => batchReporters[format])
  const each = (texts: (string | Uint8Array)[]) => {
    for (const [at, text] of texts.entries()) if (text.length > 0) sinks.write(at, text)
  }

  let tally = emptyTally()
  let refused = false
  const used = new Set<number>()
  const findings: Baseline['findings'] = []
  const { ask, end } = auditors(jobs, setup, words)
  const line = progress(io, quiet)
  const all = io.stderr.isTTY ? lengthOf(batch.list) : undefined
  /** Says how far it came, and ends as Ctrl-C does. */
  const stop = () => {
    line.end()
    if (!quiet) io.stderr.write(`${words.say('batch.stopped', { n: tally.stats.inputs })}\n`)
    endBy('SIGINT')
  }
  try {
    if (options.startRecord)
      each(
        reporters.map(({ start }, at) =>
          start({ type: 'start', ...heading }, words.say, targets[at]?.file !== undefined),
        ),
      )
    process.once('SIGINT', stop)
    for await (const some of inOrder(portions(batch, io), jobs * 2, ask))
      for (const told of some) {
        each(told.bytes)
        tally = addTallies(tally, told.tally)
        line.say(`${tally.stats.inputs}${all === undefined ? '' : `/${all}`}`)
        refused ||= told.refused
        for (const at of told.used) used.add(at)
        if (decisions.writeBaseline) findings.push(...told.findings)
      }
    const unmatched = judgement.strictIgnores === true && decisions.ignores.some((_, at) => !used.has(at))
    // A list that is empty is a run in which nothing was audited, unless a part is allowed to be enough.
    const empty = tally.outcome.empty && !(tally.stats.inputs === 0 && common.allowPartial)
    const last = endRecord(tally, exitOf({ ...tally.outcome, empty, unmatched }, { ...common, ...judgement }))
    if (options.endRecord) each(reporters.map((reporter) => reporter.end(last, words.say)))
    sinks.commit()
    if (decisions.writeBaseline) decisions.writeBaseline(baselineText(findings))
    const seen = { used, unchanged: tally.stats.unchanged }
    noteDecisions(decisions, seen, { ...judgement, quiet }, { words, io })
    if (tally.stats.inputs === 0 && !common.allowPartial)
      sayError({ code: 'E121', params: { file: batch.list.shown } }, { words, io })
    return { code: last.exit.code, refused }
  } finally {
    process.off('SIGINT', stop)
    line.end()
    sinks.close()
    await end()
  }
}
