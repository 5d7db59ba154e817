import { relative } from 'node:path'
import {
  type Configured,
  explainProblem,
  findConfig,
  type Judgement,
  type Language,
  type Report,
  type Speaker,
} from '../../index.ts'
import type { Io } from '../io.ts'
import { problemText } from '../output/problem.ts'
import type { AuditCommand } from './audit-command.ts'
import { judgementIn } from './config.ts'

type ReportIn = (lang: Language, others?: Judgement) => Report

/**
 * The report under what a configuration asks for. One that was found and not named may come from whoever made the
 * folder: where it asks for a milder report, what it accepts is marked, and the run ends as if nothing was accepted.
 */
export function heeded(
  reportIn: ReportIn,
  asked: Judgement | undefined,
  { failOn, minSeverity }: Pick<Judgement, 'failOn' | 'minSeverity'>,
  lang: Language,
) {
  if (asked === undefined) return { reportIn, refused: false }
  if (!isMilder(reportIn(lang, asked), reportIn(lang)))
    return { reportIn: (each: Language) => reportIn(each, asked), refused: false }
  const marked = (each: Language): Report => {
    const { verdict, headline, exit, findings } = reportIn(each)
    const heeding = reportIn(each, { ...asked, failOn, minSeverity })
    const decided = new Map(findings.map(({ fingerprint, status, fails }) => [fingerprint, { status, fails }]))
    return {
      ...heeding,
      findings: heeding.findings.map((finding) => ({ ...finding, ...decided.get(finding.fingerprint) })),
      verdict,
      headline,
      exit,
    }
  }
  return { reportIn: marked, refused: true }
}

/** From bad to good. */
const VERDICTS: Report['verdict'][] = ['act', 'check', 'incomplete', 'clear']

const isMilder = (a: Report, b: Report) =>
  VERDICTS.indexOf(a.verdict) > VERDICTS.indexOf(b.verdict) || (isFailing(b) && !isFailing(a))

const isFailing = ({ findings }: Report) => findings.some(({ fails }) => fails)

/** Says, even to those who asked for quiet, what a configuration asked for in vain. */
export async function noteRefused(
  typed: AuditCommand,
  config: Configured,
  words: Speaker,
  { stderr, cwd }: Pick<Io, 'stderr' | 'cwd'>,
): Promise<void> {
  const list = Object.keys(judgementIn(typed, config)).join(', ')
  const params = { file: config.path, list, path: relative(cwd, findConfig(cwd) ?? config.path) }
  stderr.write(await problemText(explainProblem('E109', words, { params, severity: 'warning' }), words))
}
