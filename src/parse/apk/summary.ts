import { ofText, textIn } from '#platform/bytes.ts'
import { definedOnly } from '../../model/defined-only.ts'
import type { Failure } from '../../model/dump.ts'
import { LONGEST_PACKAGE_NAME } from '../../model/phone/package-name.ts'
import type { Labels } from '../../model/phone/snapshot.ts'
import { languages } from '../../model/vocabulary.ts'
import type { Range } from './lazy-bytes.ts'
import { type ApkManifest, type Place, type UsesPermission, usesPermissionTags } from './manifest.ts'

const FORMAT = 'daicha-apk/1'
const BEGINNING = new RegExp(`^\\{\\s*"format": "${FORMAT}"`)

/** What was read of one entry of an APK, so that whoever has the APK can compare. */
export interface ReadPart {
  entry: 'AndroidManifest.xml' | 'resources.arsc'
  /** Of the whole entry, unpacked. */
  bytes: number
  /** Of all that was read of it, one range after another. */
  sha256: string
  /** Absent: the whole. */
  ranges?: Range[]
}

/** What a capture keeps of an APK: what its manifest says, what it is called, and what was read for that. */
export interface ApkSummary {
  /** On the phone. */
  path: string
  /** Of the APK. */
  bytes: number
  read: ReadPart[]
  manifest: ApkManifest
  /** Nothing where the manifest names a text that could not be read. */
  label: Labels | null
  iconLabel: Labels | undefined
  versionName: string | undefined
}

/** Whether bytes begin as a summary does. */
export const isSummary = (head: Uint8Array) => BEGINNING.test(textIn(head, 0, 100))

/** A summary as JSON, of which every name is a line of its own that evidence can point to. */
export function writeSummary({ path, bytes, read, manifest, label, iconLabel, versionName }: ApkSummary): string {
  const { packageName, versionCode, minSdk, targetSdk, sharedUserId, signers, usesPermissions } = manifest
  const { components, providers, queries } = manifest
  const asked = usesPermissionTags.map((tag) => [tag, usesPermissions.filter((one) => one.tag === tag).map(written)])
  const ids = { package: packageName, label, iconLabel, versionName, versionCode }
  const facts = { ...ids, minSdk, targetSdk, sharedUserId, signers }
  const lists = { ...Object.fromEntries(asked), components, providers, queries }
  return `${JSON.stringify({ format: FORMAT, path, bytes, read, ...facts, ...lists }, null, 2)}\n`
}

/** Reads a summary again. */
export function readSummary(bytes: Uint8Array, path: string): { manifest?: ApkManifest; failure?: Failure } {
  const text = textIn(bytes)
  const facts = parsed(text)
  const { package: packageName, label } = facts
  if (typeof packageName !== 'string' || packageName === '' || packageName.length > LONGEST_PACKAGE_NAME)
    return { failure: { code: 'E311', params: { file: path } } }
  const placeOf = placesIn(text)
  const texts = (value: unknown) => (typeof value === 'string' ? value : undefined)
  const number = (value: unknown) => (typeof value === 'number' ? value : undefined)
  const labels = labelsIn(label)
  const manifest: ApkManifest = {
    packageName,
    place: placeOf('', 'package'),
    ...definedOnly({
      label: labels,
      iconLabel: labelsIn(facts['iconLabel']),
      versionName: texts(facts['versionName']),
      versionCode: texts(facts['versionCode']),
      minSdk: number(facts['minSdk']),
      targetSdk: number(facts['targetSdk']),
      sharedUserId: texts(facts['sharedUserId']),
    }),
    usesPermissions: usesPermissionTags.flatMap((tag) =>
      strings(facts[tag]).flatMap((line) => permissionIn(tag, line, placeOf(tag, line))),
    ),
    components: strings(facts['components']),
    providers: strings(facts['providers']),
    queries: strings(facts['queries']),
    signers: strings(facts['signers']).filter((digest) => /^[\da-f]{64}$/.test(digest)),
  }
  const unnamed = labels === undefined && { failure: { code: 'E319' as const, params: { n: '1' }, incomplete: false } }
  return { manifest, ...unnamed }
}

/** `android.permission.READ_PHONE_STATE maxSdkVersion=28` */
const written = ({ name, maxSdkVersion }: UsesPermission) =>
  maxSdkVersion === undefined ? name : `${name} maxSdkVersion=${maxSdkVersion}`

function permissionIn(tag: string, line: string, place: Place): UsesPermission[] {
  const [, name, until] = /^(.*?)(?: maxSdkVersion=(-?\d{1,10}))?$/s.exec(line) ?? []
  return name ? [{ tag, name, ...(until !== undefined && { maxSdkVersion: Number(until) }), place }] : []
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []

/** The labels; nothing where they were not read. */
function labelsIn(value: unknown): Labels | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const labels: Record<string, unknown> = { ...value }
  return Object.fromEntries(
    (['default', ...languages] as const).flatMap((language) => {
      const label = labels[language]
      return typeof label === 'string' ? [[language, label]] : []
    }),
  )
}

/** Where a name stands in the list of a key; where a key stands. Another layout than ours has all on its first line. */
function placesIn(text: string): (list: string, item: string) => Place {
  const places = new Map<string, Place>()
  let byteOffset = 0
  let list = ''
  for (const [at, line] of text.split('\n').entries()) {
    const byteLength = ofText(line).length
    const [, indent = '', content = '', name = '', opens] =
      /^( {2}| {4})("((?:[^"\\]|\\.)*)"(?:,|: .*?(\[)?)?)$/.exec(line) ?? []
    if (indent.length === 2) list = opens ? name : ''
    const key = `${indent.length === 2 ? '' : list}\n${name}`
    if (content !== '' && !places.has(key))
      places.set(key, {
        line: at + 1,
        column: indent.length + 1,
        endColumn: indent.length + 1 + content.length,
        byteOffset: byteOffset + indent.length,
        byteLength: byteLength - indent.length,
        text: content,
      })
    byteOffset += byteLength + 1
  }
  const nowhere = { line: 1, column: 1, endColumn: 1, byteOffset: 0, byteLength: 0 }
  return (list, item) => places.get(`${list}\n${JSON.stringify(item).slice(1, -1)}`) ?? { ...nowhere, text: item }
}
