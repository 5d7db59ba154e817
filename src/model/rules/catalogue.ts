import * as z from 'zod'
import { lenderKinds, licences, standings } from '../vocabulary.ts'
import { day, id, packageName } from './rule-fields.ts'
import { Text } from './text.ts'

const sourceId = z.string().describe('Id in rules/lenders/sources.yaml')

/** A loan or pay-later feature inside an app that is not a lender. */
const LoanFeature = z.strictObject({
  ...Text.shape,
  operator: z.string().optional().describe('Who lends; absent where no source names the lender'),
  source: sourceId.optional().describe('Who says so, if not the source of the entry'),
})
export type LoanFeature = z.infer<typeof LoanFeature>

/** Who is a lender: one entry an app, the packages exact. */
export const LenderRule = z.strictObject({
  id,
  packages: z.array(packageName).min(1),
  label: z.string().optional().describe('The name that the app shows, as its source writes it'),
  brands: z.array(z.string()).min(1).optional().describe('Other names that its sources give it: brands, former names'),
  operator: z.string().optional(),
  region: z
    .string()
    .regex(/^([A-Za-z]{2}|LATAM|GCC|INTL)$/)
    .describe('ISO country code, or LATAM, EU, GCC, AF, INTL'),
  kind: z.enum(lenderKinds),
  licence: z
    .enum(licences)
    .optional()
    .describe(
      'The kind of licence that a source names; approved: a list says that the regulator approved it; facilitator: leads to lenders; unknown, as if absent: no source says',
    ),
  confidence: z.enum(['high', 'medium', 'low']).describe('low: only beside another sign'),
  features: z.array(LoanFeature).min(1).optional().describe('Loan features inside an app that is not a lender'),
  signers: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .min(1)
    .optional()
    .describe('SHA-256 of its signing certificates, in hex. Another signer makes a package of this name only possible'),
  source: sourceId.describe('The strongest source, an id in rules/lenders/sources.yaml'),
  also: z.array(sourceId).min(1).optional().describe('Other sources that say so, the stronger first'),
})
export type LenderRule = z.infer<typeof LenderRule>

/** Where catalogue entries come from. A finding on a reported app names the report or list and its date, no more. */
export const LenderSource = z.strictObject({
  id,
  name: Text,
  standing: z
    .enum(standings)
    .optional()
    .describe(
      'regulator: its list or notice, also as somebody repeats it; operator: the lender itself; report: with evidence; store: a store listing; list: made by others; name-table: only tells what apps are called',
    ),
  date: day.optional(),
  url: z.url().optional(),
})
export type LenderSource = z.infer<typeof LenderSource>

/** As the files of the catalogue have them: nothing is left unsaid. */
export const CatalogueEntry = LenderRule.required({ licence: true })
export const CatalogueSource = LenderSource.required({ standing: true })
