import type { Step } from '../model/report.ts'
import type { Group } from './groups.ts'

/** One thing to do, said once, or once for each app where it differs. */
export interface MergedStep {
  id: string
  kind: string
  detail: string | null
  sources: string[]
  ways: Pick<Step, 'text' | 'commands'>[]
}

/** The steps of all findings as one list: each keeps its place before the steps that follow it in its own finding. */
export function mergedSteps(groups: Group[]): MergedStep[] {
  const merged: MergedStep[] = []
  for (const { remediation } of groups.flatMap(({ lead, others }) => [lead, ...others])) {
    for (const [at, step] of remediation.entries()) {
      const known = merged.find(({ id }) => id === step.id)
      if (known === undefined) insert(merged, step, remediation.slice(at + 1))
      else if (!known.ways.some(({ text, commands }) => text === step.text && same(commands, step.commands)))
        known.ways.push(step)
    }
  }
  return merged
}

function insert(merged: MergedStep[], { id, kind, detail, sources, ...way }: Step, following: Step[]) {
  const before = merged.findIndex((one) => following.some((next) => next.id === one.id))
  merged.splice(before === -1 ? merged.length : before, 0, { id, kind, detail, sources, ways: [way] })
}

const same = (a: string[][], b: string[][]) => JSON.stringify(a) === JSON.stringify(b)
