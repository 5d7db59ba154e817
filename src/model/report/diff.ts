import * as z from 'zod'
import { Evidence } from '../evidence.ts'
import { languageTags, lenderClasses, severities } from '../vocabulary.ts'
import { changeDirections, changeKinds, diffGaps, phoneProofs } from './change.ts'
import { Report } from './report.ts'
import { natural, text } from './report-fields.ts'

const { tool, run, exit, sources, device, complete, stats } = Report.shape
const time = run.shape.startedAt
const shape = sources.element.shape

const State = z.strictObject({
  path: z.string().describe('As a report names it: below the working folder, or the bare name'),
  kind: z.enum(['dump', 'report']).describe('What a phone printed, or what an earlier run said of it'),
  capturedAt: time.nullable().describe('Of the newest file of it, by the clock of the phone'),
  complete: complete.describe('Everything of it was seen'),
  rules: tool.shape.rules.describe('Version of the rules that it was judged by'),
  device,
  packages: stats.shape.packages,
  lenders: stats.shape.lenders,
  sources: z.array(z.strictObject({ path: shape.path, sha256: shape.sha256 })),
})
export type State = z.infer<typeof State>

export const Change = z.strictObject({
  kind: z.enum(changeKinds),
  direction: z
    .enum(changeDirections)
    .describe('`open`: nobody can tell whether it got worse; what is worse or open, and bad enough, fails the run'),
  severity: z.enum(severities).describe('How bad it is how it stands now; `note` for what did not get worse'),
  package: z.string(),
  label: z.string().nullable(),
  user: natural,
  lender: z.enum(lenderClasses),
  from: z.string().nullable().describe('In the old state: a verdict, a version, a time, a class, by the kind'),
  to: z.string().nullable().describe('The same in the new state'),
  route: z.string().nullable().describe('Id of the route that was opened or closed'),
  text,
  evidence: z.array(Evidence).describe('Of the new state, or of the old one for what is gone'),
})
export type Change = z.infer<typeof Change>

/** What changed between two states of one phone. Additive changes only within a major `schemaVersion`. */
export const Diff = z.strictObject({
  schemaVersion: z.literal('1.0'),
  type: z.literal('diff'),
  tool: tool.pick({ name: true, version: true, rules: true }),
  run: z.strictObject({
    at: time,
    lang: z.enum(languageTags),
    failOnChange: z
      .enum([...severities, 'any'])
      .nullable()
      .describe('From which severity on a change for the worse, or an open one, fails the run; `any`: every change'),
    allApps: z.boolean(),
    allowPartial: z.boolean(),
  }),
  exit,
  headline: text,
  complete: z.boolean().describe('Both states were whole, and everything could be compared'),
  phone: z
    .enum(phoneProofs)
    .describe('`same`: the states show it; `said`: a person said so; `unknown`: nothing shows whose they are'),
  identical: z.boolean().describe('Both are made of the same bytes'),
  reversed: z.boolean().describe('What was given as old is the newer one; it is compared as given'),
  old: State,
  new: State,
  changes: z.array(Change).describe('Worst first: `worse`, `open`, `better`, `neutral`, each by severity'),
  notCompared: z.array(z.strictObject({ id: z.enum(diffGaps), side: z.enum(['old', 'new', 'both']), text })),
  stats: z.strictObject({
    worse: natural,
    open: natural,
    better: natural,
    neutral: natural,
    unchanged: natural.describe('Lenders, by app and user, that are in both states and did not change'),
  }),
  omitted: z.strictObject({ otherApps: natural.describe('Changes of apps that do not lend, which are not named') }),
})
export type Diff = z.infer<typeof Diff>

export type WordlessChange = Omit<Change, 'text'>

/** The same before it is put into words. */
export type WordlessDiff = Omit<Diff, 'headline' | 'changes' | 'notCompared' | 'run'> & {
  run: Omit<Diff['run'], 'lang'>
  changes: WordlessChange[]
  notCompared: Omit<Diff['notCompared'][number], 'text'>[]
}
