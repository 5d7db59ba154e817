import * as z from 'zod'
import { Evidence } from './evidence.ts'
import { SCHEMA_VERSION } from './schema-version.ts'
import { matchKinds } from './signal.ts'
import { TIME } from './time.ts'
import {
  actionKinds,
  canAskAnswers,
  findingStatuses,
  languageTags,
  lenderClasses,
  lenderKinds,
  licences,
  presences,
  qualifiers,
  reasons,
  referenceKinds,
  runVerdicts,
  severities,
  userKinds,
  verdicts,
} from './vocabulary.ts'

/** A word of ours, in the language of the report. */
const text = z.string()
const time = z
  .string()
  .regex(TIME)
  .describe('RFC 3339; without an offset it is the local time of the phone, whose zone the dump does not tell')

/** Of a rule, a text or an entry. */
const id = z.string().regex(/^[\w.:-]+$/)
const day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
const country = id
  .nullable()
  .describe('Whose law and bodies these are, ISO 3166-1 alpha-2 in small letters; null: of none')
/** In hex; empty where nothing was read. */
const sha256 = z.string().regex(/^([0-9a-f]{64})?$/)

/** What an app holds in practice: `ux` shows `granted` as readable, a closed gate as blocked. */
export const Effective = z.enum(['readable', 'blocked', 'not_now', 'unknown'])
export type Effective = z.infer<typeof Effective>

