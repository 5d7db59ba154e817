import type { Report } from '../model/report/report.ts'
import { safeJson } from './escape.ts'

export const json = (report: Report) => `${safeJson(report)}\n`
