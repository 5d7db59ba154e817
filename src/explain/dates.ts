import { type Language, tagOf } from '../model/vocabulary.ts'

/** English as it is written in most of these countries: the day first, no comma before `and`. */
export const formatOf = (lang: Language) => (lang === 'en' ? 'en-GB' : tagOf(lang))

const ZONE = /(?:Z|([+-])(\d\d):(\d\d))$/

/**
 * `24 November 2026, 14:20`, as clocks showed it there. A time in UTC is told in the offset of `near`; where that is UTC too,
 * and nothing else is known, it says so.
 */
export function timeInWords(time: string, near: string, lang: Language): string {
  const isUtc = offsetOf(time) === 0 && ZONE.test(time)
  const offset = isUtc ? offsetOf(near) : 0
  const local = isUtc ? new Date(Date.parse(time) + offset * 60_000).toISOString() : time
  return `${dayInWords(local.slice(0, 10), lang)}${lang === 'zh' ? ' ' : ', '}${local.slice(11, 16)}${isUtc && offset === 0 ? ' UTC' : ''}`
}

/** `24 November 2026` of `2026-11-24`. */
export const dayInWords = (day: string, lang: Language) =>
  new Intl.DateTimeFormat(formatOf(lang), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))

/** Minutes east of Greenwich. */
function offsetOf(time: string): number {
  const [, sign, hours = '0', minutes = '0'] = ZONE.exec(time) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}
