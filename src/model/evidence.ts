import * as z from 'zod'

/** Where a statement about the device was read, so that a person can open the dump and see it. */
export const Evidence = z.strictObject({
  path: z.string().describe('File, or archive!entry, as the report names it'),
  line: z.int().positive().describe('1-based, counted in line feeds of the original file'),
  column: z.int().positive().describe('1-based, UTF-16 code units'),
  endColumn: z.int().positive().describe('Exclusive'),
  byteOffset: z.int().nonnegative().describe('Into the original bytes of the file or archive entry'),
  byteLength: z.int().nonnegative(),
  text: z.string(),
})
export type Evidence = z.infer<typeof Evidence>
