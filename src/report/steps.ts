import type { Step } from '../model/report.ts'
import type { Group } from './groups.ts'

/** One thing to do: said once, or once for each app where it differs, with the commands of all apps. */
export interface MergedStep {
  id: string
  kind: string
  detail: string | null
  sources: string[]
  texts: string[]
  commands: string[][]
}

/** The steps of all findings as one list: each keeps its place before the steps that follow it in its own finding. */
export function mergedSteps(groups: Group[]): MergedStep[] {
  const merged: MergedStep[] = []
  const joined = new Map<string, ReturnType<typeof joining>>()
  for (const { remediation } of groups.flatMap(({ lead, others }) => [lead, ...others])) {
    const following = new Set(remediation.map(({ id }) => id))
    for (const step of remediation) {
      following.delete(step.id)
      const known = joined.get(step.id)
      if (known) known(step)
      else {
        const { text: _, ...rest } = step
        const one: MergedStep = { ...rest, texts: [], commands: [] }
        const join = joining(one)
        join(step)
        joined.set(step.id, join)
        const before = merged.findIndex(({ id }) => following.has(id))
        merged.splice(before === -1 ? merged.length : before, 0, one)
      }
    }
  }
  return merged
}

/** Adds what is said and typed for one more app, each once. */
function joining({ texts, commands }: MergedStep): (step: Step) => void {
  const said = new Set<string>()
  const typed = new Set<string>()
  return (step) => {
    if (!said.has(step.text)) texts.push(step.text)
    said.add(step.text)
    for (const argv of step.commands) {
      const key = argv.join('\0')
      if (!typed.has(key)) commands.push(argv)
      typed.add(key)
    }
  }
}
