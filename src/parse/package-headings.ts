import type { ComponentZone } from './components.ts'

/** Sections of a full or filtered `dumpsys package`, any of which tells that a bare text is one. */
const PACKAGE_HEADINGS =
  /^(Database versions|Known Packages|Verifiers|Intent Filter Verifier|Domain Verifier|Libraries|Features|(Activity|Receiver|Service|Provider) Resolver Table|Preferred Activities User \d+|Permissions|AppOp Permissions|Registered ContentProviders|ContentProvider Authorities|Key Set Manager|Packages|Renamed packages|Hidden system packages|Queries|Shared users|Package Changes|Dexopt state|Compiler stats):$/

/** A heading at column 0: a few words and a colon. The bug of 12 to 15 that prints overlay headings there is none. */
export const isHeading = (text: string) => /^[A-Z][\w ,.()/-]*:/.test(text) && !text.endsWith('overlay paths:')

export const opensPackageSection = (text: string) => PACKAGE_HEADINGS.test(text)

/** What a heading opens, as far as it matters. */
export type Zone = 'packages' | 'hidden' | 'shared' | 'versions' | 'permissions' | ComponentZone | 'other'
const ZONES = new Map<string, Zone>([
  ['Packages', 'packages'],
  ['Hidden system packages', 'hidden'],
  ['Shared users', 'shared'],
  ['Database versions', 'versions'],
  ['Permissions', 'permissions'],
  ['Activity Resolver Table', 'resolvers'],
  ['Registered ContentProviders', 'providers'],
  ['ContentProvider Authorities', 'authorities'],
  ['Queries', 'queries'],
])

export const zoneOf = (name: string): Zone => ZONES.get(name) ?? 'other'
