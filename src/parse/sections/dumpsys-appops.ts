import { ofText } from '#platform/bytes.ts'
import { add } from '../../model/multimap.ts'
import { dumpsys } from '../../model/phone/phone-command.ts'
import type { AppOp } from '../../model/phone/snapshot.ts'
import type { AppOpsSection, UidOps } from '../app-ops/app-ops-section.ts'
import { isKnownMode } from '../app-ops/modes.ts'
import { mostOpenOp, mostOpenUid } from '../app-ops/most-open.ts'
import { endOfName, isWhole, modeIn, parseUid } from '../app-ops/op-line.ts'
import { textOfApps } from '../app-ops/text-of-apps.ts'
import { laterUse, useIn, usesAgo } from '../app-ops/uses.ts'
import { asciiDigits } from '../digits.ts'
import { evidenceOf, indentOf, type Line, standsAt, textOf } from '../lines/line.ts'
import { nameReader } from '../lines/names.ts'
import type { SectionKind, SectionText } from './kind.ts'

const UID = ofText('Uid ')
const PACKAGE = ofText('Package ')
const MIUI_OP = ofText('MIUIOP(')

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
  tellsRoutes: true,
  service: 'appops',
  isOfRecords: true,
  asks: [{ ...dumpsys(60, 'appops'), file: () => 'appops.txt', step: 'use', per: 'phone' }],
  opens: (text) => OPENING.test(text),
  tellingLine: HEADING,
  opensOnce: true,
  parser(text, found) {
    const place = startOf(text)
    return {
      line: (line) => readLine(place, line),
      end: (ending) =>
        found({
          path: text.path,
          uids: [...place.uids.values()].map(mostOpenUid),
          hasMiuiOps: place.hasMiuiOps,
          ending,
        }),
    }
  },
}

/** Where in such a dump the reader stands, and what it fills. */
type Place = ReturnType<typeof startOf>

const startOf = ({ path, interest }: SectionText) => ({
  path,
  interest,
  opAt: nameReader(interest.appOps),
  uids: new Map<string, UidOps[]>(),
  hasMiuiOps: false,
  uid: undefined as UidOps | undefined,
  /** Whose ops the lines tell: those of the uid, or of a package of it. */
  scope: 'uid' as 'uid' | 'package',
  holder: undefined as Record<string, AppOp> | undefined,
  /** Whose uses the lines tell. */
  op: undefined as AppOp | undefined,
  use: undefined as 'lastAccess' | 'lastReject' | undefined,
  apps: textOfApps(),
  /** Some exports have a blank line behind each line; what stands behind the first `Uid` tells. */
  isSpaced: undefined as boolean | undefined,
})

function readLine(place: Place, line: Line) {
  const { uid, apps } = place
  const isBlank = line.start === line.end
  if (uid !== undefined) place.isSpaced ??= isBlank
  if (isBlank) {
    if (!place.isSpaced) apps.stray(line)
    return
  }
  const indent = indentOf(line)
  if (indent === 2) uidLine(place, line)
  else if (uid === undefined) return
  else if (indent === 4) packageLine(place, uid, line)
  else if (indent === 6) opLine(place, uid, line)
  else if (indent === 8) apps.tagLine(line)
  else if (indent > 8) useLine(place, line)
  else apps.stray(line)
}

function uidLine(place: Place, line: Line) {
  place.uid = place.holder = place.op = undefined
  if (!standsAt(line, 2, UID)) return
  const text = textOf(line, 6)
  // `Uid State Changes Event Log:`, and `Uid -1:` of a caller who was none.
  if (/^(\D+|-\d+:)$/.test(text)) return
  open(place, parseUid(text) ?? NOBODY, line)
  place.apps.restart()
}

/** Whose uid cannot be read. */
const NOBODY = { userId: 0, appId: -1 }

/** Opens a uid; it is torn from the start where it stands among text of an app or a second time, or is nobody's. */
function open(place: Place, { userId, appId }: Pick<UidOps, 'userId' | 'appId'>, line: Line): UidOps {
  const key = `${userId}:${appId}`
  const torn = place.apps.before(line) ?? (appId < 0 || place.uids.has(key) ? line.number : undefined)
  const uid: UidOps = { userId, appId, uid: {}, packages: new Map(), ...(torn !== undefined && { torn }) }
  place.uid = uid
  place.holder = uid.uid
  place.scope = 'uid'
  add(place.uids, key, uid)
  return uid
}

/** Marks the uid where a line of structure stands among text of an app. */
function tear({ apps }: Place, uid: UidOps, line: Line) {
  const at = apps.before(line)
  if (at !== undefined) uid.torn ??= at
}

function packageLine(place: Place, uid: UidOps, line: Line) {
  place.op = undefined
  if (!standsAt(line, 4, PACKAGE)) return
  tear(place, uid, line)
  const [, name] = /^([\w.]+):$/.exec(textOf(line, 12)) ?? []
  if (name === undefined) {
    place.holder = undefined
    uid.torn ??= line.number
    return place.apps.stray(line)
  }
  const { packages } = uid.packages.has(name) ? open(place, uid, line) : uid
  place.holder = {}
  packages.set(name, place.holder)
  place.scope = 'package'
}

function opLine(place: Place, uid: UidOps, line: Line) {
  const { path, interest, holder, scope, apps } = place
  place.op = place.use = undefined
  if (holder === undefined) return
  apps.mayFollow()
  const end = endOfName(line)
  if (end === undefined) {
    uid.torn ??= line.number
    return
  }
  if (standsAt(line, 6, MIUI_OP)) place.hasMiuiOps = true
  const name = place.opAt(line.bytes, line.start + 6, end)
  if (name === undefined) return
  tear(place, uid, line)
  const evidence = evidenceOf(line, path)
  const rest = evidence.text.slice(name.length)
  const mode = modeIn(rest)
  if (mode === undefined) return interest.skipped?.('line: of an app op')
  if (!isKnownMode(mode)) interest.skipped?.(`mode: ${mode}`)
  const isBelieved = mode === 'allow' || (uid.torn === undefined && isWhole(rest))
  if (!isBelieved || name in holder) uid.torn ??= line.number
  const isTorn = uid.torn !== undefined
  const said: AppOp = isTorn ? {} : usesAgo(rest, evidence)
  if (isBelieved) said[scope] = { mode, evidence }
  holder[name] = name in holder ? mostOpenOp([holder[name], said]) : said
  // Whose uses stand behind text of an app, nobody knows.
  if (!isTorn) place.op = holder[name]
}

/** Access and Reject lines of 9 and later; a continuation line of 9 repeats no word. */
function useLine(place: Place, line: Line) {
  const { op, apps, path } = place
  apps.hasUse()
  if (op === undefined) return
  const evidence = evidenceOf(line, path)
  const printed = asciiDigits(evidence.text)
  if (printed.startsWith('Access:')) place.use = 'lastAccess'
  else if (printed.startsWith('Reject:')) place.use = 'lastReject'
  const { use } = place
  const seen = use && useIn(printed, evidence)
  if (use && seen) op[use] = laterUse(op[use], seen) ?? seen
}
