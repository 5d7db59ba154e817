import * as z from 'zod'
import {
  actionKinds,
  languageTags,
  lenderClasses,
  policies,
  referenceKinds,
  runVerdicts,
  severities,
  userKinds,
} from '../vocabulary.ts'
import { Finding } from './finding.ts'
import { country, day, id, natural, params, sha256, text, time } from './report-fields.ts'
import { ReportedApp } from './reported-app.ts'
import { SCHEMA_VERSION } from './schema-version.ts'

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
      .strictObject({ id, name: text, ofLenders: z.boolean().optional().describe('True: only lenders speak for it') })
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
    policy: z.enum(policies),
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
    .max(6)
    .describe('What to do now, in order: evidence, settings, letter, complaint, people; from all open findings'),
  sources: z.array(
    z.strictObject({
      id,
      path: z.string(),
      kinds: z.array(z.string()),
      bytes: natural,
      sha256,
      encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'binary']),
      lineEnding: z.enum(['lf', 'crlf', 'mixed', 'none']),
      lines: natural,
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
  users: z.array(z.strictObject({ id: natural, kind: z.enum(userKinds) })),
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
  omitted: z.strictObject({ otherApps: natural, deviceIds: z.boolean() }),
  stats: z.strictObject({
    packages: natural.describe('Distinct package names'),
    packageHeaders: natural,
    packageRecords: natural,
    lenders: natural,
    access: z
      .strictObject({
        lendersThatRead: natural,
        suspectsThatRead: natural,
        lendersThatCannot: natural,
        unknown: natural,
      })
      .describe('The lenders, by what the worst of their users can do with contacts; together they are `lenders`'),
    bySeverity: z.record(z.enum(severities), natural).describe('All findings, ignored ones too'),
    suppressed: natural.describe('Findings that the ignore file accepts'),
    unchanged: natural.describe('Findings that the baseline knows'),
  }),
})
export type Report = z.infer<typeof Report>
