import type { Report } from './report.ts'

type Dated = Pick<Report, 'sources'> & { problems: Pick<Report['problems'][number], 'code'>[] }

/**
 * When the phone was as a report says: by its newest export. Undefined where none tells its time, or nobody knows which
 * of several is the newest (E330).
 */
export const exportedAt = ({ sources, problems }: Dated): string | undefined =>
  problems.some(({ code }) => code === 'E330')
    ? undefined
    : sources
        .flatMap(({ capturedAt }) => capturedAt ?? [])
        .sort()
        .at(-1)
