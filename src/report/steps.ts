import type { Finding, Step } from '../model/report/finding.ts'
import { actionKinds } from '../model/vocabulary.ts'
import type { Group } from './groups.ts'
import type { Words } from './style.ts'

/** One thing to do: said once for all apps, or once for each way in which it is done, with the commands of all apps. */
export interface MergedStep {
  id: string
  kind: Step['kind']
  detail: string | null
  sources: string[]
  texts: string[]
  commands: string[][]
}

/**
 * The steps of all findings as one list, evidence and settings first: within a kind each keeps its place before the
 * steps that follow it in its own finding.
 */
export function mergedSteps(groups: Group[], words: Words): MergedStep[] {
  const merged: ReturnType<typeof joining>[] = []
  const joined = new Map<string, ReturnType<typeof joining>>()
  for (const finding of groups.flatMap(({ lead, others }) => [lead, ...others])) {
    const following = new Set(finding.remediation.map(({ id }) => id))
    for (const step of finding.remediation) {
      following.delete(step.id)
      const known = joined.get(step.id)
      if (known) known.join(step, finding)
      else {
        const one = joining(step)
        one.join(step, finding)
        joined.set(step.id, one)
        const before = merged.findIndex(({ id }) => following.has(id))
        merged.splice(before === -1 ? merged.length : before, 0, one)
      }
    }
  }
  return merged
    .map(({ whole }) => whole(words))
    .sort((one, other) => actionKinds.indexOf(one.kind) - actionKinds.indexOf(other.kind))
}

/** Names of apps that one sentence takes. */
const MOST_NAMES = 5

/** Several names in one place of a sentence. */
function listed(names: string[], words: Words): string {
  const list = names.slice(0, MOST_NAMES).join(words('join.comma'))
  return names.length > MOST_NAMES ? words('short.andMore', { list, n: names.length }) : list
}

/** Takes in what is said and typed for each app. Sentences that differ by the name of the app alone become one. */
function joining({ id, kind, detail, sources }: Step) {
  const said = new Map<string, { around: string[]; names: Set<string> }>()
  const typed = new Map<string, string[]>()
  return {
    id,
    join({ text, commands }: Step, { label, package: name }: Pick<Finding, 'label' | 'package'>) {
      const shown = label ?? name
      const around = text.split(shown)
      const key = JSON.stringify(around)
      const same = said.get(key)
      if (same) same.names.add(shown)
      else said.set(key, { around, names: new Set([shown]) })
      for (const argv of commands) typed.set(argv.join('\0'), argv)
    },
    whole: (words: Words): MergedStep => ({
      id,
      kind,
      detail,
      sources,
      texts: [...said.values()].map(({ around, names }) => around.join(listed([...names], words))),
      commands: [...typed.values()],
    }),
  }
}
