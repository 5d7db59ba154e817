import { relative } from 'node:path'
import { type Audit, type Configured, findConfig, type Judgement, type PhoneAudit } from '../../internal.ts'
import type { GlobalOptions } from '../global.ts'
import { sayError } from '../output/problem.ts'
import type { To } from '../output/teller.ts'
import { judgementIn } from './config.ts'

/**
 * The audit under what a configuration asks for. One that was found and not named may come from whoever made the
 * folder: where it asks for a milder report, what it accepts is marked, and the run ends as if nothing was accepted.
 */
export function heeded(
  { audit }: PhoneAudit,
  asked: Judgement | undefined,
  wanted: Judgement,
): { audit: Audit; refused: boolean } {
  const plain = audit(wanted)
  if (asked === undefined) return { audit: plain, refused: false }
  const mild = audit(asked)
  if (!isMilder(mild, plain)) return { audit: mild, refused: false }
  const { verdict, exit, findings } = plain
  const heeding = audit({ ...asked, failOn: wanted.failOn, minSeverity: wanted.minSeverity })
  const decided = new Map(findings.map(({ fingerprint, status, fails }) => [fingerprint, { status, fails }]))
  const marked = heeding.findings.map((finding) => ({ ...finding, ...decided.get(finding.fingerprint) }))
  return { audit: { ...heeding, findings: marked, verdict, exit }, refused: true }
}

/** From bad to good. */
const VERDICTS: Audit['verdict'][] = ['act', 'check', 'incomplete', 'clear']

const isMilder = (a: Audit, b: Audit) =>
  VERDICTS.indexOf(a.verdict) > VERDICTS.indexOf(b.verdict) || (isFailing(b) && !isFailing(a))

const isFailing = ({ findings }: Audit) => findings.some(({ fails }) => fails)

/** Says, even to those who asked for quiet, what a configuration asked for in vain. */
export function noteRefused(typed: Pick<GlobalOptions, 'given'>, config: Configured, to: To): void {
  const { cwd } = to.io
  const list = Object.keys(judgementIn(typed, config)).join(', ')
  const params = { file: config.path, list, path: relative(cwd, findConfig(cwd) ?? config.path) }
  sayError({ code: 'E109', params, severity: 'warning' }, to)
}
