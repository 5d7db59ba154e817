import { definedOnly } from '../../model/defined-only.ts'
import type { App } from '../../model/phone/snapshot.ts'
import { appOfManifest } from '../apk/app.ts'
import { apkOf } from '../apk/entry.ts'
import type { FileFacts } from '../text/file-facts.ts'

/** The apps whose manifests are among the files, with the texts that lie beside them. */
export function apkApps(files: FileFacts[]): App[] {
  const resources = firstBy(
    files.filter((file) => file.resources !== undefined),
    ({ artifact: { path } }) => apkOf(path),
  )
  return files.flatMap(({ manifest, artifact: { path } }) =>
    manifest === undefined || manifest.isSplit
      ? []
      : [appOfManifest(manifest, resources.get(apkOf(path))?.resources, path)],
  )
}

/**
 * Adds what APKs tell to the apps of the dumps: names, components, certificates, and requests where the dump prints
 * none. An APK of another version, or of an app that no dump names, stays an app of its own.
 */
export function withApks(apps: App[], apks: App[]): App[] {
  const build = ({ packageName, versionCode }: App) => `${packageName} ${versionCode}`
  const twins = firstBy(apps, build)
  const apkOfBuild = firstBy(apks, build)
  const merged = apps.map((app) => {
    const apk = twins.get(build(app)) === app ? apkOfBuild.get(build(app)) : undefined
    if (apk === undefined) return app
    const { labels, iconLabels, components, providers, queries, requestedPermissions, signers = app.signers } = apk
    const told = { labels, components, providers, queries, ...definedOnly({ iconLabels, signers }) }
    return { requestedPermissions, ...app, ...told } as App
  })
  return [...merged, ...apks.filter((apk) => !twins.has(build(apk)))]
}

/** The first of each key. */
const firstBy = <T>(items: T[], keyOf: (item: T) => string) =>
  new Map(items.map((item): [string, T] => [keyOf(item), item]).reverse())
