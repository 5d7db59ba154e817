import { type Bytes, u8, u32 } from './chunk.ts'
import type { StringPool } from './string-pool.ts'

/** A resource that another resource, or an attribute of the manifest, points to. */
export interface Reference {
  resource: number
}
export type Value = string | number | boolean | Reference

const REFERENCE = 0x01
const STRING = 0x03
const DYNAMIC_REFERENCE = 0x07
const FIRST_INT = 0x10
const BOOLEAN = 0x12
const LAST_INT = 0x1f

export const isReference = (value: Value | undefined): value is Reference => typeof value === 'object'

/** What a type and its data mean; undefined for dimensions, colours of themes and other things without use here. */
export function typedValue(type: number, data: number, strings: StringPool): Value | undefined {
  if (type === STRING) return strings(data)
  if (type === REFERENCE || type === DYNAMIC_REFERENCE) return { resource: data }
  if (type === BOOLEAN) return data !== 0
  return type >= FIRST_INT && type <= LAST_INT ? data | 0 : undefined
}

/** The `Res_value` at a place: size, a zero, type, data. @throws UnreadableError */
export const valueAt = (bytes: Bytes, at: number, strings: StringPool) =>
  typedValue(u8(bytes, at + 3), u32(bytes, at + 4), strings)
