import { toMinute } from '../model/text/time.ts'

/** A time for people, to the minute: `2026-11-24 14:20`, with `UTC` or the offset where the time tells one. */
export function shownTime(time: string): string {
  const offset = /(Z|[+-]\d\d:\d\d)$/.exec(time)?.[1]
  return [toMinute(time), offset === 'Z' || offset === '+00:00' ? 'UTC' : offset].filter(Boolean).join(' ')
}
