import { grouped } from '../../model/multimap.ts'
import type { App } from '../../model/phone/snapshot.ts'
import { mostOpenOps } from '../app-ops/most-open.ts'
import { appNamed, userNamed } from '../app-ops/whose.ts'
import type { AppOpsGet } from '../sections/appops-get.ts'
import type { FileFacts } from '../text/file-facts.ts'

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
    const inPath = appNamed(path.split(/[/!]/), isApp)
    const name = inPath ?? (isTold ? appNamed([heading], isApp) : undefined)
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
