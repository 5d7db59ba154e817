import * as Exit from '../../model/exit.ts'
import type { Heading, InputRecord } from '../../model/ndjson.ts'
import type { Report } from '../../model/report.ts'

/** Whether a report says that all is well beside what it found: no run ends so, and somebody changed it. */
export function contradictsItself(
  { verdict, complete, findings = [], exit, run, heading }: Partial<Report> & Pick<InputRecord, 'heading'>,
  ofStream: Pick<Heading, 'run'> | undefined,
): boolean {
  const { exitZero } = (run ?? heading?.run ?? ofStream?.run)?.options ?? {}
  const counts = findings.some(({ severity }) => severity !== 'note')
  const fails = findings.some((finding) => finding.fails) && !exitZero
  return (verdict === 'clear' && (counts || !complete)) || (fails && exit?.code === Exit.clean)
}
