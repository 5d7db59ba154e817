import { definedOnly } from '../../model/defined-only.ts'
import { grouped } from '../../model/multimap.ts'
import { eachValue } from '../../model/parts.ts'
import type { AppOp, OpUse } from '../../model/phone/snapshot.ts'
import type { AppOpsSection, UidOps } from '../app-ops/app-ops-section.ts'
import { mostOpen } from '../app-ops/most-open.ts'
import { before } from '../duration.ts'
import { fileNameOf } from '../path.ts'
import type { FileFacts } from '../text/file-facts.ts'
import { isAlone, isOfCapture, type State, type States, speaksForAll } from './states.ts'

/**
 * Makes the function that finds the app ops that were taken with a state: those of the same report, of the same
 * capture, or loose ones where the phone has no other state. Ops of another state close nothing.
 *
 * @param ofNobody the loose ones, if they count
 */
export function appOpsIn(
  files: FileFacts[],
  all: States,
  ofNobody = isAlone(all) ? looseOps(files) : [],
): (state: State) => AppOpsSection | undefined {
  const { clockOf } = all
  const inTime = new Map(
    files.flatMap((file) => file.appOps.map((section) => [section, dated(section, clockOf(file, section).capturedAt)])),
  )
  const byReport = new Map(files.map((file) => [file, grouped(file.appOps, ({ report }) => [report])]))
  const withOnlyState = new Set(files.filter(({ packages }) => packages.filter(speaksForAll).length < 2))
  const captured = grouped(files, ({ capture }) => (capture === undefined ? [] : [capture]))
  const takenWith = ({ file, section }: State) => {
    const ofReport = byReport.get(file)?.get(section.report) ?? []
    const ofFile = withOnlyState.has(file) ? file.appOps : []
    const ofCapture = (captured.get(file.capture ?? '') ?? []).flatMap(({ appOps }) => appOps)
    return [ofReport, ofFile, ofCapture, ofNobody].find(({ length }) => length > 0) ?? []
  }
  return (state) =>
    mostOpen([...new Set([state, ...state.twins].flatMap(takenWith))].flatMap((section) => inTime.get(section) ?? []))
}

/** Begins the name of what a phone answered when it was read once more. */
export const AGAIN = 'again-'
const isAgain = ({ artifact: { path } }: FileFacts) => fileNameOf(path).startsWith(AGAIN)

/**
 * Makes the function that says whether app ops came with a state for sure: those of a first reading may be no more true
 * of a second, which gave none.
 */
export function hasOwnOps(files: FileFacts[], all: States): (state: State) => boolean {
  const opsOf = appOpsIn(files, all, [])
  return (state) =>
    opsOf(state) !== undefined &&
    (!isAgain(state.file) || files.some((file) => isAgain(file) && isOfCapture(file, state) && file.appOps.length > 0))
}

const looseOps = (files: FileFacts[]) =>
  files
    .filter(({ packages, capture }) => packages.length === 0 && capture === undefined)
    .flatMap(({ appOps }) => appOps)

/** An age tells a time together with its own dump, and with no other. */
function dated(section: AppOpsSection, capturedAt: string | undefined): AppOpsSection {
  const isAge = (one: OpUse | undefined) => one !== undefined && one.printed === undefined
  const hasAge = ({ packages }: UidOps) =>
    [...packages.values()].some((ops) => Object.values(ops).some((op) => isAge(op.lastAccess) || isAge(op.lastReject)))
  if (capturedAt === undefined || !section.uids.some(hasAge)) return section
  const use = (one: OpUse | undefined) => one && { ...definedOnly({ printed: before(capturedAt, one.ageMs) }), ...one }
  const op = ({ lastAccess, lastReject, ...modes }: AppOp) => ({
    ...modes,
    ...definedOnly({ lastAccess: use(lastAccess), lastReject: use(lastReject) }),
  })
  return {
    ...section,
    uids: section.uids.map((uid) => ({
      ...uid,
      packages: new Map([...uid.packages].map(([name, all]) => [name, eachValue(all, op)])),
    })),
  }
}
