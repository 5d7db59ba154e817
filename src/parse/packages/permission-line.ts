import { ofText } from '#platform/bytes.ts'
import { COLON, SPACE } from '../lines/ascii.ts'
import { type Line, standsAt } from '../lines/line.ts'
import { nameReader } from '../lines/names.ts'
import type { PermissionLine } from './package-section.ts'

const PREFIX = 'android.permission.'
const PREFIX_BYTES = ofText(PREFIX)

/**
 * Makes the function that tells the name of the permission in a line, where it is one of interest.
 *
 * @param names whole; of the platform
 */
export function permissionNames(names: ReadonlySet<string>): (line: Line, indent: number) => string | undefined {
  const nameAt = nameReader(new Set([...names].flatMap((name) => name.split(PREFIX)[1] ?? [])))
  return (line, indent) => {
    if (!standsAt(line, indent, PREFIX_BYTES)) return undefined
    const { bytes, start, end } = line
    const from = start + indent + PREFIX.length
    let to = from
    while (to < end && bytes[to] !== COLON && bytes[to] !== SPACE) to++
    const name = nameAt(bytes, from, to)
    return name === undefined ? undefined : PREFIX + name
  }
}

/** `: granted=true, flags=[ USER_SET|REVIEW_REQUIRED], userId=10`; undefined where it says neither true nor false. */
export function stateIn(text: string): Pick<PermissionLine, 'granted' | 'flags' | 'userId'> | undefined {
  const [, granted] = /: granted=(true|false)(?:,|$)/.exec(text) ?? []
  if (granted === undefined) return undefined
  const flags = flagsIn(text)
  const [, override] = /, userId=(\d+)/.exec(text) ?? []
  return { granted: granted === 'true', flags, ...(override !== undefined && { userId: Number(override) }) }
}

const FLAGS = ', flags=['

/** Whether a line breaks off in its flags: one of those behind may close the grant. */
export const isCutOff = (text: string) => text.includes(FLAGS) && !text.includes(']')

function flagsIn(text: string): string[] {
  const [, list = ''] = text.split(FLAGS, 2)
  const last = Math.max(0, list.lastIndexOf('|'), list.lastIndexOf(' '))
  const end = list.indexOf(']')
  return list
    .slice(0, end === -1 ? last : end)
    .split(/[ |]/)
    .filter(Boolean)
}
