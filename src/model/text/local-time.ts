const MINUTE = 60_000

/** RFC 3339 in the zone of this computer: `2026-11-25T06:40:12.345+08:00`. */
export function localTime(at: Date): string {
  const east = -at.getTimezoneOffset()
  const there = new Date(at.getTime() + east * MINUTE).toISOString().slice(0, -1)
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
  return `${there}${east < 0 ? '-' : '+'}${two(Math.abs(east) / 60)}:${two(Math.abs(east) % 60)}`
}
