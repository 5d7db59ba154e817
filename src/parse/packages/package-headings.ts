import type { ComponentZone } from './components.ts'

/** Sections of a full or filtered `dumpsys package`, any of which tells that a bare text is one. */
const PACKAGE_HEADINGS =
  /^(Database versions|Known Packages|Verifiers|Intent Filter Verifier|Domain Verifier|Libraries|Features|(Activity|Receiver|Service|Provider) Resolver Table|Preferred Activities User \d+|Permissions|AppOp Permissions|Registered ContentProviders|ContentProvider Authorities|Key Set Manager|Packages|Renamed packages|Hidden system packages|Queries|Shared users|Package Changes|Dexopt state|Compiler stats):$/

/** Those that `dumpsys package` prints besides, 2.3 to 17 (AOSP `pm/DumpHelper.java`). */
const OTHER_HEADINGS =
  /^(App verification status|App linkages for user \d+|Domain verification status|Default permissions|Permission Trees|Persistent Preferred Activities User \d+|Frozen packages|Loaded volumes|Service permissions|Settings parse messages|Package (warning|performance) messages|(Active|Finalized|Historical|Legacy) install sessions|Snapshot statistics|Per UID read timeouts|APEX session state|(Active|Inactive|Factory|Mounted) APEX packages|Protected broadcast actions):$/

export const opensPackageSection = (text: string) => text.endsWith(':') && PACKAGE_HEADINGS.test(text)

/** Headings that follow in a dump without any filter, and nowhere else. */
export const isKnownHeading = (text: string) => text.endsWith(':') && OTHER_HEADINGS.test(text)

const FULL_DUMP_HEADINGS = ['Database versions', 'Known Packages', 'Verifiers', 'Libraries', 'Features']

/** Whether a section prints what only a dump without any filter does. */
export const isFullDump = ({ headings }: { headings: ReadonlySet<string> }) =>
  FULL_DUMP_HEADINGS.some((name) => headings.has(name))

/** A heading at column 0: a few words and a colon. */
export const looksLikeHeading = (text: string) => /^[A-Z][\w ,.()/-]*:/.test(text)

/** Zones whose content is records, and those that are tables, as far as they matter. */
type RecordZone = 'packages' | 'hidden' | 'shared'
export type TableZone = 'versions' | 'permissions' | 'domains' | 'keys' | 'names' | ComponentZone | 'other'
/** What a heading opens. */
export type Zone = RecordZone | TableZone
const ZONES = new Map<string, Zone>([
  ['Packages', 'packages'],
  ['Hidden system packages', 'hidden'],
  ['Shared users', 'shared'],
  ['Database versions', 'versions'],
  ['Permissions', 'permissions'],
  ['Domain verification status', 'domains'],
  ['Activity Resolver Table', 'resolvers'],
  ['Registered ContentProviders', 'providers'],
  ['ContentProvider Authorities', 'authorities'],
  ['Queries', 'queries'],
  ['Key Set Manager', 'keys'],
  ['Dexopt state', 'names'],
  ['Compiler stats', 'names'],
])

export const zoneOf = (name: string): Zone => ZONES.get(name) ?? 'other'

export const isRecordZone = (zone: Zone): zone is RecordZone =>
  zone === 'packages' || zone === 'hidden' || zone === 'shared'
