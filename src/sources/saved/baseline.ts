import type { Baseline } from '../../model/report/ignore.ts'
import type { Place } from '../output.ts'
import { readJsonc } from './jsonc.ts'

/** Findings that are known, by input; the input is null where one phone was audited. @throws AuditError E103 */
export async function loadBaseline(place: Place): Promise<Baseline['findings']> {
  const { Baseline } = await import('../../model/report/ignore.ts')
  const keys = ['type', 'findings', 'input', 'fingerprint', 'severity', 'open']
  const { value } = await readJsonc(place, Baseline, keys)
  return value.findings
}

/** The text of a baseline file: sorted, so that a difference of two shows what changed. */
export function baselineText(findings: Baseline['findings']): string {
  const lines = findings.map((finding) => `    ${JSON.stringify(finding)}`).sort()
  return `{\n  "type": "baseline",\n  "findings": [\n${[...new Set(lines)].join(',\n')}\n  ]\n}\n`
}
