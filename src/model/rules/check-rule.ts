import * as z from 'zod'
import { specialAccessKinds } from '../phone/special-access.ts'
import { contactStates, lenderClasses, policies, reasons, severities } from '../vocabulary.ts'
import { checkedOn, id } from './rule-fields.ts'
import { Text } from './text.ts'

const country = z
  .string()
  .regex(/^[a-z]{2}$/)
  .describe('ISO 3166-1 alpha-2, in small letters')

/** What must not be so. `release` is the severity under the policy of an app under test. */
export const CheckRule = z
  .strictObject({
    id,
    title: Text.describe('The bad news in one sentence, for one app'),
    meaning: Text.describe('What this means for the person, in plain words'),
    instead: z
      .array(z.strictObject({ reasons: z.array(z.enum(reasons)).min(1), meaning: Text }))
      .default([])
      .describe('Another meaning, by how the permission is held'),
    severity: z.enum(severities),
    raised: z
      .enum(severities)
      .optional()
      .describe('Severity with a recorded read, a role, or a source that reports the app'),
    lender: z.array(z.enum(lenderClasses)).min(1),
    on: z.enum(['verdict', 'routes', 'regime']).default('verdict').describe('What it looks at'),
    when: z.array(z.enum(contactStates)).default([]).describe('What of an app it objects to'),
    recorded: z.literal(true).optional().describe('Only of an app that Android recorded a read of contacts by'),
    policy: z.enum(policies).optional().describe('Only under this policy; absent: under both'),
    guidance: z.array(z.string()).describe('Ids of article statements, in the order shown'),
    law: z.array(z.string()).default([]).describe('Keys of law sentences'),
    actions: z.array(z.string()).min(1).describe('Ids of actions, in the order to take them'),
    order: z
      .int()
      .optional()
      .describe('Place among the findings of an app, which the first leads, and among headlines; last if absent'),
    verdict: z
      .enum(['act', 'check'])
      .optional()
      .describe('What an open finding makes of a run; absent: check, or nothing where it is only a note'),
    headline: z
      .strictObject({ one: Text, other: Text })
      .optional()
      .describe(
        'First sentence of a report that it leads, for one app and for {n}; checks that say the same count together',
      ),
    status: z.enum(['active', 'retired']).default('active'),
    examples: z.strictObject({
      match: z.array(z.record(z.string(), z.unknown())).min(1),
      miss: z.array(z.record(z.string(), z.unknown())).min(1),
    }),
  })
  .refine(({ verdict, headline }) => verdict !== 'act' || headline !== undefined, 'what makes a run act has a headline')
export type CheckRule = z.infer<typeof CheckRule>

/** Another route to the same people: any one of its permissions or app ops opens it. */
export const RouteRule = z.strictObject({
  id: z.string().regex(/^R\d+$/),
  kind: z.string().regex(/^[a-z_]+$/),
  permissions: z.array(z.string()).default([]).describe('Full permission names, each gated like READ_CONTACTS'),
  appOps: z.array(z.string()).default([]).describe('App ops that open the route when their mode is allow'),
  access: z.array(z.enum(specialAccessKinds)).default([]).describe('Special access that opens the route'),
  minSdk: z.int().optional(),
  maxSdk: z.int().optional(),
  maxTargetSdk: z
    .int()
    .optional()
    .describe('Closed to an app that is built for a later Android, on a phone that has a later one'),
  severity: z.enum(severities),
  name: Text.describe('Two or three words'),
  line: Text.describe('What it shows'),
  direct: z
    .boolean()
    .default(false)
    .describe('Shows whom a person is in touch with, as contacts do: it makes a headline, and stands in the letter'),
})
export type RouteRule = z.infer<typeof RouteRule>

/** What a store or a regulator forbids a loan app to hold: a reference, never said to be the law that applies. */
export const RegimeRule = z.strictObject({
  id,
  name: Text,
  country: country.optional().describe('Where it binds; absent for a store'),
  kind: z.enum(['store-rule', 'law', 'regulatory-document']),
  permissions: z.array(z.string()).min(1),
  source: z.string(),
  checkedOn,
  text: Text,
})
export type RegimeRule = z.infer<typeof RegimeRule>
