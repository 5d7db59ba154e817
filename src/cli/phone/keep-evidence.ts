import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  type Audit,
  AuditError,
  auditDefaults,
  auditPhone,
  type Capture,
  dumpsOf,
  editionsOf,
  fromFiles,
  loadGuidance,
  type Report,
  type Rules,
  reporters,
  saveCapture,
  toReport,
  unwritable,
  writeOutput,
} from '../../internal.ts'
import { unusedName } from '../output/unused-name.ts'
import type { Session } from './choose.ts'

const HOUR = 3_600_000
const CAPTURE = 'capture.zip'
const REPORT = 'report.html'

interface Kept {
  folder: string
  /** The page to open, print and hand over. */
  page: string
}

/**
 * What the phone said before it is changed: what was saved of it in this folder within the last hour, or a new one.
 *
 * @throws AuditError E502
 */
export async function keepEvidence(
  captured: Capture,
  rules: Rules,
  session: Omit<Session, 'connect'>,
): Promise<Kept & { isNew: boolean }> {
  for (const folder of foldersIn(session.io.cwd))
    if (await isRecent(folder, captured, session)) return { folder, page: join(folder, REPORT), isNew: false }
  return { ...(await saveEvidence(captured, rules, session)), isNew: true }
}

/**
 * Saves what the phone said as a capture and as a page, in a new folder that its owner alone can open.
 *
 * @throws AuditError E502
 */
export async function saveEvidence(
  captured: Capture,
  rules: Rules,
  { io, words, version }: Omit<Session, 'connect'>,
): Promise<Kept> {
  const { audit, report } = await reportOn(captured, rules, { io, words, version })
  const html = await reporters.html(report, { words: words.say, editions: editionsOf(report, audit, rules, words) })
  const name = unusedName(io)
  const folder = resolve(io.cwd, name)
  const page = join(folder, REPORT)
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (cause) {
    throw unwritable({ path: folder, shown: name }, cause)
  }
  try {
    await saveCapture(captured, join(folder, CAPTURE), name)
    writeOutput({ path: page, shown: name }, html)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  return { folder, page }
}

/** What its owner is told of a phone that was read. */
export async function reportOn(
  captured: Capture,
  rules: Rules,
  { io, words, version }: Omit<Session, 'connect'>,
): Promise<{ audit: Audit; report: Report }> {
  const all = { ...rules, guidance: loadGuidance() }
  const asked = { ...auditDefaults, policy: 'borrower', version, now: io.now } as const
  const audit = await auditPhone(dumpsOf(captured), all, asked)
  return { audit, report: toReport(audit, all, words) }
}

/** None of what cannot be looked through: writing there says why. */
function foldersIn(path: string): string[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(path, name))
  } catch {
    return []
  }
}

/** What tells a phone: its system, and the apps on it. */
export const tellsPhone = ({ name }: { name: string }) => name === 'getprop.txt' || name.startsWith('list-packages-')

/** Whether a folder holds evidence of the last hour, and of this phone. */
async function isRecent(folder: string, { files }: Capture, { io }: Pick<Session, 'io'>): Promise<boolean> {
  const saved = join(folder, CAPTURE)
  if (!existsSync(saved) || !existsSync(join(folder, REPORT))) return false
  const age = Date.parse(io.now()) - statSync(saved).mtimeMs
  if (!(age >= 0 && age <= HOUR)) return false
  const tells = files.filter(tellsPhone)
  const same = new Set<string>()
  try {
    for await (const dump of fromFiles([saved], io)) {
      const mine = tells.find(({ name }) => /[^/!]+$/.exec(dump.path)?.[0] === name)
      const parts: Uint8Array[] = []
      for await (const chunk of dump.chunks()) if (mine) parts.push(chunk)
      if (mine && dump.failure() === undefined && Buffer.concat(parts).equals(mine.bytes)) same.add(mine.name)
    }
  } catch (error) {
    // What cannot be read is no evidence.
    if (error instanceof AuditError) return false
    throw error
  }
  return tells.length > 1 && same.size === tells.length
}
