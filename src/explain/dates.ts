import { factsOf, type Language } from '../model/vocabulary.ts'

const ZONE = /(?:Z|([+-])(\d\d):(\d\d))$/

/**
 * `24 November 2026, 14:20`, as clocks showed it there. A time in UTC is told in the offset of `near`; where that is
 * UTC too, and nothing else is known, it says so.
 */
export function timeInWords(time: string, near: string, lang: Language): string {
  const isUtc = offsetOf(time) === 0 && ZONE.test(time)
  const offset = isUtc ? offsetOf(near) : 0
  const local = isUtc ? new Date(Date.parse(time) + offset * 60_000).toISOString() : time
  return `${dayInWords(local.slice(0, 10), lang)}${factsOf(lang).beforeTime}${local.slice(11, 16)}${isUtc && offset === 0 ? ' UTC' : ''}`
}

/** `24 November 2026` of `2026-11-24`. */
export const dayInWords = (day: string, lang: Language) =>
  new Intl.DateTimeFormat(factsOf(lang).formats, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )

/** Minutes east of Greenwich. */
function offsetOf(time: string): number {
  const [, sign, hours = '0', minutes = '0'] = ZONE.exec(time) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}
