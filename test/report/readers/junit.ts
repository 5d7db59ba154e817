import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseV2 } from 'test-results-parser'
import { newFolder } from '../../folder.ts'

/** Counts and cases as an independent reader of test results sees them. */
export function readJunit(xml: string) {
  const file = join(newFolder(), 'report.xml')
  writeFileSync(file, xml)
  const { result, errors } = parseV2({ type: 'junit', files: [file] })
  return { result, errors }
}
