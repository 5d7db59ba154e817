import type { Report } from '../../model/report/report.ts'
import type { Style } from '../style.ts'
import { shortText } from './short-text.ts'

/** The answer on one screen, or all of it: on request, and where every app is to be listed. */
export const text = async (report: Report, style: Style): Promise<string> =>
  style.full || report.run.options.allApps
    ? (await import('./full-text.ts')).fullText(report, style)
    : shortText(report, style)
