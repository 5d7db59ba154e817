import type { DumpCommand } from '../../model/phone/phone-command.ts'
import { asciiDigits } from '../digits.ts'
import { textOf } from '../lines/line.ts'
import type { SectionKind } from './kind.ts'

/** The time of a phone, as its owner sees it: `2026-11-24 14:20:05`, and its offset: `+08:00`. */
export interface Clock {
  local: string
  offset?: string
}

export const askClock: DumpCommand = {
  words: ['date', '+%Y%m%dT%H%M%S%z'],
  file: () => 'clock.txt',
  timeoutMs: 10_000,
  step: 'phone',
  per: 'phone',
}

/** Reads the clock of the phone: `20261124T142005+0800`. */
export const date: SectionKind<Clock> = {
  kind: 'date',
  asks: [askClock],
  printedBy: ([program]) => program === 'date',
  parser: (_, found) => ({
    line(line) {
      const [, y, mo, d, h, mi, s, hours, minutes] =
        /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(?:([+-]\d\d)(\d\d)$)?/.exec(asciiDigits(textOf(line))) ?? []
      if (y === undefined) return
      found({
        local: `${y}-${mo}-${d} ${h}:${mi}:${s}`,
        ...(hours !== undefined && { offset: `${hours}:${minutes}` }),
      })
    },
  }),
}
