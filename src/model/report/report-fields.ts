import * as z from 'zod'
import { TIME } from '../text/time.ts'

/** A word of ours, in the language of the report. */
export const text = z.string()
export const time = z
  .string()
  .regex(TIME)
  .describe('RFC 3339; without an offset it is the local time of the phone, whose zone the dump does not tell')

/** Of a rule, a text or an entry. */
export const id = z.string().regex(/^[\w.:-]+$/)
export const day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
export const country = id
  .nullable()
  .describe('Whose law and bodies these are, ISO 3166-1 alpha-2 in small letters; null: of none')
/** In hex; empty where nothing was read. */
export const sha256 = z.string().regex(/^([0-9a-f]{64})?$/)

export const natural = z.int().nonnegative()
export const params = z
  .record(z.string(), z.union([z.string(), z.number()]))
  .describe('What the words were filled in with')
