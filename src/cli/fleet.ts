import { availableParallelism } from 'node:os'
import {
  type AuditRules,
  addTallies,
  type Baseline,
  baselineText,
  emptyTally,
  endRecord,
  errorRecord,
  exitOf,
  explainProblem,
  type FleetFormat,
  fleetReporters,
  headingOf,
  linesOf,
  runId,
  type Speaker,
  tallyOf,
} from '../index.ts'
import { type Decisions, noteDecisions } from './decisions.ts'
import { type FleetSetup, fleetAuditor, type Told } from './fleet-work.ts'
import type { Io } from './io.ts'
import { openSinks } from './sinks.ts'
import type { Target } from './targets.ts'

export interface Fleet {
  /** As it was named; `-` is standard input. */
  list: { path: string; shown: string; separator: '\n' | '\0' }
  jobs?: number
  targets: Target<FleetFormat>[]
  startRecord: boolean
  endRecord: boolean
  rules: AuditRules
  options: FleetSetup['options'] & { strictIgnores?: boolean }
  decisions: Decisions
  quiet: boolean
}

/** Inputs that one thread is given at a time: enough that asking costs little, and few enough to share the work out. */
const BATCH = 16

/** Audits every line of a list as a phone of its own, and writes a record for each, in the order of the list. */
export async function runFleet(fleet: Fleet, words: Speaker, io: Io): Promise<number> {
  const { rules, targets, decisions } = fleet
  const { strictIgnores, ...options } = fleet.options
  const startedAt = io.now()
  const heading = headingOf(rules, { ...options, now: io.now }, { id: runId(startedAt), startedAt })
  const setup: FleetSetup = {
    cwd: io.cwd,
    now: startedAt,
    options,
    ignores: decisions.ignores,
    ...(decisions.baseline && { baseline: decisions.baseline }),
    formats: targets.map(({ format }) => format),
    ...(!fleet.startRecord && { heading }),
  }
  const jobs = fleet.jobs ?? Math.min(availableParallelism(), 8)
  const sinks = openSinks(targets, io)
  const reporters = targets.map(({ format }) => fleetReporters[format])
  const each = (texts: (string | Uint8Array)[]) => {
    for (const [at, text] of texts.entries()) if (text.length > 0) sinks.write(at, text)
  }

  let tally = emptyTally()
  const used = new Set<number>()
  const findings: Baseline['findings'] = []
  const { ask, end } = await asker(jobs, setup, words)
  try {
    if (fleet.startRecord)
      each(
        reporters.map(({ start }, at) =>
          start({ type: 'start', ...heading }, words.say, targets[at]?.file !== undefined),
        ),
      )
    const { inOrder } = await import('./pool.ts')
    for await (const told of inOrder(batches(fleet.list, io), jobs * 2, ask)) {
      each(told.bytes)
      tally = addTallies(tally, told.tally)
      for (const at of told.used) used.add(at)
      if (decisions.writeBaseline) findings.push(...told.findings)
    }
    const unmatched = strictIgnores === true && decisions.ignores.some((_, at) => !used.has(at))
    // A list that is empty is a run in which nothing was audited, unless a part is allowed to be enough.
    const audited = tally.audited || (tally.stats.inputs === 0 && options.allowPartial)
    const last = endRecord(tally, exitOf({ ...tally, audited, unmatched }, options))
    if (fleet.endRecord) each(reporters.map((reporter) => reporter.end(last, words.say)))
    sinks.commit()
    if (decisions.writeBaseline) decisions.writeBaseline(baselineText(findings))
    const seen = { used, unchanged: tally.stats.unchanged, strict: strictIgnores ?? false }
    await noteDecisions(decisions, seen, words, io, fleet.quiet)
    return last.exit.code
  } finally {
    sinks.close()
    await end()
  }
}

async function* batches({ path, shown, separator }: Fleet['list'], { stdin }: Io): AsyncGenerator<string[]> {
  for await (const lines of linesOf(shown === '-' ? stdin : path, shown, separator))
    for (let at = 0; at < lines.length; at += BATCH) yield lines.slice(at, at + BATCH)
}

/** One job works in this thread; several have threads of their own. */
async function asker(jobs: number, setup: FleetSetup, words: Speaker) {
  if (jobs === 1) return { ask: fleetAuditor(setup), end: async () => {} }
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
      }
    }
  }
  const givenUp = (input: string, detail: string): Told => {
    const record = errorRecord(input, explainProblem('E900', words, { params: { detail } }))
    const texts = setup.formats.map((format) => fleetReporters[format].record(record, words.say))
    return {
      bytes: texts.map((text) => new TextEncoder().encode(text)),
      tally: tallyOf(record),
      used: [],
      findings: [],
    }
  }
  return { ask, end: pool.end }
}
