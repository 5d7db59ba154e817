import type { Evidence } from '../../model/evidence.ts'
import { LONGEST_LABEL } from '../../model/lengths.ts'
import type { App, Labels } from '../../model/snapshot.ts'
import { definedOnly } from '../defined-only.ts'
import { installedUser } from '../installed-user.ts'
import type { Resources } from './arsc.ts'
import { UnreadableError } from './chunk.ts'
import type { ApkManifest, UsesPermission } from './manifest.ts'
import { isReference, type Reference } from './value.ts'

/** Android 6, the first that heeds `uses-permission-sdk-23`. */
const SDK_RUNTIME = 23

/**
 * The app of a manifest as if freshly installed for the first user, so that the judge says what it could ask.
 *
 * @param resources the texts of the APK, for a label and a version that are resources
 * @param path `app.apk!AndroidManifest.xml`
 */
export function appOfManifest(manifest: ApkManifest, resources: Resources | undefined, path: string): App {
  const {
    packageName,
    versionCode,
    sharedUserId,
    components,
    providers,
    queries,
    minSdk = 1,
    targetSdk = minSdk,
  } = manifest
  const texts = (text: string | Reference | undefined) => textsOf(text, resources)
  const versionName = texts(manifest.versionName).default
  const evidence = evidenceOf({ path, text: `package="${packageName}"` })
  return {
    packageName,
    ...(sharedUserId !== undefined && { sharedUser: sharedUserId }),
    ...(versionName !== undefined && { versionName }),
    ...(versionCode !== undefined && { versionCode }),
    targetSdk,
    labels: texts(manifest.label),
    system: false,
    hasFactoryCopy: false,
    requestedPermissions: manifest.usesPermissions
      .filter((permission) => isEverAsked(permission, minSdk))
      .map((permission) => {
        const { name, maxSdkVersion, byteOffset, byteLength } = permission
        return {
          name,
          ...(maxSdkVersion !== undefined && { maxSdkVersion }),
          evidence: evidenceOf({ path, text: lineOf(permission), byteOffset, byteLength }),
        }
      }),
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

/** The line as its author wrote it. */
const lineOf = ({ tag, name, maxSdkVersion }: UsesPermission) =>
  `<${tag} android:name="${name}"${maxSdkVersion === undefined ? '' : ` android:maxSdkVersion="${maxSdkVersion}"`}/>`

/** Binary XML has no lines: the whole is line 1, and the bytes are those of the element. */
const evidenceOf = ({
  path,
  text,
  byteOffset = 0,
  byteLength = 0,
}: Pick<Evidence, 'path' | 'text'> & Partial<Evidence>): Evidence => ({
  path,
  line: 1,
  column: 1,
  endColumn: 1 + text.length,
  byteOffset,
  byteLength,
  text,
})

/** Damaged resources cost the label, nothing else. */
function textsOf(text: string | Reference | undefined, resources: Resources | undefined): Labels {
  try {
    const labels = isReference(text) ? (resources?.(text.resource) ?? {}) : definedOnly({ default: text })
    return Object.fromEntries(
      Object.entries(labels).map(([language, label]) => [language, label.slice(0, LONGEST_LABEL)]),
    )
  } catch (error) {
    if (error instanceof UnreadableError) return {}
    throw error
  }
}
