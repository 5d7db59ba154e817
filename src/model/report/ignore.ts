import * as z from 'zod'
import { APP_PACKAGE } from '../phone/package-name.ts'
import { day } from '../rules/rule-fields.ts'
import { severities } from '../vocabulary.ts'

/** A finding that somebody has looked at and accepted, for a reason and for a time. */
export const Ignore = z.strictObject({
  rule: z.string().describe('Id of one rule; there is no wildcard over rules'),
  package: z
    .string()
    .regex(new RegExp(String.raw`^${APP_PACKAGE}(\.\*)?$`))
    .describe('A package name; `com.example.*` is every package below that name'),
  permission: z.string().optional().describe('Full name of the permission that the finding is about; any, if absent'),
  reason: z.string().min(10).describe('Why it is accepted, for whoever reads the report'),
  by: z.string().min(1).optional().describe('Who accepted it'),
  expires: day.describe('Last day on which it holds, at most 366 days ahead'),
})
export type Ignore = z.infer<typeof Ignore>

/** What `--ignore-file` reads; comments are allowed in it. */
export const IgnoreFile = z.strictObject({ $schema: z.string().optional(), ignore: z.array(Ignore) })

/** A finding as it was. What older files do not hold of it is not compared. */
export const KnownFinding = z.strictObject({
  fingerprint: z.string(),
  severity: z.enum(severities).optional(),
  open: z.array(z.string()).optional().describe('The open routes, and what is held of that `run.regime` forbids'),
})
export type KnownFinding = z.infer<typeof KnownFinding>

/** What `--write-baseline` writes: the findings of today, so that later runs tell what is new. */
export const Baseline = z.strictObject({
  type: z.literal('baseline'),
  findings: z.array(
    z.strictObject({
      input: z.string().nullable().describe('Line of the list of inputs; null where one phone was audited'),
      ...KnownFinding.shape,
    }),
  ),
})
export type Baseline = z.infer<typeof Baseline>
