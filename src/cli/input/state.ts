import { resolve } from 'node:path'
import {
  AuditError,
  auditPhones,
  beginningOf,
  beginningOfStream,
  fromFiles,
  HEAD_BYTES,
  mayBeReport,
  type Place,
  type RuleSet,
  type Side,
  shownPath,
  tellProblem,
} from '../../internal.ts'
import type { Io } from '../io.ts'
import { wholePhone } from '../options/whole-phone.ts'
import { sayProblem } from '../output/problem.ts'
import type { To } from '../output/teller.ts'
import { reportsIn } from './saved-reports.ts'

/**
 * One state of a phone: a saved report, or whatever a phone printed, which is audited with all its apps. Undefined
 * where nothing of it could be audited; why not is said on standard error.
 *
 * @throws AuditError E132 for several phones
 */
export async function readState(typed: string, rules: RuleSet, telling: Teller): Promise<Side | undefined> {
  const { io, words } = telling
  const full = resolve(io.cwd, typed)
  const path = typed === '-' ? '-' : shownPath(full, io.cwd)
  const sides = (await isReport(typed, full, io))
    ? await savedSides({ path: full, shown: path }, telling)
    : await dumpSides(typed, path, rules, telling)
  if (sides.length > 1) throw new AuditError('E132', { file: path, n: String(sides.length) })
  const [side] = sides
  if (side === undefined || side.audit.stats.packages > 0) return side
  for (const problem of side.audit.problems) sayProblem(tellProblem(problem, words), telling)
  return undefined
}

type Teller = To & { version: string }

async function isReport(typed: string, path: string, { stdin }: Pick<Io, 'stdin'>): Promise<boolean> {
  try {
    const head = typed === '-' ? await beginningOfStream(stdin) : beginningOf(path, HEAD_BYTES)
    return mayBeReport(head ?? '')
  } catch {
    // Reading it as a dump says why it cannot be opened.
    return false
  }
}

async function savedSides(place: Place, to: To): Promise<Side[]> {
  const sides: Side[] = []
  for await (const report of reportsIn(place, {}, to))
    if (report !== 'cut') sides.push({ path: place.shown, audit: report })
  return sides
}

async function dumpSides(typed: string, path: string, rules: RuleSet, { io, version }: Teller): Promise<Side[]> {
  const phones = await auditPhones(fromFiles([typed], io), rules, wholePhone(version, io))
  return phones.map(({ snapshot, audit }) => ({ path, snapshot, audit: audit() }))
}
