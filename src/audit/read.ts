import { hasOptions } from '#platform/options.ts'
import type { Classifier } from '../classify/index.ts'
import { AuditError } from '../errors.ts'
import { MIUI_READ_CONTACTS_REAL } from '../judge/index.ts'
import type { Dumps, Seal } from '../model/dump.ts'
import { opOf } from '../model/phone/app-op.ts'
import type { Rules } from '../model/rules/rule.ts'
import { contactsGroup } from '../model/vocabulary.ts'
import { type Interest, snapshotReader } from '../parse/index.ts'
import type { AuditOptions } from './options.ts'

export type Reading = Awaited<ReturnType<typeof read>>

/**
 * Reads dumps, each byte once, and all of them once more where an app was passed over that a later file names.
 *
 * @throws AuditError E102 where there are none
 */
export async function read(
  dumps: Dumps,
  { routes, regimes }: Rules,
  { worthReading, keywords }: Classifier,
  { allApps, onSkipped, assumeLender }: Pick<AuditOptions, 'allApps' | 'onSkipped' | 'assumeLender'>,
) {
  const permissions = new Set([
    ...contactsGroup,
    ...routes.flatMap((route) => route.permissions),
    ...regimes.flatMap((regime) => regime.permissions),
  ])
  const appOps = new Set([
    ...[...permissions].map(opOf),
    ...routes.flatMap((route) => route.appOps),
    MIUI_READ_CONTACTS_REAL,
  ])
  const all = hasOptions && (allApps || onSkipped !== undefined || assumeLender === 'all')
  const readThrough = async (named: string[]) => {
    const wanted: Interest['wanted'] = (packageName, seen) =>
      all || named.includes(packageName) || worthReading(packageName, seen)
    const skipped = new Map<string, number>()
    const reader = snapshotReader({
      wanted,
      missed: assumeLender === 'all' ? wanted : worthReading,
      permissions,
      appOps,
      components: keywords,
      ...(hasOptions && onSkipped && { skipped: (what: string) => countOne(skipped, what) }),
    })
    const seals = new Map<string, Seal>()
    for await (const dump of dumps) {
      const file = reader.open(dump)
      for await (const chunk of dump.chunks()) file.write(chunk)
      file.end(dump.failure())
      seals.set(dump.path, dump.seal())
    }
    return { reader, seals, skipped }
  }
  const first = await readThrough([])
  const overlooked = first.reader.overlooked()
  const again = overlooked.length === 0 || !dumps.rereadable ? first : await readThrough(overlooked)
  // A file that changed or went away meanwhile was seen once, and takes nothing back.
  const isSame = [...first.seals].every(([path, { sha256 }]) => again.seals.get(path)?.sha256 === sha256)
  const { reader, seals, skipped } = isSame ? again : first
  // Of what nobody was shown, nothing may be told, least of all that it is clear.
  if (seals.size === 0) throw new AuditError('E102', {})
  onSkipped?.(Object.fromEntries([...skipped].sort()))
  return { snapshots: reader.snapshots(), seals }
}

function countOne(counts: Map<string, number>, what: string) {
  // An endless variety of words must not become an endless memory.
  if (counts.has(what) || counts.size < 500) counts.set(what, (counts.get(what) ?? 0) + 1)
}
