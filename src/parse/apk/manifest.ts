import { definedOnly } from '../../model/defined-only.ts'
import type { Evidence } from '../../model/evidence.ts'
import { LONGEST_PACKAGE_NAME } from '../../model/phone/package-name.ts'
import type { Labels } from '../../model/phone/snapshot.ts'
import { type Element, elementsOf } from './axml.ts'
import { UnreadableError } from './chunk.ts'
import type { Reference, Value } from './value.ts'

/** Where something stands in the file that is read, and how it is written there. */
export type Place = Omit<Evidence, 'path'>

export interface UsesPermission {
  tag: string
  name: string
  maxSdkVersion?: number
  place: Place
}

const componentTags = ['activity', 'activity-alias', 'service', 'receiver']

/** What an `AndroidManifest.xml` says of its app, as far as it matters to a person's contacts. */
export interface ApkManifest {
  packageName: string
  place: Place
  /** One of the parts of an app beside its base: it neither names the app nor asks for anything. */
  isSplit?: true
  versionCode?: string
  versionName?: string | Reference
  minSdk?: number
  targetSdk?: number
  sharedUserId?: string
  /** SHA-256 of the certificates of its APK, in hex; none where they were not found. */
  signers?: string[]
  label?: string | Reference | Labels
  /** What stands under its icon, where the screen that it starts has a label of its own. */
  iconLabel?: string | Reference | Labels
  usesPermissions: UsesPermission[]
  /** Class names of activities, services and receivers, and the parts of links that open a screen: `loan://repay`. */
  components: string[]
  /** Class names and authorities of content providers. */
  providers: string[]
  /** Packages named in `<queries>`. */
  queries: string[]
}

/** `android.R.attr`, in the order of their ids. */
const LABEL = 0x01010001
const NAME = 0x01010003
const SHARED_USER_ID = 0x0101000b
const AUTHORITIES = 0x01010018
/** Scheme, host, path and the beginning of a path. */
const PARTS_OF_LINKS = [0x01010027, 0x01010028, 0x0101002a, 0x0101002b]
const MIN_SDK_VERSION = 0x0101020c
const VERSION_CODE = 0x0101021b
const VERSION_NAME = 0x0101021c
const TARGET_SDK_VERSION = 0x01010270
const MAX_SDK_VERSION = 0x01010271
const VERSION_CODE_MAJOR = 0x01010576

/** Tags that ask for a permission (AOSP `ParsingPackageUtils`); all but the first from Android 6 on. */
export const usesPermissionTags = ['uses-permission', 'uses-permission-sdk-23', 'uses-permission-sdk-m']

/** Longer than any name of a permission that could be granted. */
const LONGEST_PERMISSION = 1000

/** Reads a manifest of the binary form that is in an APK. @throws UnreadableError */
export function readManifest(bytes: Uint8Array): ApkManifest {
  const elements = elementsOf(bytes)
  const at = (...path: string[]) => elements.filter((element) => standsAt(element, path))
  const [manifest] = at('manifest')
  const packageName = text(manifest?.attributes.get('package'))
  if (manifest === undefined || packageName === undefined || packageName.length > LONGEST_PACKAGE_NAME)
    throw new UnreadableError('no manifest that names a package')
  const [application] = at('manifest', 'application')
  const iconLabel = launcherLabel(at)
  const links = inFilters(at, 'data')
  const sdk = (id: number) =>
    at('manifest', 'uses-sdk')
      .map(({ attributes }) => number(attributes.get(id)))
      .find((value) => value !== undefined)

  return {
    packageName,
    place: placeOf(`package="${packageName}"`),
    ...definedOnly({
      isSplit: manifest.attributes.has('split') || undefined,
      versionCode: versionCodeOf(manifest),
      versionName: textOrReference(manifest.attributes.get(VERSION_NAME)),
      minSdk: sdk(MIN_SDK_VERSION),
      targetSdk: sdk(TARGET_SDK_VERSION),
      sharedUserId: text(manifest.attributes.get(SHARED_USER_ID)),
      label: textOrReference(application?.attributes.get(LABEL)) || iconLabel,
      iconLabel,
    }),
    usesPermissions: usesPermissionTags.flatMap((tag) => at('manifest', tag).flatMap(usesPermissionOf)),
    components: [
      ...componentTags.flatMap((tag) => classNames(at('manifest', 'application', tag), packageName)),
      ...PARTS_OF_LINKS.flatMap((part) => textsOf(links, part)),
    ],
    providers: providersOf(at('manifest', 'application', 'provider'), packageName),
    queries: textsOf(at('manifest', 'queries', 'package'), NAME),
  }
}

