import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseV2 } from 'test-results-parser'

/** Counts and cases as an independent reader of test results sees them. */
export function readJunit(xml: string) {
  const folder = mkdtempSync(join(tmpdir(), 'daicha-junit-'))
  const file = join(folder, 'report.xml')
  writeFileSync(file, xml)
  const { result, errors } = parseV2({ type: 'junit', files: [file] })
  rmSync(folder, { recursive: true })
  return { result, errors }
}
