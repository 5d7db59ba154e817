import * as z from 'zod'
import { failLevels, languageTags, policies, severities } from '../vocabulary.ts'
import { packageName } from './rule-fields.ts'

/**
 * `daicha.config.json`: data, never code. It cannot name a program, answer a question, or write over anything but
 * earlier results below its folder. A flag on the command line wins over it.
 */
export const Config = z.strictObject({
  $schema: z.string().optional(),
  lang: z.enum([...languageTags, 'auto']).optional(),
  failOn: z.enum(failLevels).optional(),
  minSeverity: z.enum(severities).optional(),
  policy: z.enum(policies).optional(),
  regime: z.string().optional(),
  assumeLender: z.union([z.literal('all'), z.array(packageName)]).optional(),
  ignoreFile: z.string().optional().describe('Path from the folder of this file'),
  strictIgnores: z.boolean().optional(),
  baseline: z.string().optional().describe('Path from the folder of this file'),
  formats: z
    .record(z.string(), z.string())
    .optional()
    .describe('Format and the file to write it to, below the folder of this file'),
})
export type Config = z.infer<typeof Config>
