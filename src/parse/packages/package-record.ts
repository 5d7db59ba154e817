import { ofText } from '#platform/bytes.ts'
import { landmarkAt, landmarks } from '../lines/landmarks.ts'
import { type Line, textOf } from '../lines/line.ts'
import type { PackageRecord, PackageSection } from './package-section.ts'

/** Lines that every record prints at most once, in this order (AOSP `pm/Settings.java`, `dumpPackageLPr`). */
export const PRINTED = {
  id: 1,
  pkg: 2,
  codePath: 4,
  versionCode: 8,
  versionName: 16,
  dataDir: 32,
  pkgFlags: 64,
  users: 128,
} as const

/** By the beginnings of their lines. */
const KEYS: [beginning: Uint8Array, key: keyof typeof PRINTED][] = [
  [ofText('appId='), 'id'],
  [ofText('userId='), 'id'],
  [ofText('pkg='), 'pkg'],
  [ofText('pkgFlags='), 'pkgFlags'],
  [ofText('codePath='), 'codePath'],
  [ofText('versionCode='), 'versionCode'],
  [ofText('versionName='), 'versionName'],
  [ofText('dataDir='), 'dataDir'],
]
/** Beginnings of identifying lines. */
export const IDENTIFYING = KEYS.map(([beginning]) => beginning)
const LANDMARKS = landmarks(KEYS)

/** Which identifying line stands at an indent, if any. */
export const identifying = ({ bytes, start, end }: Line, indent: number) =>
  landmarkAt(LANDMARKS, bytes, start + indent, end)

const NAME = /^[A-Za-z][\w-]*(?:\.[\w-]+)+$/
/**
 * Where an identifying line names its package: `pkg=Package{4f940cc com.example.cash}`, the end of
 * `dataDir=/data/user/0/com.example.cash`, the folder in `codePath=/data/app/~~Ab8e==/com.example.cash-Qd0Lw==`.
 */
const NAMED: Partial<Record<keyof typeof PRINTED, RegExp>> = {
  pkg: /^pkg=Package\{[0-9a-f]+ ([^ ]+)\}$/,
  dataDir: /\/([^/]+)$/,
  codePath: /^codePath=\/data\/app\/(?:~~[^/]*\/)?([^/]+?)(?:-[^/.]*)?(?:\/[^/]*)?$/,
}

export function nameInLine(line: Line, indent: number, key: keyof typeof PRINTED): string | undefined {
  const [, name = ''] = NAMED[key]?.exec(textOf(line, indent)) ?? []
  return NAME.test(name) && !/\.(apk|tmp)$/.test(name) ? name : undefined
}

/** Whether a name is one of the record's own. */
export const isOwnName = ({ bracketName, compatName }: PackageRecord, name: string) =>
  name === bracketName || name === compatName

/** Whether a name is that of the record without the version that static libraries have behind it. */
export const isLibraryOf = ({ bracketName }: PackageRecord, name: string) =>
  bracketName.startsWith(name) && /^_\d+$/.test(bracketName.slice(name.length))

/** The name that the system uses. */
export const nameOf = (record: PackageRecord) => record.compatName ?? record.bracketName

/** All names of the packages of some sections. */
export const namesIn = (sections: Pick<PackageSection, 'packages'>[]) =>
  new Set(sections.flatMap(({ packages }) => packages.flatMap((record) => [nameOf(record), record.bracketName])))

/** Which lines of those that not every release prints a record of this phone has. */
export function usualOf(records: PackageRecord[]): number {
  const count = (bit: number) => records.filter(({ printed }) => printed & bit).length
  const mostly = [PRINTED.pkg, PRINTED.codePath, PRINTED.dataDir, PRINTED.versionName].filter(
    (bit) => count(bit) * 2 > records.length,
  )
  // From 2.3 on all of them have it.
  const always = count(PRINTED.versionCode) > 0 ? [PRINTED.versionCode] : []
  return [...mostly, ...always].reduce((all, bit) => all | bit, 0)
}

/**
 * Marks records with a user that most do not print: Android prints the same users in all of them, and text of an app
 * may take the look of another, which what stands behind it would be given to (AOSP `pm/Settings.java`,
 * `dumpPackageLPr`).
 */
export function markForeignUsers({ packages, hidden, sharedUsers }: PackageSection) {
  if (packages.length === 0) return
  const counts = new Map<number, number>()
  for (const { userIds } of packages) for (const id of userIds) counts.set(id, (counts.get(id) ?? 0) + 1)
  const isForeign = (id: number) => (counts.get(id) ?? 0) * 2 <= packages.length
  for (const record of [...packages, ...hidden, ...sharedUsers]) record.torn ||= [...record.userIds].some(isForeign)
}

/** Whether the phone was sold with the app (`ApplicationInfo.FLAG_SYSTEM`). */
export function isSystem({ keys }: PackageRecord): boolean {
  const flags = keys.get('pkgFlags') ?? ''
  return /^0x/.test(flags) ? (Number.parseInt(flags, 16) & 1) === 1 : /\bSYSTEM\b/.test(flags)
}

/** Android 2.x printed its flags in hex, and no `User` lines. */
const hasHexFlags = ({ keys }: PackageRecord) => /^0x/.test(keys.get('pkgFlags') ?? '')

export const knowsUsers = (record: PackageRecord) => (record.printed & PRINTED.users) !== 0 || !hasHexFlags(record)

/** A record holds its identity, its flags and its users. What lacks one was cut, or was torn by text of an app. */
export const isWhole = (record: PackageRecord, { usual }: Pick<PackageSection, 'usual'>) => {
  const needed = PRINTED.id | PRINTED.pkgFlags | usual | (hasHexFlags(record) ? 0 : PRINTED.users)
  return (record.printed & (needed | PRINTED.users)) === needed
}
