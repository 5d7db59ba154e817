import type { Report } from './report.ts'

type Dated = Pick<Report, 'sources'> & { problems: Pick<Report['problems'][number], 'code'>[] }

/** Said where the clock of the phone was far off, or nobody knows which of several exports is the newest. */
const UNDATED = ['E219', 'E330']

/** When the phone was as a report says, by its newest export; undefined where none tells a time that holds. */
export const exportedAt = ({ sources, problems }: Dated): string | undefined =>
  problems.some(({ code }) => UNDATED.includes(code))
    ? undefined
    : sources
        .flatMap(({ capturedAt }) => capturedAt ?? [])
        .sort()
        .at(-1)
