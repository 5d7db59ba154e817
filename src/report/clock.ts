import { toMinute } from '../model/text/time.ts'

/** What stands behind a time for people; both spellings are the same offset. */
export const zoneFor = (offset: string | undefined) => (offset === 'Z' || offset === '+00:00' ? 'UTC' : offset)

/** A time for people, to the minute: `2026-11-24 14:20`, with `UTC` or the offset where the time tells one. */
export const shownTime = (time: string): string =>
  [toMinute(time), zoneFor(/(Z|[+-]\d\d:\d\d)$/.exec(time)?.[1])].filter(Boolean).join(' ')
