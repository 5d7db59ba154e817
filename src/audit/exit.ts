import type { Report } from '../model/report.ts'
import type { AuditOptions } from './options.ts'

/** What decides how a run ends. */
export interface Outcome {
  /** One of the findings fails the run. */
  failing: boolean
  audited: boolean
  complete: boolean
  /** Rules were left out on request. */
  narrowed: boolean
  /** An ignore entry matches nothing, and that was to be an error. */
  unmatched?: boolean
  /** The tool itself failed on an input. */
  broken?: boolean
}

type Flags = Pick<AuditOptions, 'failOn' | 'exitZero' | 'allowPartial'>

/**
 * The exit code of a run, from the report alone. A failing finding is never hidden by a broken neighbour, and a broken
 * input never by an otherwise clean run.
 */
export function exitOf(
  { failing, audited, complete, narrowed, unmatched = false, broken = false }: Outcome,
  { failOn, exitZero, allowPartial }: Flags,
): Report['exit'] {
  const reasons = [
    ...(unmatched ? ['ignore-unmatched'] : []),
    ...(broken ? ['bug'] : []),
    ...(failing ? [`finding-at-or-above-${failOn}`] : []),
    ...(audited ? [] : ['nothing-audited']),
    ...(complete ? [] : ['incomplete']),
    ...(narrowed ? ['rules-skipped'] : []),
  ]
  if (unmatched) return { code: 2, reasons }
  if (broken) return { code: 70, reasons }
  if (failing && !exitZero) return { code: 1, reasons }
  if (!audited) return { code: 3, reasons }
  return { code: complete || allowPartial ? 0 : 5, reasons }
}
