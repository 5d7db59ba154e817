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
  for (const { remediation } of groups.flatMap(({ lead, others }) => [lead, ...others])) {
    for (const [at, step] of remediation.entries()) {
      const known = merged.find(({ id }) => id === step.id)
      if (known) join(known, step)
      else insert(merged, step, remediation.slice(at + 1))
    }
  }
  return merged
}

function join(known: MergedStep, { text, commands }: Step) {
  if (!known.texts.includes(text)) known.texts.push(text)
  const typed = new Set(known.commands.map((argv) => argv.join('\0')))
  for (const argv of commands) if (!typed.has(argv.join('\0'))) known.commands.push(argv)
}

function insert(merged: MergedStep[], { text, commands, ...step }: Step, following: Step[]) {
  const before = merged.findIndex((one) => following.some((next) => next.id === one.id))
  merged.splice(before === -1 ? merged.length : before, 0, { ...step, texts: [text], commands: [...commands] })
}
