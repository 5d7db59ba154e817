import { ofText } from '#platform/bytes.ts'
import type { Evidence } from '../../model/evidence.ts'
import { dumpsys } from '../../model/phone-command.ts'
import type { AppOp, OpUse } from '../../model/snapshot.ts'
import { FIRST_APPLICATION_UID, PER_USER, userIdIn } from '../../model/user-id.ts'
import type { AppOpsSection, UidOps } from '../app-ops-section.ts'
import { asciiDigits } from '../digits.ts'
import { ageOf, usesAgo } from '../duration.ts'
import { evidenceOf, indentOf, type Line, standsAt, textOf } from '../lines/line.ts'
import { nameReader } from '../lines/names.ts'
import { type SectionParser, type Skipped, skipOne } from '../section.ts'
import { laterUse, mostOpenOp, mostOpenUid } from '../snapshot/most-open.ts'
import { textOfApps } from './appops-text.ts'
import type { SectionKind } from './kind.ts'

/** `MODE_*` by number, as printed up to Android 8.1; 5 is the `ask` of MIUI. */
const MODES = ['allow', 'ignore', 'deny', 'default', 'foreground', 'ask']
/** Modes that leave everything open. */
const OPEN = ['allow', 'foreground']

const UID = ofText('Uid ')
const PACKAGE = ofText('Package ')
const MIUI_OP = ofText('MIUIOP(')
const COLON = 0x3a
const PARENTHESIS = 0x28

/** Without `Current` since they are told apart from the history (`--history`). */
const HEADING = /(?:Current )?AppOps Service state:/
const OPENING = new RegExp(`^${HEADING.source}`)

/**
 * Reads `dumpsys appops`, all forms from 4.3 to 17 (AOSP `appop/AppOpsService.java`, `dump`).
 *
 *     Uid u0a143:
 *       state=cch
 *         READ_CONTACTS: mode=ignore                     <- uid mode, for all packages of the uid
 *       Package com.example.cash:
 *         READ_CONTACTS (allow / switch X=allow):        <- 9 and later: mode, then uses
 *           null=[                                       <- attribution tag of 11 and later
 *             Access: [top-s] 2026-05-04 17:40:17.059 (-49m44s678ms) duration=+3ms
 *           ]
 *         READ_CONTACTS: mode=0; time=+40m17s234ms ago   <- up to 8.1
 *
 * An attribution tag may imitate any of these lines. So a mode closes only where its line is whole and every line since
 * the `Uid` stands where Android prints it; and of what stands there twice, the most open counts.
 */
export const dumpsysAppOps: SectionKind<AppOpsSection> = {
  kind: 'dumpsys appops',
  service: 'appops',
  asks: [{ words: dumpsys(60, 'appops'), file: () => 'appops.txt', timeoutMs: 90_000, step: 'use', per: 'phone' }],
  opens: (text) => OPENING.test(text),
  tellingLine: HEADING,
  opensOnce: true,
  parser: ({ path, interest, skipped }, found) => appOpsParser({ path, ops: interest.appOps, skipped }, found),
}

