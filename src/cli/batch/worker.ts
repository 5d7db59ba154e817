import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import {
  type AddedRules,
  AuditError,
  type AuditOptions,
  addTallies,
  auditPhones,
  type Baseline,
  type BatchFormat,
  batchReporters,
  classifierOf,
  emptyTally,
  errorRecord,
  explainProblem,
  fromFiles,
  type Heading,
  isEndless,
  type Judgement,
  type Language,
  loadGuidance,
  loadRules,
  type NdjsonRecord,
  recordOf,
  speaker,
  type Tally,
  tallyOf,
  toReport,
  withAdded,
} from '../../internal.ts'
import { type Decided, judgementBy, keptOf } from '../options/decisions.ts'
import { heeded } from '../options/found-config.ts'

/** What every worker needs to know; it crosses to another thread, so it is data. */
export interface BatchSetup {
  cwd: string
  /** As it was asked for. */
  country?: string
  now: string
  added: AddedRules[]
  options: Omit<AuditOptions, 'now' | 'onSkipped' | 'onIgnored' | keyof Judgement> & { lang: Language }
  wanted: Decided
  /** What a configuration that was found asks for. */
  asked?: Decided
  formats: BatchFormat[]
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
  /** Whether a configuration asked for a milder report of one of them. */
  refused: boolean
}

/** Makes what audits inputs, each as a phone of its own; nothing is kept from one to the next. */
export function batchAuditor(setup: BatchSetup): (inputs: string[]) => Promise<Told> {
  const rules = { ...withAdded(loadRules(), setup.added), guidance: loadGuidance(setup.country) }
  const words = speaker(rules.guidance, setup.options.lang, setup.now)
  const classify = classifierOf(rules, setup.options)
  const wantedFor = judgementBy(setup.wanted)
  const askedFor = setup.asked && judgementBy(setup.asked)
  const problem = (code: string, params: Record<string, string>) => explainProblem(code, words, { params })

  return async (inputs) => {
    const told: Told = { bytes: [], tally: emptyTally(), used: [], findings: [], refused: false }
    const texts = setup.formats.map(() => '')
    for (const input of inputs) {
      for (const record of await recordsFor(input, told)) {
        told.tally = addTallies(told.tally, tallyOf(record))
        for (const [at, format] of setup.formats.entries())
          texts[at] += batchReporters[format].record(record, words.say)
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
      if (isEndless(resolve(setup.cwd, path))) throw new AuditError('E506', { file: input })
      const judged = await auditPhones(fromFiles([path], { cwd: setup.cwd, stdin: Readable.from([]) }), rules, {
        ...setup.options,
        ...wantedFor(input),
        classify,
        onIgnored: (at) => told.used.push(at),
        now: () => setup.now,
      })
      return judged.map((phone) => {
        const name = judged.length === 1 ? input : phone.input
        const { audit, refused } = heeded(phone, askedFor?.(name), wantedFor(name))
        const report = toReport(audit, rules, words)
        told.refused ||= refused
        told.findings.push(...keptOf(audit, name))
        return recordOf(name, report, setup.heading)
      })
    } catch (error) {
      if (error instanceof AuditError) return [errorRecord(input, problem(error.code, error.params))]
      return [errorRecord(input, problem('E900', { detail: error instanceof Error ? error.message : String(error) }))]
    }
  }
}
