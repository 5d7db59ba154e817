import * as z from 'zod'
import { Evidence } from '../evidence.ts'
import { matchKinds } from '../rules/signal.ts'
import {
  canAskAnswers,
  lenderClasses,
  lenderKinds,
  licences,
  presences,
  qualifiers,
  reasons,
  severities,
  verdicts,
} from '../vocabulary.ts'
import { id, natural, text, time } from './report-fields.ts'

/** What an app holds in practice: `ux` shows `granted` as readable, a closed gate as blocked. */
export const Effective = z.enum(['readable', 'blocked', 'not_now', 'unknown'])
export type Effective = z.infer<typeof Effective>

export const LastAccess = z.strictObject({
  time: time.nullable(),
  ageMs: natural.describe('Before the dump was made'),
  state: z.string().nullable().describe('AOSP process state: pers, top, fgsvc, fg, bg, cch'),
  foreground: z.boolean().nullable(),
  indirect: z.boolean().describe('Named by another, untrusted app: it accuses nobody'),
  clockInconsistent: z.boolean(),
})
export type LastAccess = z.infer<typeof LastAccess>

const Contacts = z.strictObject({
  verdict: z.enum(verdicts),
  reason: z.enum(reasons),
  qualifiers: z.array(z.enum(qualifiers)),
  canAsk: z.enum(canAskAnswers),
  effective: Effective,
  confidence: z.enum(['high', 'medium', 'low']),
  scope: z.enum(['package', 'shared-uid']),
  flags: z.array(z.string()),
  appOp: z.string().nullable(),
  lastAccess: LastAccess.nullable(),
  lastReject: LastAccess.nullable(),
  grantedBetween: z
    .tuple([time.nullable(), time.nullable()])
    .nullable()
    .describe('Android does not keep when a permission was granted: not before the first, held at the second'),
  evidence: z.array(Evidence),
})
const ReportedLender = z.strictObject({
  class: z.enum(lenderClasses),
  kind: z.enum(lenderKinds).nullable(),
  region: z
    .string()
    .optional()
    .describe(
      'Where the catalogue says that it lends: ISO country code, or LATAM, EU, GCC, AF, INTL; absent: not known',
    ),
  licence: z
    .enum(licences)
    .exclude(['unknown'])
    .optional()
    .describe(
      'The kind of licence that a source of the catalogue names; approved: a list says that the regulator approved it; facilitator: leads to lenders; absent: not known, which does not mean that there is none',
    ),
  rung: z.string().nullable().describe('The rung of the ladder that it stands on; null: the catalogue alone decides'),
  basis: z
    .array(
      z.strictObject({
        id,
        text,
        at: z.string().nullable().describe('File and line of the rule'),
        kind: z.enum(matchKinds).nullable().describe('Null for an entry of the catalogue'),
        match: z
          .string()
          .nullable()
          .describe('What of the app showed it; of a rung, how many of the known apps on it lend: 304/306'),
      }),
    )
    .describe('Why it is called a lender, sign by sign'),
  features: z.array(text).optional().describe('Loan features inside of an app that is no lender, each with who lends'),
})
export const ReportedApp = z.strictObject({
  package: z.string(),
  label: z.string().nullable(),
  labels: z
    .record(z.string(), z.string())
    .optional()
    .describe('What it calls itself by language, `default` for all others; absent where that is the same in all'),
  user: natural,
  uid: z.int().nullable(),
  presence: z.enum(presences),
  system: z.boolean(),
  versionName: z.string().nullable(),
  versionCode: z.string().nullable(),
  targetSdk: z.int().nullable(),
  firstInstall: time.nullable(),
  lastUpdate: time.nullable(),
  installer: z.string().nullable(),
  contacts: Contacts,
  lender: ReportedLender,
  routes: z.array(
    z.strictObject({
      id,
      kind: z.string().regex(/^[a-z_]+$/),
      severity: z.enum(severities),
      direct: z.boolean().describe('Shows whom a person is in touch with, as contacts do'),
      name: text,
      line: text,
      evidence: Evidence,
    }),
  ),
})
export type ReportedApp = z.infer<typeof ReportedApp>
