import { zoneFor } from './clock.ts'

/** A hash to be read aloud and copied: four lines of four groups. */
export const grouped = (hash: string): string[] =>
  (hash.match(/.{16}/g) ?? []).map((line) => line.replace(/.{4}(?!$)/g, '$& '))

/** `2026-11-24 14:20:03 +08:00` */
export const readable = (time: string) =>
  time.replace(/^(\S{10})T(\S{8})(?:\.\d+)?(.*)$/, (_, day, clock, zone) => `${day} ${clock} ${zoneFor(zone)}`)
