import { type Line, standsAt } from './line.ts'
import type { PermissionLine } from './package-section.ts'

const PREFIX = 'android.permission.'
const PREFIX_BYTES = Buffer.from(PREFIX)
const COLON = 0x3a
const SPACE = 0x20

/** Length, first and last character of a name: tells most lines that do not matter without decoding them. */
const shape = (length: number, first = 0, last = 0) => (length << 16) | (first << 8) | last
const shapesOf = (names: ReadonlySet<string>) =>
  new Set([...names].map((name) => shape(name.length, name.charCodeAt(0), name.charCodeAt(name.length - 1))))

/**
 * Makes the function that tells the full name of the permission in a line, where it is one of interest.
 *
 * @param names without `android.permission.`
 */
export function permissionNames(names: ReadonlySet<string>): (line: Line, indent: number) => string | undefined {
  const mayMatter = shapesOf(names)
  return (line, indent) => {
    if (!standsAt(line, indent, PREFIX_BYTES)) return undefined
    const { bytes, start, end } = line
    const from = start + indent + PREFIX.length
    let to = from
    while (to < end && bytes[to] !== COLON && bytes[to] !== SPACE) to++
    if (!mayMatter.has(shape(to - from, bytes[from], bytes[to - 1]))) return undefined
    const name = bytes.toString('latin1', from, to)
    return names.has(name) ? PREFIX + name : undefined
  }
}

/** `: granted=true, flags=[ USER_SET|REVIEW_REQUIRED], userId=10`; undefined where it says neither true nor false. */
export function stateIn(text: string): Pick<PermissionLine, 'granted' | 'flags' | 'userId'> | undefined {
  const [, granted] = /: granted=(true|false)(?:,|$)/.exec(text) ?? []
  if (granted === undefined) return undefined
  const flags = flagsIn(text)
  const [, override] = /, userId=(\d+)/.exec(text) ?? []
  return {
    granted: granted === 'true',
    flags,
    ...(override !== undefined && { userId: Number(override) }),
  }
}

function flagsIn(text: string): string[] {
  const from = text.indexOf(', flags=[')
  const to = from === -1 ? -1 : text.indexOf(']', from)
  return to === -1
    ? []
    : text
        .slice(from + 9, to)
        .split(/[ |]/)
        .filter(Boolean)
}
