import type { AppOp, OpUse } from '../model/snapshot.ts'
import { ageOf, usesAgo } from './duration.ts'
import { evidenceOf, indentOf, type Line, standsAt, textOf } from './line.ts'
import { type Ending, type SectionParser, type Skipped, skipOne } from './section.ts'

/** App ops of one uid: the uid modes, and per package the modes and last uses. */
export interface UidOps {
  userId: number
  appId: number
  uid: Record<string, AppOp>
  packages: Map<string, Record<string, AppOp>>
}

export interface AppOpsSection {
  path: string
  uids: UidOps[]
  /** MIUI and HyperOS print private ops: `MIUIOP(10029)`. */
  hasMiuiOps: boolean
  ending: Ending
}

/** `MODE_*` by number, as printed up to Android 8.1; 5 is the `ask` of MIUI. */
const MODES = ['allow', 'ignore', 'deny', 'default', 'foreground', 'ask']

const UID = Buffer.from('Uid ')
const PACKAGE = Buffer.from('Package ')

/**
 * Reads `dumpsys appops`, all forms from 4.3 to 17 (AOSP `appop/AppOpsService.java`, `dump`).
 *
 *     Uid u0a143:
 *       state=cch
 *         READ_CONTACTS: mode=ignore                     <- uid mode, for all packages of the uid
 *       Package com.example.cash:
 *         READ_CONTACTS (allow / switch X=allow):        <- 9 and later: mode, then uses
 *           null=[
 *             Access: [top-s] 2026-05-04 17:40:17.059 (-49m44s678ms) duration=+3ms
 *         READ_CONTACTS: mode=0; time=+40m17s234ms ago   <- up to 8.1
 */
export function appOpsParser(
  { path, ops, skipped }: { path: string; ops: ReadonlySet<string>; skipped: Skipped },
  done: (section: AppOpsSection) => void,
): SectionParser {
  const uids: UidOps[] = []
  let uid: UidOps | undefined
  let holder: Record<string, AppOp> | undefined
  let scope: 'uid' | 'package' = 'uid'
  let op: AppOp | undefined
  let hasMiuiOps = false
  let use: 'lastAccess' | 'lastReject' | undefined

  function column2(line: Line) {
    uid = holder = op = undefined
    if (!standsAt(line, 2, UID)) return
    const parsed = parseUid(textOf(line, 6))
    if (parsed === undefined) return skipOne(skipped, 'uid', textOf(line, 6))
    uid = { ...parsed, uid: {}, packages: new Map() }
    uids.push(uid)
    holder = uid.uid
    scope = 'uid'
  }

  function column4(line: Line) {
    op = undefined
    if (uid === undefined || !standsAt(line, 4, PACKAGE)) return
    const name = textOf(line, 12).replace(/:$/, '')
    holder = uid.packages.get(name) ?? {}
    uid.packages.set(name, holder)
    scope = 'package'
  }

  function column6(line: Line) {
    op = use = undefined
    if (holder === undefined) return
    const name = opName(line)
    if (name === undefined) return
    if (name.startsWith('MIUIOP(')) hasMiuiOps = true
    if (!ops.has(name)) return
    const evidence = evidenceOf(line, path)
    const rest = evidence.text.slice(name.length)
    const [, word] = /^: mode=(\w+)/.exec(rest) ?? /^ \((\w+)/.exec(rest) ?? []
    if (word === undefined) return skipOne(skipped, 'line', 'of an app op')
    const mode = /^\d+$/.test(word) ? (MODES[Number(word)] ?? word) : word
    if (!MODES.includes(mode)) skipOne(skipped, 'mode', mode)
    op = holder[name] ?? {}
    holder[name] = op
    op[scope] = { mode, evidence }
    Object.assign(op, usesAgo(rest, evidence))
  }

  /** Access and Reject lines of 9 and later; a continuation line of 9 repeats no word. */
  function useLine(line: Line) {
    if (op === undefined) return
    const evidence = evidenceOf(line, path)
    const { text } = evidence
    if (text.startsWith('Access:')) use = 'lastAccess'
    else if (text.startsWith('Reject:')) use = 'lastReject'
    if (use === undefined) return
    const [, bracketState, flags, state, printed, relative] =
      /(?:\[(\w+)-(\w+)\]|(\w+)\s*=)\s*(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?) \((\S+?)\)/.exec(text) ?? []
    const delta = relative === undefined ? undefined : ageOf(relative)
    if (printed === undefined || delta === undefined) return
    const processState = bracketState ?? state
    const seen: OpUse = {
      ageMs: -delta,
      printed,
      indirect: flags === 'upd',
      evidence,
      ...(processState !== undefined && { processState }),
    }
    const known = op[use]
    if (known === undefined || (known.indirect && !seen.indirect)) op[use] = seen
    else if (seen.ageMs < known.ageMs && seen.indirect === known.indirect) op[use] = seen
  }

  return {
    line(line) {
      if (line.start === line.end) return
      const indent = indentOf(line)
      if (indent === 2) column2(line)
      else if (uid === undefined) return
      else if (indent === 4) column4(line)
      else if (indent === 6) column6(line)
      else if (indent > 6) useLine(line)
    },
    end: (ending) => done({ path, uids, hasMiuiOps, ending }),
  }
}

function opName({ bytes, start, end }: Line): string | undefined {
  let to = start + 6
  while (to < end && bytes[to] !== 0x20 && bytes[to] !== 0x3a) to++
  return to === end ? undefined : bytes.toString('latin1', start + 6, to)
}

/** `UserHandle.formatUid`: `1000`, `u0a143`, `u11s1000`, isolated `u0i1`. */
function parseUid(text: string): { userId: number; appId: number } | undefined {
  const plain = /^(\d+):$/.exec(text)
  if (plain) return { userId: Math.floor(Number(plain[1]) / 100_000), appId: Number(plain[1]) % 100_000 }
  const [, user, kind, number] = /^u(\d+)(a|s|ai|i)(\d+):$/.exec(text) ?? []
  if (user === undefined) return undefined
  const base = kind === 'a' ? 10_000 : kind === 's' ? 0 : 90_000
  return { userId: Number(user), appId: base + Number(number) }
}
