import * as z from 'zod'
import { APP_PACKAGE } from '../phone/package-name.ts'

/** Fields that rules of several kinds have. */
export const id = z.string().regex(/^[\w.-]+$/)
export const packageName = z
  .string()
  .regex(new RegExp(`^${APP_PACKAGE}$`))
  .describe('Exact, such as com.example.app')
export const day = z.iso.date()
export const checkedOn = day.describe(
  'When it was last compared with its source; after a year people are told to check again',
)
