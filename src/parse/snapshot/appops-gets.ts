import { grouped } from '../../model/multimap.ts'
import type { App } from '../../model/phone/snapshot.ts'
import { mostOpenOps } from '../app-ops/most-open.ts'
import type { AppOpsGet } from '../sections/appops-get.ts'
import type { FileFacts } from '../text/file-facts.ts'
import { userNamed } from './users.ts'

/**
 * `appops get` names no package and no user: its file does, or the innermost folder that names one of the phone, or
 * what stands above it, or nothing. Of what several say the most open counts.
 */
export function attachAppOpsGets(apps: App[], files: FileFacts[], packageNames: ReadonlySet<string>) {
  const keyOf = (name: string, userId: number) => `${name} ${userId}`
  const isApp = (name: string) => packageNames.has(name)
  const keysOf = ({ heading, isTold, path, evidence }: AppOpsGet) => {
    // Asked for one op alone, an app that has none of it may have others.
    if (!evidence) return []
    const inPath = appOf(path.split(/[/!]/), isApp)
    const name = inPath ?? (isTold ? appOf([heading], isApp) : undefined)
    const place = inPath === undefined ? `${heading} ${path}` : path
    return name === undefined ? [] : [keyOf(name, userNamed(place.replaceAll(name, '')))]
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

/** The one app that the innermost of some places names; undefined where that names two, too. */
export function appOf(places: string[], isApp: (name: string) => boolean): string | undefined {
  const [name, ...others] = places.map((place) => namesIn(place, isApp)).findLast(({ size }) => size > 0) ?? []
  return others.length === 0 ? name : undefined
}

const namesIn = (place: string, isApp: (name: string) => boolean): Set<string> =>
  new Set((place.replace(/\.txt$/, '').match(/\w+(\.\w+)+/g) ?? []).flatMap((word) => nameIn(word, isApp) ?? []))

/** The longest name that a word is, or that `_` joins to others: `appops_com.example.cash`. */
function nameIn(word: string, isApp: (name: string) => boolean): string | undefined {
  if (word.length > LONGEST) return undefined
  const from = word.lastIndexOf('_', word.indexOf('.')) + 1
  for (let to = word.length; to > from; to = word.lastIndexOf('_', to - 1)) {
    const name = [word.slice(0, to), word.slice(from, to)].find(isApp)
    if (name !== undefined) return name
  }
  return undefined
}

/** No file system has longer names. */
const LONGEST = 255
