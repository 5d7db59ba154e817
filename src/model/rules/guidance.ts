import * as z from 'zod'
import { actionKinds, channelUses, letterKinds, licences, qualifiers, reasons, runVerdicts } from '../vocabulary.ts'
import { ArticleStatement, Correction, LawReference, LawSentence } from './article-and-law.ts'
import { CountryLetter, LetterRule } from './letter-rule.ts'
import { checkedOn, day, id } from './rule-fields.ts'
import { Text, textList } from './text.ts'

/** Something a person can do, in the order of the file. `{label}`, `{package}`, `{user}`, `{path}` are filled in. */
export const Action = z.strictObject({
  id,
  kind: z.enum(actionKinds),
  line: Text.describe('One step, as an instruction'),
  detail: Text.optional(),
  short: Text.optional().describe('The same in one row, for what to do now; absent: it can wait'),
  noSwitch: z
    .strictObject({ line: Text, short: Text.optional() })
    .optional()
    .describe(
      'In place of line and short, without the detail, on a phone that has no {path}; absent: what names it is left out there',
    ),
  at: z
    .strictObject({ use: z.enum(channelUses), line: Text.describe('With {channels}') })
    .optional()
    .describe('Where a country has channels of this use, the step names them'),
  argv: z.array(z.array(z.string())).optional().describe('adb commands, as argument arrays'),
  ofContacts: z
    .boolean()
    .default(false)
    .describe('Says what becomes of the permission for contacts itself, also where it is locked and has no switch'),
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

/** A step for a person who is being harassed, in the order to take them. */
export const IncidentStep = z.strictObject({
  id,
  title: Text,
  text: Text.optional().describe('What this step is, before what to do'),
  actions: z.array(z.string()).default([]).describe('Ids of actions, said as in the country'),
  commands: z.array(z.strictObject({ ...Text.shape, command: z.string() })).default([]),
})

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
        android: z.boolean().default(true).describe('False: no dump can be made, and no route but contacts is known'),
        list: textList(2).optional().describe('The page that shows all apps that may read contacts'),
      }),
    )
    .min(1),
})
export type Maker = z.infer<typeof Maker>

const notions = z.array(z.array(z.string()).min(1)).default([])

/** A word or code that `explain` knows, besides the ids of all other rules. */
export const Topic = z.strictObject({
  id,
  words: z.array(z.string()).default([]).describe('What a person may type for it, in any language'),
  about: notions.describe('A sentence that speaks of all of a list asks for it'),
  beside: notions.describe('Beside a mere name of a person, place or phone each of these makes a question of it'),
  title: Text,
  text: Text,
  there: z
    .array(id)
    .default([])
    .describe('Steps of which is said below what they are in each country, with its numbers'),
  see: z.array(z.string()).default([]),
})

const phrases = z.array(z.string())

/** How people of one language say that they think of dying, in stems. */
export const Despair = z.strictObject({
  language: z.string(),
  alone: phrases.default([]).describe('Each says it by itself'),
  about: notions.describe('A sentence that speaks of all of a list says it'),
  together: z
    .array(z.tuple([phrases, phrases]))
    .default([])
    .describe('One of the first, and soon behind it one of the second, say it'),
  hint: phrases.default([]).describe('Said by many who have only had enough: a line above the other pages'),
  hintAbout: notions.describe('A sentence that speaks of all of a list hints it'),
  unlessAbout: notions.describe('What is said within one of these hints nothing: to the bridge, to fish'),
  death: phrases.default([]).describe('Each says it where nothing else is typed, and hints it in a sentence'),
  others: phrases
    .default([])
    .describe('Whatever and whoever else may have died: where one is named, death hints nothing'),
  told: phrases.default([]).describe('What others told somebody to do, which hints: they said go and die'),
  unless: phrases.default([]).describe('What says no such thing, though it holds one of these: die laughing'),
})
export type Despair = z.infer<typeof Despair>

/** What is said in Hong Kong, in simplified characters, and what stands for it in lists of words. */
const Cantonese = z.strictObject({
  alone: z.record(z.string(), z.string()).describe('What nobody else writes'),
  beside: z.record(z.string(), z.string()).describe('What may be two words in Mandarin: counts beside another'),
  marks: z.string().describe('Other characters that nobody else writes'),
})

/** What went wrong and what to do, for an error code. `{name}` places are filled in. */
export const ProblemText = z.strictObject({ title: Text, remedy: textList(1) })

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

/** Everything under `rules/guidance/`: what is said in any country. */
export const GeneralGuidance = z.strictObject({
  actions: z.array(Action),
  paths: z.array(SettingsPath),
  obstacles: z.array(Obstacle),
  limits: z.array(Limit),
  topics: z.array(Topic),
  notions: z
    .record(z.string(), phrases)
    .describe('What questions speak of, in the words and stems of any language; `about` of a topic names them'),
  cantonese: Cantonese,
  despair: z.array(Despair),
  reasons: z.record(z.enum(reasons), Text),
  qualifiers: z.record(z.enum(qualifiers), Text),
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

/** What `explain` loads besides, from a file of its own. */
export type Explained = Pick<General, 'codes' | 'despair' | 'makers' | 'notions' | 'topics'> & {
  /** Cantonese, and characters of Taiwan and Hong Kong with what stands for each in the lists, added in the build. */
  han: General['cantonese'] & { traditional: string; simplified: string }
}
type General = z.infer<typeof GeneralGuidance>

/** What is not in the file that all commands load. */
type Apart = Exclude<keyof Explained, 'han'> | 'cantonese' | 'web'

/** Files under `rules/countries/<cc>/`: what is true of one country. It need not have more than its name. */
export const CountryRules = z.strictObject({
  country: z.strictObject({
    name: Text,
    members: z.array(z.string()).optional().describe('Of a union: the countries in which its rules hold'),
    words: z.array(z.string()).default([]).describe('What a person may type for it, besides its name'),
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
    /** The country that somebody chose, of which nothing is known. */
    withoutRules?: string
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
