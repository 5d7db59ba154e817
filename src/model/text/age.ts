import type { Say } from '../words.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `3 d 4 h`, `12 min`: the two largest units that matter. */
export function ageInWords(ageMs: number, say: Say): string {
  const days = Math.floor(ageMs / DAY)
  const hours = Math.floor((ageMs % DAY) / HOUR)
  const minutes = Math.floor((ageMs % HOUR) / MINUTE)
  if (days > 0)
    return [say('age.days', { n: days }), ...(hours > 0 && days < 7 ? [say('age.hours', { n: hours })] : [])].join(' ')
  if (hours > 0)
    return [say('age.hours', { n: hours }), ...(minutes > 0 ? [say('age.minutes', { n: minutes })] : [])].join(' ')
  return minutes > 0 ? say('age.minutes', { n: minutes }) : say('age.moment')
}
