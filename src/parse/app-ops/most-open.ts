import { definedOnly } from '../../model/defined-only.ts'
import { add } from '../../model/multimap.ts'
import type { AppOp } from '../../model/phone/snapshot.ts'
import type { AppOpsSection, UidOps } from './app-ops-section.ts'
import { moreOpen } from './modes.ts'
import { laterUse } from './uses.ts'

/**
 * What several app-op dumps of one phone leave open, where nobody knows which of them is the newest: of each op the
 * mode that lets most through, and the latest use. What one of them does not print is open.
 */
export function mostOpen(sections: AppOpsSection[]): AppOpsSection | undefined {
  const [first] = sections
  if (first === undefined || sections.length === 1) return first
  const uids = joined(
    sections.map((section) => new Map(section.uids.map((uid) => [`${uid.userId}:${uid.appId}`, uid]))),
    mostOpenUid,
  )
  const endings = sections.map(({ ending }) => ending)
  return {
    path: first.path,
    uids: [...uids.values()],
    hasMiuiOps: sections.some(({ hasMiuiOps }) => hasMiuiOps),
    ending: endings.find((ending) => ending === 'timeout') ?? endings.find((ending) => ending === 'eof') ?? 'proven',
  }
}

/** Of several entries of one uid, at least one of which is there. */
export function mostOpenUid(entries: (UidOps | undefined)[]): UidOps {
  const { userId = 0, appId = 0 } = entries.find((uid) => uid !== undefined) ?? {}
  const torn = entries.find((uid) => uid?.torn !== undefined)?.torn
  return {
    userId,
    appId,
    uid: mostOpenOps(entries.map((uid) => uid?.uid)),
    packages: joined(
      entries.map((uid) => uid?.packages ?? new Map<string, Ops>()),
      mostOpenOps,
    ),
    ...(torn !== undefined && { torn }),
  }
}

type Ops = Record<string, AppOp>

/** Of several sets of ops of one app. */
export const mostOpenOps = (entries: (Ops | undefined)[]): Ops =>
  Object.fromEntries(
    joined(
      entries.map((ops) => new Map(Object.entries(ops ?? {}))),
      mostOpenOp,
    ),
  )

/** Of several lines about one op. */
export const mostOpenOp = (lines: (AppOp | undefined)[]): AppOp =>
  definedOnly({
    uid: lines.map((op) => op?.uid).reduce(moreOpen),
    package: lines.map((op) => op?.package).reduce(moreOpen),
    lastAccess: lines.map((op) => op?.lastAccess).reduce(laterUse),
    lastReject: lines.map((op) => op?.lastReject).reduce(laterUse),
  })

/** The values of each key of all maps; `undefined` stands for a map that lacks it. */
function joined<T>(maps: Map<string, T>[], join: (values: (T | undefined)[]) => T): Map<string, T> {
  const values = new Map<string, (T | undefined)[]>()
  for (const map of maps) for (const [key, value] of map) add(values, key, value)
  return new Map([...values].map(([key, of]) => [key, join(of.length < maps.length ? [...of, undefined] : of)]))
}
