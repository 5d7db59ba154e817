import { definedOnly } from '../../model/defined-only.ts'
import { installedUser } from '../../model/phone/installed-user.ts'
import { SDK_RUNTIME } from '../../model/phone/sdk.ts'
import type { App, Labels } from '../../model/phone/snapshot.ts'
import { LONGEST_LABEL } from '../../model/report/app-name.ts'
import type { Resources } from './arsc.ts'
import { UnreadableError } from './chunk.ts'
import type { ApkManifest, UsesPermission } from './manifest.ts'

/**
 * The app of a manifest as if freshly installed for the first user, so that the judge says what it could ask.
 *
 * @param resources the texts of the APK, for a label and a version that are resources
 * @param path `app.apk!AndroidManifest.xml`
 */
export function appOfManifest(manifest: ApkManifest, resources: Resources | undefined, path: string): App {
  const { packageName, versionCode, sharedUserId, signers = [], components, providers, queries } = manifest
  const { minSdk = 1, targetSdk = minSdk, iconLabel } = manifest
  const texts = (text: ApkManifest['label']) => textsOf(text, resources)
  const evidence = { path, ...manifest.place }
  return {
    packageName,
    ...definedOnly({
      sharedUser: sharedUserId,
      versionName: texts(manifest.versionName).default,
      versionCode,
      signers: signers.length > 0 ? signers : undefined,
      iconLabels: iconLabel === undefined ? undefined : texts(iconLabel),
    }),
    targetSdk,
    labels: texts(manifest.label),
    system: false,
    hasFactoryCopy: false,
    requestedPermissions: manifest.usesPermissions
      .filter((permission) => isEverAsked(permission, minSdk))
      .map(({ name, maxSdkVersion, place }) => ({
        name,
        ...definedOnly({ maxSdkVersion }),
        evidence: { path, ...place },
      })),
    components,
    providers,
    queries,
    users: [installedUser(0, evidence)],
    evidence,
  }
}

/** Whether any Android that the app installs on heeds the line. */
const isEverAsked = ({ tag, maxSdkVersion = Number.POSITIVE_INFINITY }: UsesPermission, minSdk: number) =>
  maxSdkVersion >= (tag === 'uses-permission' ? minSdk : Math.max(minSdk, SDK_RUNTIME))

/** The texts of an attribute, by language. Damaged resources cost the label, nothing else. */
export function textsOf(text: ApkManifest['label'], resources: Resources | undefined): Labels {
  try {
    const labels =
      typeof text !== 'object'
        ? definedOnly({ default: text })
        : 'resource' in text
          ? (resources?.(text.resource) ?? {})
          : text
    return Object.fromEntries(
      Object.entries(labels).map(([language, label]) => [language, label.slice(0, LONGEST_LABEL)]),
    )
  } catch (error) {
    if (error instanceof UnreadableError) return {}
    throw error
  }
}
