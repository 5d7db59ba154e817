/** A hash to be read aloud and copied: four lines of four groups. */
export function grouped(hash: string): string {
  const groups = hash.match(/.{4}/g) ?? []
  return [0, 4, 8, 12].map((at) => `  ${groups.slice(at, at + 4).join(' ')}\n`).join('')
}

/** `2026-11-24 14:20:03 +08:00` */
export const readable = (time: string) =>
  time.replace(
    /^(\S{10})T(\S{8})(?:\.\d+)?(.*)$/,
    (_, day, clock, zone) => `${day} ${clock} ${zone === 'Z' ? 'UTC' : zone}`,
  )
