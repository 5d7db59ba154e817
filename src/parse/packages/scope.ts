import { READ_CONTACTS } from '../../model/vocabulary.ts'
import { isFullDump } from './package-headings.ts'
import type { PackageRecord, PackageSection, Scope } from './package-section.ts'

/** Which packages a section prints, that was read to its end. */
export function scopeOf({ headings, packages, inService }: PackageSection): Scope {
  if (isFullDump({ headings })) return 'whole'
  const asked = packages.some(({ requested }) => requested !== undefined)
  // `pm dump NAME` puts the heading of a service above the dump of one package.
  if (inService) return asked || packages.length === 1 ? 'filtered' : 'whole'
  const resolvers = [...headings].some((name) => name.endsWith('Resolver Table') || name === 'Permissions')
  return asked || resolvers || packages.length < 2 ? 'filtered' : 'packages'
}

const FILTER_HEADINGS = new Set([
  'Permissions',
  'AppOp Permissions',
  'Packages',
  'Renamed packages',
  'Hidden system packages',
  'Shared users',
])

/** Whether a section holds nothing but what a filter by permission prints. */
const printsFilterOnly = ({ headings }: PackageSection) => [...headings].every((name) => FILTER_HEADINGS.has(name))

/**
 * `dumpsys package permission android.permission.READ_CONTACTS`: prints every package that has a state of it. On every
 * phone some do; a list without any was taken out.
 */
export const isContactsFilter = (section: PackageSection) =>
  section.scope === 'filtered' &&
  section.packages.length > 0 &&
  section.declared.size === 1 &&
  section.declared.has(READ_CONTACTS) &&
  printsFilterOnly(section)

/**
 * Whether `requested permissions:` is what the manifest asks for. A filter by permission cuts the list to that one name
 * (AOSP `pm/Settings.java`, `dumpPackageLPr`: `permissionNames.contains(perm)`).
 */
export const listsRequests = (section: PackageSection, record: PackageRecord) =>
  record.requestedLines > 1 || !printsFilterOnly(section)
