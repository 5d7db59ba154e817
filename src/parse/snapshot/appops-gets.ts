import { grouped } from '../../model/multimap.ts'
import type { App } from '../../model/snapshot.ts'
import type { AppOpsGet } from '../sections/appops-get.ts'
import type { FileFacts } from '../text/file-facts.ts'
import { mostOpenOps } from './most-open.ts'
import { userNamed } from './users.ts'

/**
 * `appops get` names no package and no user: its file does, or the innermost folder that names one of the phone, or
 * nothing. Of what several say the most open counts.
 */
export function attachAppOpsGets(apps: App[], files: FileFacts[], packageNames: ReadonlySet<string>) {
  const keyOf = (name: string, userId: number) => `${name} ${userId}`
  const keysOf = ({ path }: AppOpsGet) => {
    const named = path
      .replace(/\.txt$/, '')
      .split(/[/!]/)
      .map((part) => part.split(/[^\w.]+/).flatMap((word) => nameIn(word, packageNames) ?? []))
    const [name = '', ...others] = named.findLast(({ length }) => length > 0) ?? []
    return others.length === 0 ? [keyOf(name, userNamed(path))] : []
  }
  const byApp = grouped(
    files.flatMap((file) => file.appOpsGets),
    keysOf,
  )
  for (const { packageName, users } of apps)
    for (const user of users) {
      const gets = byApp.get(keyOf(packageName, user.userId)) ?? []
      if (gets.length > 0)
        user.appOps = mostOpenOps([...(user.appOps ? [user.appOps] : []), ...gets.map(({ ops }) => ops)])
    }
}

/** The longest name that a word is, or that `_` joins to others: `appops_com.example.cash`. */
function nameIn(word: string, packageNames: ReadonlySet<string>): string | undefined {
  if (word.length > LONGEST) return undefined
  const from = word.lastIndexOf('_', word.indexOf('.')) + 1
  for (let to = word.length; to > from; to = word.lastIndexOf('_', to - 1)) {
    const name = [word.slice(0, to), word.slice(from, to)].find((one) => packageNames.has(one))
    if (name !== undefined) return name
  }
  return undefined
}

/** No file system has longer names. */
const LONGEST = 255