type At = (...path: string[]) => Element[]

/** What intent filters of screens hold of a kind. */
const inFilters = (at: At, name: string) =>
  ['activity', 'activity-alias'].flatMap((tag) => at('manifest', 'application', tag, 'intent-filter', name))

/** What stands under its icon: the label of the screen that it starts. */
const launcherLabel = (at: At) =>
  inFilters(at, 'category')
    .filter(({ attributes }) => attributes.get(NAME) === 'android.intent.category.LAUNCHER')
    .map(({ parent }) => textOrReference(parent?.parent?.attributes.get(LABEL)))
    .find((label) => label !== undefined)

/** Each once: many elements may share a string of any length. */
const textsOf = (elements: Element[], id: number) => [
  ...new Set(elements.flatMap(({ attributes }) => text(attributes.get(id)) ?? [])),
]

const classNames = (elements: Element[], packageName: string) =>
  textsOf(elements, NAME).map((name) => className(name, packageName))

const providersOf = (elements: Element[], packageName: string) => [
  ...classNames(elements, packageName),
  ...textsOf(elements, AUTHORITIES).flatMap((authorities) => authorities.split(';')),
]

/** Whether the element stands at this path from the root. */
function standsAt(element: Element, path: string[]): boolean {
  let one: Element | undefined = element
  for (const name of [...path].reverse()) {
    if (one?.name !== name) return false
    one = one.parent
  }
  return one === undefined
}

function usesPermissionOf({ name: tag, attributes, byteOffset, byteLength }: Element): UsesPermission[] {
  const name = text(attributes.get(NAME))
  if (name === undefined || name.length > LONGEST_PERMISSION) return []
  const limit = attributes.get(MAX_SDK_VERSION)
  // Android takes 0 for "no limit", and so it does a limit that is written as a text.
  const maxSdkVersion = typeof limit === 'number' && limit !== 0 ? limit : undefined
  // As its author wrote it.
  const until = maxSdkVersion === undefined ? '' : ` android:maxSdkVersion="${maxSdkVersion}"`
  const place = placeOf(`<${tag} android:name="${name}"${until}/>`, byteOffset, byteLength)
  return [{ tag, name, ...(maxSdkVersion !== undefined && { maxSdkVersion }), place }]
}

/** Binary XML has no lines: the whole is line 1, and the bytes are those of the element. */
const placeOf = (text: string, byteOffset = 0, byteLength = 0): Place => ({
  line: 1,
  column: 1,
  endColumn: 1 + text.length,
  byteOffset,
  byteLength,
  text,
})

/** One number of 64 bits, from two attributes since Android 9. */
function versionCodeOf({ attributes }: Element): string | undefined {
  const code = number(attributes.get(VERSION_CODE))
  if (code === undefined) return undefined
  const major = number(attributes.get(VERSION_CODE_MAJOR)) ?? 0
  return String((BigInt(major) << 32n) | BigInt(code >>> 0))
}

const className = (name: string, packageName: string) =>
  name.startsWith('.') ? packageName + name : name.includes('.') ? name : `${packageName}.${name}`

const text = (value: Value | undefined) => (typeof value === 'string' ? value : undefined)
const textOrReference = (value: Value | undefined) =>
  typeof value === 'string' || typeof value === 'object' ? value : undefined
/** A codename of a preview, such as `Baklava`, is no number. */
const number = (value: Value | undefined) =>
  typeof value === 'number' ? value : typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : undefined
