import * as z from 'zod'
import type { Signals } from './signal.ts'
import { specialAccessKinds } from './special-access.ts'
import { Text, textList } from './text.ts'
import {
  actionKinds,
  channelUses,
  lawKinds,
  lenderClasses,
  lenderKinds,
  letterKinds,
  licences,
  type Placed,
  presences,
  qualifiers,
  reasons,
  runVerdicts,
  severities,
  standings,
  verdicts,
} from './vocabulary.ts'

export * from './signal.ts'
export * from './text.ts'

const day = z.iso.date()
const checkedOn = day.describe('When it was last compared with its source; after a year people are told to check again')
const id = z.string().regex(/^[\w.-]+$/)
const country = z
  .string()
  .regex(/^[a-z]{2}$/)
  .describe('ISO 3166-1 alpha-2, in small letters')

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
  packages: z.array(z.string()).min(1).describe('Exact package names'),
  label: z.string().optional().describe('The name that the app shows, as its source writes it'),
  brands: z.array(z.string()).min(1).optional().describe('Other names that its sources give it: brands, former names'),
  operator: z.string().optional(),
  region: z.string().min(2).describe('ISO country code, or LATAM, EU, GCC, AF, INTL'),
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

/** Where catalogue entries come from. A finding on a reported app names the report or list and its date, nothing more. */
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

