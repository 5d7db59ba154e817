import * as z from 'zod'
import { Evidence } from '../evidence.ts'
import { actionKinds, findingStatuses, languageTags, lenderClasses, referenceKinds, severities } from '../vocabulary.ts'
import { country, day, id, natural, params, text } from './report-fields.ts'

export const Step = z.strictObject({
  id,
  kind: z.enum(actionKinds),
  text,
  detail: text.nullable().describe('What is worth knowing about the step'),
  commands: z.array(z.array(z.string())),
  sources: z.array(id),
})
export type Step = z.infer<typeof Step>

export const Finding = z.strictObject({
  id,
  ruleId: id,
  severity: z.enum(severities),
  confidence: z.enum(lenderClasses),
  package: z.string(),
  label: z.string().nullable(),
  user: natural,
  permission: z.string().nullable(),
  message: z.strictObject({ lang: z.enum(languageTags), text }),
  meaning: z.array(text),
  country,
  facts: z.array(z.strictObject({ id, name: text, text })).describe('The evidence in words, a row each'),
  evidence: z.array(Evidence),
  routes: z.array(id).describe('Ids of the open routes'),
  held: z
    .array(z.string())
    .describe('Permissions that it holds and `run.regime` forbids, where the finding is about that'),
  remediation: z.array(Step),
  notes: z.array(z.strictObject({ id, params, text })).describe('Qualifiers, and `expired` ignore entries'),
  explain: z.array(id).describe('Topics for `daicha explain`'),
  sources: z.array(z.strictObject({ id, kind: z.enum(referenceKinds), title: text, text: text.nullable() })),
  limits: z.array(id),
  fingerprint: z.string().describe('rule:package:user: no line, path or time, so that it survives a new dump'),
  suppressed: z
    .strictObject({ reason: z.string(), expires: day, by: z.string().nullable() })
    .nullable()
    .describe('Why and until when somebody accepts it; it does not fail the run'),
  baseline: z
    .enum(['new', 'unchanged'])
    .nullable()
    .describe('Whether the baseline knows it; null without a baseline. What is unchanged does not fail the run'),
  status: z.enum(findingStatuses).describe('`accepted` by the ignore file, `known` from the baseline, or `open`'),
  fails: z.boolean().describe('Whether it fails the run: it is open, and as bad as `run.failOn` says'),
})
export type Finding = z.infer<typeof Finding>

/** What a baseline looks at of a finding. */
export type Knowable = Pick<Finding, 'fingerprint' | 'severity' | 'routes' | 'held'>