export const LastAccess = z.strictObject({
  time: time.nullable(),
  ageMs: z.int().nonnegative().describe('Before the dump was made'),
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
  user: z.int().nonnegative(),
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

export const Step = z.strictObject({
  id,
  kind: z.enum(actionKinds),
  text,
  detail: text.nullable().describe('What is worth knowing about the step'),
  commands: z.array(z.array(z.string())),
  sources: z.array(id),
})
export type Step = z.infer<typeof Step>

const params = z.record(z.string(), z.union([z.string(), z.number()])).describe('What the words were filled in with')

export const Finding = z.strictObject({
  id,
  ruleId: id,
  severity: z.enum(severities),
  confidence: z.enum(lenderClasses),
  package: z.string(),
  label: z.string().nullable(),
  user: z.int().nonnegative(),
  permission: z.string().nullable(),
  message: z.strictObject({ lang: z.enum(languageTags), text }),
  meaning: z.array(text),
  country,
  facts: z.array(z.strictObject({ id, name: text, text })).describe('The evidence in words, a row each'),
  evidence: z.array(Evidence),
  routes: z.array(id).describe('Ids of the open roads'),
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

/** A check that the run made, said without naming an app. */
const ReportedCheck = z.strictObject({
  id,
  severity: z.enum(severities),
  lender: z.array(z.enum(lenderClasses)).describe('Which apps it looks at'),
  order: z.int().nullable().describe('Its place among the findings of an app, of which the first leads; null: last'),
  title: text,
  meaning: text,
  steps: z.array(text),
})
export type ReportedCheck = z.infer<typeof ReportedCheck>

export const Problem = z.strictObject({
  code: z.string().regex(/^E\d{3}$/),
  severity: z.enum(['error', 'warning']),
  path: z.string().nullable(),
  line: z.int().nullable(),
  message: text,
  remedy: z.array(text),
  params,
})
export type Problem = z.infer<typeof Problem>

/** First on every format for people: whom to call in danger, and when it gets too much. */
const Emergency = z
  .strictObject({
    country: z
      .strictObject({ id, name: text })
      .nullable()
      .describe(
        'The one asked for; else of the phone; else of its lenders, where they agree; null: there are no numbers',
      ),
    calls: z
      .array(
        z.strictObject({
          id: z.enum(['police', 'support']),
          text: text.describe('One row, with the number'),
          number: z.string().nullable().describe('As it stands in `text`, to dial; null: not known'),
        }),
      )
      .describe('Empty for apps before their release'),
    hint: text.nullable().describe('How to see the numbers of a country, where there is none'),
  })
  .describe('Whom to call in danger, and for support')

const NowStep = z.strictObject({
  id: id.describe('Of a step in `findings[].remediation`, or `complain` for all that complain'),
  kind: z.enum(actionKinds),
  text: text.describe('One row'),
})

/** What a statement rests on, with its kind: a law is not a store rule, and neither is an article. */
export const Reference = z.strictObject({
  id,
  kind: z.enum(referenceKinds),
  title: text,
  text: text.nullable(),
  checkedOn: day.describe('The day on which it was last compared with its source, or was published'),
  url: z.string().optional(),
})
export type Reference = z.infer<typeof Reference>

/** One run, as a document. Additive changes only within a major `schemaVersion`; readers must accept unknown values. */
export const Report = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  type: z.literal('report'),
  tool: z.strictObject({
    name: z.literal('daicha'),
    version: z.string(),
    rules: z.string(),
    ruleFiles: z
      .array(z.strictObject({ path: z.string(), sha256 }))
      .optional()
      .describe('Files of the user whose rules were added to the built-in ones; absent when there were none'),
  }),
  run: z.strictObject({
    id: z.string().regex(/^DC-\d{8}-[0-9A-F]{0,4}$/),
    startedAt: time,
    finishedAt: time,
    lang: z.enum(languageTags),
    policy: z.enum(['borrower', 'release']),
    regime: id,
    failOn: z.enum([...severities, 'any', 'never']),
    minSeverity: z.enum(severities),
    redaction: z.literal('default'),
    options: z.strictObject({
      user: z.string().regex(/^(all|\d+)$/),
      allApps: z.boolean(),
      app: z
        .string()
        .optional()
        .describe(
          'The only app in this report, an extract of a check of the whole phone: verdict, headline, findings and the numbers of lenders and findings are those of the app, the verdict never clear; exit, complete, sources and the numbers of packages those of the whole. Absent: no extract',
        ),
      exitZero: z.boolean(),
      allowPartial: z.boolean(),
      assumedLenders: z.array(z.string()).describe('Taken for lenders on request; `all` is every app'),
      skippedRules: z.array(id).describe('Rules left out on request; such a run is never clear'),
    }),
  }),
  exit: z.strictObject({ code: z.int(), reasons: z.array(z.string().regex(/^[a-z-]+$/)) }),
  verdict: z.enum(runVerdicts),
  complete: z.boolean(),
  headline: text,
  emergency: Emergency,
  doNow: z
    .array(NowStep)
    .max(5)
    .describe('What to do now, in order: evidence, settings, letter, complaint, people; from all open findings'),
  sources: z.array(
    z.strictObject({
      id,
      path: z.string(),
      kinds: z.array(z.string()),
      bytes: z.int().nonnegative(),
      sha256,
      encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'binary']),
      lineEnding: z.enum(['lf', 'crlf', 'mixed', 'none']),
      lines: z.int().nonnegative(),
      capturedAt: time.nullable(),
      complete: z.boolean(),
    }),
  ),
  device: z.strictObject({
    manufacturer: z.string().nullable(),
    model: z.string().nullable(),
    androidVersion: z.string().nullable(),
    sdk: z.int().nullable(),
    securityPatch: z.string().nullable(),
    rom: id,
  }),
  users: z.array(z.strictObject({ id: z.int().nonnegative(), kind: z.enum(userKinds) })),
  apps: z.array(ReportedApp),
  checks: z.array(ReportedCheck),
  findings: z.array(Finding),
  problems: z.array(Problem),
  guidance: z
    .strictObject({
      country: z
        .strictObject({ id, name: text })
        .nullable()
        .optional()
        .describe('Whose law and bodies are shown; null where none are, or those of several countries'),
      countries: z
        .array(z.strictObject({ id, name: text }))
        .optional()
        .describe('Whose law and bodies are shown, the country of the gravest finding first'),
      disclaimer: text.nullable().optional().describe('What the law shown is not, with the day when it was checked'),
      statements: z.array(
        z.strictObject({
          id,
          country,
          number: z.int().nullable().optional().describe('Printed in the article: 1 to 13'),
          text,
          corrections: z.array(z.strictObject({ id, text, sources: z.array(id) })),
        }),
      ),
      law: z.array(z.strictObject({ id, country, text, sources: z.array(id) })),
      references: z.array(Reference).describe('What the ids in `sources` stand for, and the store rules compared with'),
    })
    .describe('What the article says about these findings, in its order, with corrections; then the law by country'),
  limits: z.array(z.strictObject({ id, text })),
  omitted: z.strictObject({ otherApps: z.int().nonnegative(), deviceIds: z.boolean() }),
  stats: z.strictObject({
    packages: z.int().nonnegative().describe('Distinct package names'),
    packageHeaders: z.int().nonnegative(),
    packageRecords: z.int().nonnegative(),
    lenders: z.int().nonnegative(),
    access: z
      .strictObject({
        lendersThatRead: z.int().nonnegative(),
        suspectsThatRead: z.int().nonnegative(),
        lendersThatCannot: z.int().nonnegative(),
        unknown: z.int().nonnegative(),
      })
      .describe('The lenders, by what the worst of their users can do with contacts; together they are `lenders`'),
    bySeverity: z.record(z.enum(severities), z.int().nonnegative()).describe('All findings, ignored ones too'),
    suppressed: z.int().nonnegative().describe('Findings that the ignore file accepts'),
    unchanged: z.int().nonnegative().describe('Findings that the baseline knows'),
  }),
})
export type Report = z.infer<typeof Report>