function appOpsParser(
  { path, ops, skipped }: { path: string; ops: ReadonlySet<string>; skipped: Skipped },
  done: (section: AppOpsSection) => void,
): SectionParser {
  const opAt = nameReader(ops)
  const uids = new Map<string, UidOps[]>()
  let uid: UidOps | undefined
  let holder: Record<string, AppOp> | undefined
  let scope: 'uid' | 'package' = 'uid'
  let op: AppOp | undefined
  let hasMiuiOps = false
  let use: 'lastAccess' | 'lastReject' | undefined
  const text = textOfApps()
  /** Some exports have a blank line behind each line; what stands behind the first `Uid` tells. */
  let isSpaced: boolean | undefined

  /** Marks the uid where a line of structure stands among text of an app. */
  function tear(line: Line) {
    const at = text.before(line)
    if (uid !== undefined && at !== undefined) uid.torn ??= at
  }

  /** Opens a uid; it is torn from the start where it stands among text of an app, or a second time. */
  function open({ userId, appId }: Pick<UidOps, 'userId' | 'appId'>, line: Line) {
    const key = `${userId}:${appId}`
    const known = uids.get(key)
    const torn = text.before(line) ?? (known && line.number)
    uid = { userId, appId, uid: {}, packages: new Map(), ...(torn !== undefined && { torn }) }
    holder = uid.uid
    scope = 'uid'
    if (known === undefined) uids.set(key, [uid])
    else known.push(uid)
  }

  function column2(line: Line) {
    uid = holder = op = undefined
    if (!standsAt(line, 2, UID)) return
    const parsed = parseUid(textOf(line, 6))
    if (parsed === undefined) return skipOne(skipped, 'uid', textOf(line, 6))
    open(parsed, line)
    text.restart()
  }

  function column4(line: Line) {
    op = undefined
    if (uid === undefined || !standsAt(line, 4, PACKAGE)) return
    tear(line)
    const [, name] = /^([\w.]+):$/.exec(textOf(line, 12)) ?? []
    if (name === undefined) {
      holder = undefined
      uid.torn ??= line.number
      return text.stray(line)
    }
    if (uid.packages.has(name)) open(uid, line)
    holder = {}
    uid.packages.set(name, holder)
    scope = 'package'
  }

  function column6(line: Line) {
    op = use = undefined
    if (uid === undefined || holder === undefined) return
    text.mayFollow()
    const end = endOfName(line)
    if (end === undefined) uid.torn ??= line.number
    if (end === undefined) return
    if (standsAt(line, 6, MIUI_OP)) hasMiuiOps = true
    const name = opAt(line.bytes, line.start + 6, end)
    if (name === undefined) return
    tear(line)
    const evidence = evidenceOf(line, path)
    const rest = evidence.text.slice(name.length)
    const [, word] = /^: mode=(\w+)/.exec(rest) ?? /^ \((\w+)/.exec(rest) ?? []
    if (word === undefined) return skipOne(skipped, 'line', 'of an app op')
    const mode = /^\d+$/.test(word) ? (MODES[Number(word)] ?? word) : word
    if (!MODES.includes(mode)) skipOne(skipped, 'mode', mode)
    const isBelieved = OPEN.includes(mode) || (uid.torn === undefined && WHOLE.test(rest))
    if (!isBelieved || name in holder) uid.torn ??= line.number
    const isTorn = uid.torn !== undefined
    const said: AppOp = isTorn ? {} : usesAgo(rest, evidence)
    if (isBelieved) said[scope] = { mode, evidence }
    holder[name] = name in holder ? mostOpenOp([holder[name], said]) : said
    // Whose uses stand behind text of an app, nobody knows.
    if (!isTorn) op = holder[name]
  }

  /** Access and Reject lines of 9 and later; a continuation line of 9 repeats no word. */
  function useLine(line: Line) {
    text.hasUse()
    if (op === undefined) return
    const evidence = evidenceOf(line, path)
    const printed = asciiDigits(evidence.text)
    if (printed.startsWith('Access:')) use = 'lastAccess'
    else if (printed.startsWith('Reject:')) use = 'lastReject'
    const seen = use && useIn(printed, evidence)
    if (use && seen) op[use] = laterUse(op[use], seen) ?? seen
  }

  return {
    line(line) {
      const isBlank = line.start === line.end
      if (uid !== undefined) isSpaced ??= isBlank
      if (isBlank) {
        if (!isSpaced) text.stray(line)
        return
      }
      const indent = indentOf(line)
      if (indent === 2) column2(line)
      else if (uid === undefined) return
      else if (indent === 4) column4(line)
      else if (indent === 6) column6(line)
      else if (indent === 8) text.tagLine(line)
      else if (indent > 8) useLine(line)
      else text.stray(line)
    },
    end: (ending) => done({ path, uids: [...uids.values()].map((entries) => joinedUid(entries)), hasMiuiOps, ending }),
  }
}

/** `AN_OP (allow / switch X=allow):`, `: mode=ignore`, `: mode=0; time=+1s ago`, from the name to the end. */
const WHOLE = /^(?: \(\w+(?: \/ switch [^\s=]+=\w+)?\):|: mode=\w+(?:; [^[\]]*)?)$/
/** `Access: [top-s] <time> (<age>) ...`; to 9 `top   = <time> (<age>)`, the word before it on the first only. */
const USE = /^(?:Access:|Reject:)? *(?:\[(\w+)-(\w+)\] ?|(\w+) *= )(\S[^()]{0,40}) \(([^\s()]+)\)(?: |$)/

/** What is printed otherwise tells by its age alone. */
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/

function useIn(text: string, evidence: Evidence): OpUse | undefined {
  const [, bracketState, flags, state, time = '', relative = ''] = USE.exec(text) ?? []
  const delta = ageOf(relative)
  if (delta === undefined) return undefined
  const processState = bracketState ?? state
  return {
    ageMs: -delta,
    indirect: flags === 'upd',
    evidence,
    ...(TIME.test(time) && { printed: time }),
    ...(processState !== undefined && { processState }),
  }
}

const joinedUid = (entries: UidOps[]) => (entries.length === 1 && entries[0] ? entries[0] : mostOpenUid(entries))

/** Where the name of an op ends: behind it stands a mode, `: mode=0` or ` (allow)`. Of another line none. */
function endOfName({ bytes, start, end }: Line): number | undefined {
  let to = start + 6
  while (to < end && bytes[to] !== 0x20 && bytes[to] !== COLON) to++
  return to < end && (bytes[to] === COLON || bytes[to + 1] === PARENTHESIS) ? to : undefined
}

/** `UserHandle.formatUid`: `1000`, `u0a143`, `u11s1000`, isolated `u0i1`. */
function parseUid(text: string): { userId: number; appId: number } | undefined {
  const [, plain, user, kind, number] = /^(?:(\d{1,9})|u(\d+)(a|s|ai|i)(\d{1,5})):$/.exec(text) ?? []
  if (plain !== undefined) return { userId: Math.floor(Number(plain) / PER_USER), appId: Number(plain) % PER_USER }
  const userId = userIdIn(user)
  if (userId === undefined) return undefined
  const base = kind === 'a' ? FIRST_APPLICATION_UID : kind === 's' ? 0 : 90_000
  return { userId, appId: base + Number(number) }
}
