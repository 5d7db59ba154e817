import { setImmediate } from 'node:timers/promises'
import { batchReporters, errorRecord, explainProblem, type Speaker, tallyOf } from '../../internal.ts'
import { threadPool } from './pool.ts'
import { type BatchSetup, batchAuditor, type Told } from './worker.ts'

/** Who audits what is asked: this thread where there is one job; several have threads of their own. */
export function auditors(jobs: number, setup: BatchSetup, words: Speaker) {
  if (jobs === 1) {
    const audit = batchAuditor(setup)
    // Without a breath in between nobody hears Ctrl-C, and the line of progress stands still.
    const ask = async (inputs: string[]) => setImmediate().then(async () => [await audit(inputs)])
    return { ask, end: async () => {} }
  }
  const pool = threadPool<string[], Told>(jobs, { setup })
  /** Inputs whose thread died are asked once more, one at a time, so that only the one that kills it is given up. */
  const ask = async (inputs: string[]): Promise<Told[]> => {
    try {
      return [await pool.ask(inputs)]
    } catch (error) {
      if (inputs.length === 1) return [givenUp(inputs[0] ?? '', String(error))]
      const each: Told[] = []
      for (const input of inputs) each.push(...(await ask([input])))
      return each
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