/** What must not be so. `release` is the severity under the policy of an app under test. */
export const CheckRule = z
  .strictObject({
    id,
    title: Text.describe('The bad news in one sentence, for one app'),
    meaning: Text.describe('What this means for the person, in plain words'),
    severity: z.enum(severities),
    raised: z
      .enum(severities)
      .optional()
      .describe('Severity with a recorded read, a role, or a source that reports the app'),
    lender: z.array(z.enum(lenderClasses)).min(1),
    on: z.enum(['verdict', 'roads', 'regime']).default('verdict').describe('What it looks at'),
    when: z.array(z.enum(verdicts)).default([]).describe('Verdicts that it objects to'),
    policy: z.enum(['borrower', 'release']).optional().describe('Only under this policy; absent: under both'),
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

/** Another road to the same people: any one of its permissions or app ops opens it. */
export const RoadRule = z.strictObject({
  id: z.string().regex(/^R\d+$/),
  kind: z.string().regex(/^[a-z_]+$/),
  permissions: z.array(z.string()).default([]).describe('Full permission names, each gated like READ_CONTACTS'),
  appOps: z.array(z.string()).default([]).describe('App ops that open the road when their mode is allow'),
  access: z.array(z.enum(specialAccessKinds)).default([]).describe('Special access that opens the road'),
  minSdk: z.int().optional(),
  maxSdk: z.int().optional(),
  severity: z.enum(severities),
  name: Text.describe('Two or three words'),
  line: Text.describe('What it shows'),
  direct: z
    .boolean()
    .default(false)
    .describe('Shows whom a person is in touch with, as contacts do: it makes a headline, and stands in the letter'),
})
export type RoadRule = z.infer<typeof RoadRule>

/** What a store or a regulator forbids a loan app to hold: a reference, never said to be the law that applies. */
export const RegimeRule = z.strictObject({
  id,
  name: Text,
  country: country.optional().describe('Where it binds; absent for a store'),
  kind: z.enum(['store-rule', 'law', 'regulatory-document']),
  permissions: z.array(z.string()).min(1),
  since: day.optional(),
  source: z.string(),
  checkedOn,
  text: Text,
})
export type RegimeRule = z.infer<typeof RegimeRule>

/** One statement of the guidance article, in our words. */
export const ArticleStatement = z.strictObject({
  id: z.string().regex(/^art\.\d\.\d$/),
  printedNumber: z.int().nullable().describe('The number printed in the source, if it has one'),
  section: z.string(),
  kind: z.enum(['context', 'definition', 'legal-claim', 'remedy', 'harm', 'prevention', 'conclusion']),
  heading: Text,
  text: Text,
  tool: Text.optional().describe('What the program makes of the statement'),
  corrections: z.array(z.string()).default([]),
  actions: z.array(z.string()).default([]),
})
export type ArticleStatement = z.infer<typeof ArticleStatement>

/** Where the article is loose, what the law says. Shown wherever the claim is shown. */
export const Correction = z.strictObject({
  id: z.string().regex(/^C\d+$/),
  standing: z.enum(['supported', 'imprecise', 'wrong']),
  claim: Text.describe('What the article says, shortly'),
  text: Text.describe('The correct statement'),
  line: Text.describe('The correction in one line'),
  law: z.array(z.string()).default([]).describe('Ids of law references'),
})
export type Correction = z.infer<typeof Correction>

/** A law, rule or standard that the texts cite. */
export const LawReference = z.strictObject({
  id,
  kind: z.enum(lawKinds),
  title: Text,
  status: z.enum(['in-force', 'draft', 'superseded']),
  effectiveFrom: day.optional(),
  checkedOn,
  url: z.url().optional().describe('Where it, or what was read of it, stands'),
  text: Text.describe('The points that matter here, with article numbers'),
})
export type LawReference = z.infer<typeof LawReference>

/** A ready sentence about the law, with the references it stands on. */
export const LawSentence = z.strictObject({ id, text: Text, law: z.array(z.string()).min(1) })
export type LawSentence = z.infer<typeof LawSentence>

/** Something a person can do. `{label}`, `{package}`, `{user}` and `{path}` are filled in; file order is the order to do it in. */
export const Action = z.strictObject({
  id,
  kind: z.enum(actionKinds),
  line: Text.describe('One step, as an instruction'),
  detail: Text.optional(),
  short: Text.optional().describe('The same in one row, for what to do now; absent: it can wait'),
  at: z
    .strictObject({ use: z.enum(channelUses), line: Text.describe('With {channels}') })
    .optional()
    .describe('Where a country has channels of this use, the step names them'),
  argv: z.array(z.array(z.string())).optional().describe('adb commands, as argument arrays'),
  instead: z
    .array(
      z.strictObject({
        reasons: z.array(z.enum(reasons)).default([]),
        qualifiers: z.array(z.enum(qualifiers)).default([]),
        actions: z.array(z.string()).describe('Ids of actions; none leaves the step out'),
      }),
    )
    .default([])
    .describe('What to do in its place, by how the permission is held: the first that fits'),
})
export type Action = z.infer<typeof Action>

/** A step as it is in one country: the fields here stand in place of the general ones. */
export const CountryAction = z.strictObject({
  id,
  line: Text.optional(),
  detail: Text.optional(),
  sources: z.array(z.string()).default([]).describe('Article or law ids'),
})

/** Where to turn in a country. A number or name stands here and nowhere else outside of its country. */
export const Channel = z.strictObject({
  id,
  for: z.enum(channelUses).optional().describe('What it is for; absent: told on request only'),
  licences: z.array(z.enum(licences)).min(1).optional().describe('Lenders that it looks after; absent: any'),
  number: z
    .string()
    .regex(/^\+?\d+$/)
    .optional()
    .describe('To dial'),
  name: Text.describe('As it stands in a sentence'),
  short: Text.optional().describe('Two or three words with the number, for one row with others'),
  body: Text.optional().describe('Whom a letter is addressed to; absent: the name'),
  scope: Text,
  checkedOn,
})
export type Channel = z.infer<typeof Channel>

/** Where the switch is in the settings of one maker and version. */
export const SettingsPath = z.strictObject({
  id,
  rom: z.string().describe('aosp, miui, hyperos, emui, harmony, coloros, originos, oneui, honor, flyme, graphene'),
  minSdk: z.int().optional(),
  maxSdk: z.int().optional(),
  menu: textList(2).describe('What to tap, one after the other'),
  checkedOn,
})
export type SettingsPath = z.infer<typeof SettingsPath>

/** What a maker, or Android, puts between a phone and adb, besides USB debugging. */
export const Obstacle = z.strictObject({
  id,
  maker: Text.describe('Whose phones have it, as people call them'),
  models: z
    .string()
    .optional()
    .describe('Pattern of the models that adb lists, `M2101K6G`; only of what it surely tells'),
  stops: z
    .enum(['adb', 'changes'])
    .describe('adb: the phone does not appear; changes: it is read, and no permission is changed from a computer'),
  text: Text.describe('Where it is, and what to do'),
})
export type Obstacle = z.infer<typeof Obstacle>

/** A sentence, or several ways to say it: the first whose `{places}` are all known is said. Where none is, it is left out. */
const Sentence = z.union([Text, z.array(Text).min(2)])
export type Sentence = z.infer<typeof Sentence>

/** A letter: paragraphs, headings and lists. `[[name]]` is a blank that a person fills in. */
export const LetterRule = z.strictObject({
  title: Sentence,
  parts: z.array(
    z.union([
      z.strictObject({ heading: Text }),
      z.strictObject({ text: z.array(Sentence).min(1).describe('Sentences of one paragraph') }),
      z.strictObject({ list: z.array(Sentence).min(1) }),
      z.strictObject({
        apps: z.array(Sentence).min(1).describe('Sentences about each app'),
        none: Text.describe('Where no app is known'),
      }),
    ]),
  ),
  notes: z.array(Sentence).describe('For who writes it; no part of the letter'),
})
export type LetterRule = z.infer<typeof LetterRule>

/** What a letter says in one country, at the place `{there}`. */
export const CountryLetter = z.strictObject({
  letter: z.enum(letterKinds),
  licences: z.array(z.enum(licences)).min(1).optional().describe('Lenders of which it is true; absent: any'),
  text: Text,
  sources: z.array(z.string()).min(1).describe('Law or channel ids'),
})
export type CountryLetter = z.infer<typeof CountryLetter>

/** A step for a person who is being harassed, in the order to take them. */
export const IncidentStep = z.strictObject({
  id,
  title: Text,
  text: Text.optional().describe('What this step is, before what to do'),
  actions: z.array(z.string()).default([]).describe('Ids of actions, said as in the country'),
  commands: z.array(z.strictObject({ ...Text.shape, command: z.string() })).default([]),
})
export type IncidentStep = z.infer<typeof IncidentStep>

/** A make of phone, with its systems, the newest first, for those who look by hand. */
export const Maker = z.strictObject({
  id,
  name: Text,
  systems: z
    .array(
      z.strictObject({
        name: Text,
        path: z.string().optional().describe('Id in paths.yaml'),
        menu: textList(2).optional().describe('In place of a path, where the system is not Android'),
        android: z.boolean().default(true).describe('False: no dump can be made, and no road but contacts is known'),
        list: textList(2).optional().describe('The page that shows all apps that may read contacts'),
      }),
    )
    .min(1),
})
export type Maker = z.infer<typeof Maker>

/** A word or code that `explain` knows, besides the ids of all other rules. */
export const Topic = z.strictObject({
  id,
  words: z.array(z.string()).default([]).describe('What a person may type for it, in any language'),
  title: Text,
  text: Text,
  see: z.array(z.string()).default([]),
})
export type Topic = z.infer<typeof Topic>

/** What went wrong and what to do, for an error code. `{name}` places are filled in. */
export const ProblemText = z.strictObject({
  title: Text,
  remedy: textList(1),
})
export type ProblemText = z.infer<typeof ProblemText>

/** A value that is the same in every language, or one for each. */
const Example = z.union([z.string(), Text])

/** What `explain` says of error codes beyond the errors themselves, with values for the places of their texts. */
export const CodeTexts = z.strictObject({
  examples: z.record(z.string(), Example).describe('By the name of a place'),
  codes: z.record(
    z.string().regex(/^E\d{3}$/),
    z.strictObject({
      ...Text.shape,
      example: z.record(z.string(), Example).default({}).describe('Where the common ones do not fit'),
    }),
  ),
})
export type CodeTexts = z.infer<typeof CodeTexts>

export const Limit = z.strictObject({
  id,
  text: Text,
  onFindings: z.boolean().default(false).describe('Stands on each finding, too'),
})
export type Limit = z.infer<typeof Limit>

/** Everything under `rules/guidance/`: what is said in any country. */
export const GeneralGuidance = z.strictObject({
  actions: z.array(Action),
  paths: z.array(SettingsPath),
  obstacles: z.array(Obstacle),
  limits: z.array(Limit),
  topics: z.array(Topic),
  reasons: z.record(z.enum(reasons), Text),
  qualifiers: z.record(z.enum(qualifiers), Text),
  presences: z.record(z.enum(presences), Text),
  problems: z.record(z.string().regex(/^E\d{3}$/), ProblemText),
  codes: CodeTexts,
  words: z.record(z.string(), Text).describe('Labels and sentences of the reports and the command line'),
  page: z.record(z.string(), Text).describe('Labels and sentences of the HTML page'),
  letters: z.strictObject({
    blanks: z
      .record(z.string(), z.strictObject({ ...Text.shape, preset: z.string().optional() }))
      .describe('What belongs into `[[name]]`, and what stands there until somebody changes it'),
    kinds: z.record(z.enum(letterKinds), LetterRule),
  }),
  incident: z.array(IncidentStep),
  makers: z.array(Maker),
  web: z.record(z.string(), Text).describe('Labels and sentences of daicha.html'),
})

/** What only one program of the two loads, from a file of its own. */
type Apart = 'codes' | 'makers' | 'web'

/** Files under `rules/countries/<cc>/`: what is true of one country. It need not have more than its name. */
export const CountryRules = z.strictObject({
  country: z.strictObject({
    name: Text,
    zones: z.array(z.string()).min(1).describe('Time zones that no other country has, as phones print them'),
    regime: z
      .string()
      .optional()
      .describe('What loan apps are compared with where nobody chose; absent: the usual one'),
  }),
  article: z.strictObject({
    title: Text,
    publishedAt: day,
    note: Text.describe('What the article is, and is not'),
    closing: z
      .record(z.enum(runVerdicts), z.array(z.string()))
      .describe('Ids of the statements that stand below those of the findings, by what a run comes to'),
    statements: z.array(ArticleStatement),
  }),
  corrections: z.array(Correction),
  law: z.array(LawReference),
  sentences: z.array(LawSentence),
  channels: z.array(Channel),
  actions: z.array(CountryAction),
  letters: z.array(CountryLetter),
})
export type CountryRules = Pick<z.infer<typeof CountryRules>, 'country'> & Partial<z.infer<typeof CountryRules>>

/** What is said in one country, or in none: then there is no law, no channel and no number. */
export type Guidance = Omit<z.infer<typeof GeneralGuidance>, 'actions' | 'letters' | Apart> &
  Omit<z.infer<typeof CountryRules>, 'country' | 'article' | 'actions' | 'letters'> & {
    country: (z.infer<typeof CountryRules>['country'] & { id: string }) | null
    /** Somebody chose this country, or none: neither lender nor phone is asked. */
    isChosen: boolean
    article: z.infer<typeof CountryRules>['article'] | undefined
    actions: (Action & { sources: string[]; isOfCountry: boolean })[]
    letters: z.infer<typeof GeneralGuidance>['letters'] & { there: CountryLetter[] }
    /** The same for all countries. */
    all: CompiledGuidance
  }

/** As it is compiled, for every country. */
export interface CompiledGuidance {
  general: Omit<z.infer<typeof GeneralGuidance>, Apart>
  countries: Record<string, CountryRules>
}

/** The compiled rule set that the program loads. */
export const RuleSet = z.strictObject({
  version: z.string(),
  lenders: z.array(LenderRule),
  sources: z.array(LenderSource),
  checks: z.array(CheckRule),
  roads: z.array(RoadRule),
  regimes: z.array(RegimeRule),
})
/** The place of an entry is in the compiled file; what is made up for a test has none. */
type Entry<T> = T & Partial<Placed<unknown>>
export type RuleSet = Pick<z.infer<typeof RuleSet>, 'version'> & {
  guidance: Guidance
  lenders: Entry<LenderRule>[]
  sources: Entry<LenderSource>[]
  checks: Entry<CheckRule>[]
  roads: Entry<RoadRule>[]
  regimes: Entry<RegimeRule>[]
  signals: Signals
  /** Files of the user that were added, in their order. */
  files?: RuleFileSeal[]
}

export const RuleFileSeal = z.strictObject({ path: z.string(), sha256: z.string() })
export type RuleFileSeal = z.infer<typeof RuleFileSeal>
