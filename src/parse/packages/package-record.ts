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

/** Lines that not every release prints. */
const OFTEN = [PRINTED.pkg, PRINTED.codePath, PRINTED.dataDir, PRINTED.versionName]

/**
 * Compares the records, and marks those that are not like the others: what most of a phone print, lines and users, all
 * do, and text of an app may take the look of another user, which what stands behind it would be given to; a copy and a
 * shared user have at least an id, or took the rest from the one before (AOSP `pm/Settings.java`, `dumpPackageLPr`).
 */
export function compareRecords(section: PackageSection) {
  const { packages, hidden, sharedUsers } = section
  const isMost = (count = 0) => count * 2 > packages.length
  const counts = new Map<number, number>()
  for (const { userIds } of packages) for (const id of userIds) counts.set(id, (counts.get(id) ?? 0) + 1)
  const isForeign = (id: number) => packages.length > 0 && !isMost(counts.get(id))
  const printing = (bit: number) => packages.filter(({ printed }) => printed & bit).length
  // From 2.3 on all have a version.
  const always = printing(PRINTED.versionCode) > 0 ? PRINTED.versionCode : 0
  section.usual = OFTEN.filter((bit) => isMost(printing(bit))).reduce((all, bit) => all | bit, always)
  for (const record of [...hidden, ...sharedUsers]) record.torn ||= !(record.printed & PRINTED.id)
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
  if (record.torn) return false
  const needed = PRINTED.id | PRINTED.pkgFlags | usual | (hasHexFlags(record) ? 0 : PRINTED.users)
  return (record.printed & (needed | PRINTED.users)) === needed
}

/** By the words of a user's line; of two that differ the worse, as what is not installed reads nothing. */
export const isInstalled = (state: string) =>
  !/(^| )installed=false( |$)/.test(state) || /(^| )installed=true( |$)/.test(state)
