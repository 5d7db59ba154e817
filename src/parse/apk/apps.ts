import type { App } from '../../model/snapshot.ts'
import type { FileFacts } from '../file.ts'
import { appOfManifest } from './app.ts'
import { apkOf } from './entry.ts'

/** The apps whose manifests are among the files, with the texts that lie beside them. */
export function apkApps(files: FileFacts[]): App[] {
  return files.flatMap(({ manifest, artifact: { path } }) => {
    if (manifest === undefined) return []
    const beside = files.find((file) => file.resources !== undefined && apkOf(file.artifact.path) === apkOf(path))
    return [appOfManifest(manifest, beside?.resources, path)]
  })
}

/**
 * Adds what APKs tell to the apps of the dumps: names, components, and requests where the dump prints none. An APK of
 * another version, or of an app that no dump names, stays an app of its own.
 */
export function withApks(apps: App[], apks: App[]): App[] {
  const twinOf = ({ packageName, versionCode }: App) =>
    apps.find((app) => app.packageName === packageName && app.versionCode === versionCode)
  const merged = apps.map((app) => {
    const apk = apks.find((candidate) => twinOf(candidate) === app)
    if (apk === undefined) return app
    const { labels, components, providers, queries, requestedPermissions } = apk
    return { requestedPermissions, ...app, labels, components, providers, queries } as App
  })
  return [...merged, ...apks.filter((apk) => twinOf(apk) === undefined)]
}
