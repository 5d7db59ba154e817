import { Readable } from 'node:stream'
import {
  AuditError,
  type AuditOptions,
  addTallies,
  auditPhones,
  type Baseline,
  classifierOf,
  emptyTally,
  errorRecord,
  explainProblem,
  type FleetFormat,
  fleetReporters,
  fromFiles,
  type Heading,
  type Ignore,
  loadGuidance,
  loadRules,
  type NdjsonRecord,
  recordOf,
  speaker,
  type Tally,
  tallyOf,
} from '../index.ts'

/** What every worker needs to know; it crosses to another thread, so it is data. */
export interface FleetSetup {
  cwd: string
  now: string
  options: Omit<AuditOptions, 'now' | 'onSkipped' | 'onIgnored' | 'baseline' | 'ignores'>
  ignores: Ignore[]
  baseline?: Baseline['findings']
  formats: FleetFormat[]
  /** Where the stream has no start record, each record carries it. */
  heading?: Heading
}

/** What became of some inputs. */
export interface Told {
  /** For each format, the lines in the order of the inputs, as they are written: text is slow to hand to a thread. */
  bytes: Uint8Array<ArrayBuffer>[]
  tally: Tally
  /** Indices of the ignore entries that matched. */
  used: number[]
  /** Findings that nobody accepts, as a baseline holds them. */
  findings: Baseline['findings']
}

/** Makes what audits inputs, each as a phone of its own; nothing is kept from one to the next. */
export function fleetAuditor(setup: FleetSetup): (inputs: string[]) => Promise<Told> {
  const rules = { ...loadRules(), guidance: loadGuidance() }
  const words = speaker(rules.guidance, setup.options.lang)
  const classify = classifierOf(rules, setup.options)
  const known = baselineByInput(setup.baseline)
  const problem = (code: string, params: Record<string, string>) => explainProblem(code, words, { params })

  return async (inputs) => {
    const told: Told = { bytes: [], tally: emptyTally(), used: [], findings: [] }
    const texts = setup.formats.map(() => '')
    for (const input of inputs) {
      for (const record of await recordsFor(input, told)) {
        told.tally = addTallies(told.tally, tallyOf(record))
        for (const [at, format] of setup.formats.entries())
          texts[at] += fleetReporters[format].record(record, words.say)
      }
    }
    told.bytes = texts.map((text) => new TextEncoder().encode(text))
    return told
  }

  /** One for each phone: mostly one. */
  async function recordsFor(input: string, told: Told): Promise<Extract<NdjsonRecord, { input: string }>[]> {
    if (input === '') return [errorRecord(input, problem('E102', {}))]
    try {
      // In a list, `-` is the name of a file: standard input may hold the list itself.
      const path = input === '-' ? './-' : input
      const phones = await auditPhones(fromFiles([path], { cwd: setup.cwd, stdin: Readable.from([]) }), rules, {
        ...setup.options,
        classify,
        ignores: setup.ignores,
        onIgnored: (at) => told.used.push(at),
        ...(known && { baseline: known.get(input) ?? new Set() }),
        now: () => setup.now,
      })
      return phones.map((phone) => {
        const report = phone.report(setup.options.lang)
        for (const { fingerprint, suppressed } of report.findings)
          if (suppressed === null) told.findings.push({ input, fingerprint })
        return recordOf(phones.length === 1 ? input : phone.input, report, setup.heading)
      })
    } catch (error) {
      if (error instanceof AuditError) return [errorRecord(input, problem(error.code, error.params))]
      return [errorRecord(input, problem('E900', { detail: error instanceof Error ? error.message : String(error) }))]
    }
  }
}

function baselineByInput(findings: FleetSetup['baseline']): Map<string, Set<string>> | undefined {
  if (findings === undefined) return undefined
  const byInput = new Map<string, Set<string>>()
  for (const { input, fingerprint } of findings) {
    if (input === null) continue
    const known = byInput.get(input) ?? new Set()
    byInput.set(input, known.add(fingerprint))
  }
  return byInput
}

/** What runs in a thread of its own: inputs in, what became of them out. */
export async function workInThread(): Promise<void> {
  const { parentPort, workerData } = await import('node:worker_threads')
  const auditInputs = fleetAuditor((workerData as { setup: FleetSetup }).setup)
  parentPort?.on('message', async (inputs: string[]) => {
    const told = await auditInputs(inputs)
    parentPort.postMessage(
      told,
      told.bytes.map(({ buffer }) => buffer),
    )
  })
}
