import { existsSync, readFileSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import {
  type AddedRules,
  AuditError,
  type AuditRules,
  addTallies,
  type Baseline,
  type BatchFormat,
  baselineText,
  batchReporters,
  emptyTally,
  endBy,
  endRecord,
  errorRecord,
  exitOf,
  explainProblem,
  headingOf,
  linesOf,
  runId,
  runIn,
  type Speaker,
  tallyOf,
} from '../../internal.ts'
import type { OptionsOf } from '../flags.ts'
import type { Io } from '../io.ts'
import { type Decided, type Decisions, noteDecisions } from '../options/decisions.ts'
import type { List, listFlags } from '../options/list.ts'
import { refuseOverwriting, type Written } from '../output/overwriting.ts'
import { sayError } from '../output/problem.ts'
import { openSinks } from '../output/sinks.ts'
import type { Target } from '../output/targets.ts'
import { progress } from '../phone/progress.ts'
import { type BatchSetup, batchAuditor, type Told } from './worker.ts'

export interface Batch {
  list: List
  targets: Target<BatchFormat>[]
  /** All that the run writes. */
  written: Written[]
  options: OptionsOf<typeof listFlags>
  words: Speaker
  rules: AuditRules
  added: AddedRules[]
  common: BatchSetup['options']
  wanted: Decided
  asked: Decided | undefined
  decisions: Decisions
  quiet: boolean
}

/** Inputs that one thread is given at a time: enough that asking costs little, and few enough to share the work out. */
const PORTION = 16

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
    ...(words.guidance.isChosen && { country: words.guidance.country?.id ?? 'none' }),
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
  const { ask, end } = await asker(jobs, setup, words)
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
    const { inOrder } = await import('./pool.ts')
    process.once('SIGINT', stop)
    for await (const told of inOrder(portions(batch, io), jobs * 2, ask)) {
      each(told.bytes)
      tally = addTallies(tally, told.tally)
      await line.say(`${tally.stats.inputs}${all === undefined ? '' : `/${all}`}`)
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
    await noteDecisions(decisions, seen, { ...judgement, quiet }, words, io)
    if (tally.stats.inputs === 0 && !common.allowPartial)
      await sayError({ code: 'E121', params: { file: batch.list.shown } }, { words, io })
    return { code: last.exit.code, refused }
  } finally {
    process.off('SIGINT', stop)
    line.end()
    sinks.close()
    await end()
  }
}

async function* portions({ list: { path, shown, separator }, written }: Batch, { stdin, cwd }: Io) {
  let isFirst = true
  for await (const lines of linesOf(shown === '-' ? stdin : path, shown, separator)) {
    if (isFirst && lines.some(beginsDump) && !lines.slice(0, 3).some((line) => existsSync(resolve(cwd, line))))
      throw new AuditError('E122', { file: shown })
    isFirst = false
    refuseOverwriting(written, lines, cwd)
    for (let at = 0; at < lines.length; at += PORTION) yield lines.slice(at, at + PORTION)
  }
}

/** How many names a list of a usual size holds; what flows in tells that only at its end. */
function lengthOf({ path, shown, separator }: List): number | undefined {
  try {
    const stats = shown === '-' ? undefined : statSync(path)
    if (!stats?.isFile() || stats.size > MOST_COUNTED) return undefined
    const text = readFileSync(path, 'utf8')
    return text.split(separator).length - (text.endsWith(separator) ? 1 : 0)
  } catch {
    return undefined
  }
}

const MOST_COUNTED = 64 * 1024 ** 2

/** A heading of `dumpsys package`, or of a bug report; no file is called so. */
const beginsDump = (line: string) =>
  /^(Packages|Database versions|Verifiers|Permissions):$|^== dumpstate|^ {2}Package \[/.test(line)

/** One job works in this thread; several have threads of their own. */
async function asker(jobs: number, setup: BatchSetup, words: Speaker) {
  if (jobs === 1) {
    const audit = batchAuditor(setup)
    // Without a breath in between nobody hears Ctrl-C, and the line of progress stands still.
    const ask = async (inputs: string[]) => setImmediate().then(() => audit(inputs))
    return { ask, end: async () => {} }
  }
  const { threadPool } = await import('./pool.ts')
  const pool = threadPool<string[], Told>(jobs, { setup })
  /** Inputs whose thread died are asked once more, one at a time, so that only the one that kills it is given up. */
  const ask = async (inputs: string[]): Promise<Told> => {
    try {
      return await pool.ask(inputs)
    } catch (error) {
      if (inputs.length === 1) return givenUp(inputs[0] ?? '', String(error))
      const each: Told[] = []
      for (const input of inputs) each.push(await ask([input]))
      return {
        bytes: setup.formats.map(
          (_, at) => new Uint8Array(Buffer.concat(each.flatMap(({ bytes }) => bytes[at] ?? []))),
        ),
        tally: each.map(({ tally }) => tally).reduce(addTallies),
        used: each.flatMap(({ used }) => used),
        findings: each.flatMap(({ findings }) => findings),
        refused: each.some(({ refused }) => refused),
      }
    }
  }
  const givenUp = (input: string, detail: string): Told => {
    const record = errorRecord(input, explainProblem('E900', words, { params: { detail } }))
    const texts = setup.formats.map((format) => batchReporters[format].record(record, words.say))
    return {
      bytes: texts.map((text) => new TextEncoder().encode(text)),
      tally: tallyOf(record),
      used: [],
      findings: [],
      refused: false,
    }
  }
  return { ask, end: pool.end }
}
