import * as z from 'zod'
import { specialAccessKinds } from '../phone/special-access.ts'
import { besideKinds, lenderClasses, type Placed, seenBeside, signalSenses } from '../vocabulary.ts'
import { id } from './rule-fields.ts'
import { Text } from './text.ts'

const text = z.string().min(1)
/** Words between blanks. */
const list = z.string().regex(/^\S+(\s+\S+)*\s*$/)

/** What an example says of an app; everything else of it is plain. */
export const AppSketch = z.strictObject({
  package: z.string().exactOptional(),
  label: z.string().exactOptional(),
  components: z.array(z.string()).exactOptional(),
  providers: z.array(z.string()).exactOptional(),
  queries: z.array(z.string()).exactOptional(),
  permissions: z.array(z.string()).exactOptional().describe('Without android.permission.'),
  roles: z.array(z.enum(specialAccessKinds)).exactOptional().describe('Special access that it holds'),
})
export type AppSketch = z.infer<typeof AppSketch>

/** Apps that it finds, and false friends that look like them and that it leaves alone. */
const examples = z.strictObject({ match: z.array(AppSketch), falseFriends: z.array(AppSketch).min(1) })

export type SignalExamples = Placed<z.infer<typeof examples>> & { id: string }

const meaning = Text.describe('What it means, as a noun')

/** Words of one meaning in one language, in lower case. */
export const Term = z
  .strictObject({
    id,
    sense: z
      .enum(signalSenses)
      .describe(
        'What the words say of an app; `firm`, `soft` and `wallet` are trades that do not lend, `either` one that may',
      ),
    place: z.literal('name').optional().describe('Only in the package name'),
    lang: z.string(),
    meaning,
    strong: list
      .optional()
      .describe(
        'A whole word, or a part of one at its end or beside explained ones, in a name or a label; with marks or in a script of its own, the end of a word of a label',
      ),
    words: list
      .optional()
      .describe('A whole word, or a part beside explained ones; of five letters or fewer, and not English, only whole'),
    whole: list.optional().describe('Only whole words'),
    marked: list.optional().describe('Words of a label, with their marks or in a script of their own'),
    phrases: z
      .array(text)
      .optional()
      .describe('Words that follow each other, or are written as one; `*` is a word that nothing here explains'),
    texts: list.optional().describe('Anywhere in a label: scripts that write no spaces. The longest at a place wins'),
    ends: list.optional().describe('Texts that a short label ends in'),
    examples: examples.optional(),
  })
  .refine(
    (term) =>
      [...(['strong', 'words', 'whole', 'marked', 'texts', 'ends', 'phrases'] as const)].some((key) => term[key]),
    'has no words',
  )

const Requirement = z.strictObject({
  sense: z.array(z.enum(signalSenses)).min(1),
  place: z.enum(['name', 'label']).optional(),
  kinds: z.int().min(2).optional().describe('How many different senses of them'),
  absent: z.literal(true).optional().describe('No word of them'),
  edge: z.literal(true).optional().describe('Also words at an end of a word beside letters that nobody explains'),
})

/** A rung of the ladder: all of what it asks for is there, and nothing of what it excludes. */
export const Rung = z.strictObject({
  id,
  class: z.enum(lenderClasses).exclude(['confirmed', 'embedded']),
  apps: Text.describe(
    'Which apps stand on it, as an attribute: behind "one of the apps", with a lending word in the label',
  ),
  signs: z.literal(2).optional().describe('Its signs are of two kinds, so that it may be `likely` whatever the bound'),
  all: z.array(Requirement).default([]),
  not: z.array(z.enum(signalSenses)).default([]),
  beside: z.array(z.enum(besideKinds)).default([]).describe('Evidence beside the name, one of them'),
  unless: z.array(z.enum(besideKinds)).default([]),
  examples,
})

/** How many of the labelled apps stood on a rung, and the lower bound of its precision (Wilson, 95 %). */
export const RungCounts = z.record(
  id,
  z.strictObject({ lenders: z.int(), finance: z.int(), ordinary: z.int(), low: z.number() }),
)

/** Evidence beside the name: what an app asks for and what it is built of. */
export const BesideRule = z.strictObject({
  id,
  kind: z.enum(seenBeside),
  meaning,
  permissions: list.optional().describe('Without android.permission.'),
  words: list.optional().describe('Words of the names of its screens'),
  points: z.array(z.int()).default([]).describe('What the first counts, the second and so on'),
  sense: z
    .enum(signalSenses)
    .optional()
    .describe('Also the words of this sense in Latin letters that no rule here lists'),
  prefixes: list.optional().describe('Class names, or packages that they stand in'),
  unless: list.optional().describe('Words of the names of its screens with which it says nothing'),
  atLeast: z.int().min(1).optional().describe('How many catalogued lenders it looks for'),
  examples: examples.optional(),
})

/** Words of names that no list of frequent words has, by language: they explain their neighbours. */
export const CommonWords = z.record(z.string(), list)

export const Brands = z.strictObject({
  id,
  meaning: Text,
  region: z.string().describe('As in the catalogue'),
  source: Text.describe('Where the names were read'),
  suffixes: z.array(text).default([]).describe('What may follow a name in a script without spaces'),
  names: z.array(text).min(1),
})

/** Sister apps share the first two parts of their names. */
export const Vendors = z.strictObject({
  id,
  meaning: Text,
  sameName: z.strictObject({ id, meaning: Text }).describe('Shows the name of a catalogued lender'),
})

/**
 * Every kind of signal: the schema of its files, `rules/signals/KIND.yaml` or `KIND.*.yaml`, and what its matches are
 * called in a report. A user's rule file may add to those that are lists.
 */
export const signalKinds = {
  terms: { schema: z.array(Term), matches: ['name', 'label'] },
  rungs: { schema: z.array(Rung), matches: ['rung'] },
  beside: { schema: z.array(BesideRule), matches: seenBeside },
  brands: { schema: z.array(Brands), matches: ['brand'] },
  vendors: { schema: Vendors, matches: ['vendor', 'same-name'] },
} as const satisfies Record<string, { schema: z.ZodType; matches: readonly string[] }>
type Kinds = typeof signalKinds
export type SignalKind = keyof Kinds

/** The kinds that are lists, by the schemas of their files. */
export const signalLists = Object.fromEntries(
  Object.entries(signalKinds).flatMap(([kind, { schema }]) => (schema instanceof z.ZodArray ? [[kind, schema]] : [])),
) as { [K in SignalList]: Kinds[K]['schema'] }
export type SignalList = { [K in SignalKind]: Kinds[K]['schema'] extends z.ZodArray ? K : never }[SignalKind]

/**
 * What a reason for a class was read from: a match of a signal, an entry of the catalogue that is no proof, or a
 * signing certificate.
 */
export const matchKinds = [
  ...Object.values(signalKinds).flatMap(({ matches }) => matches),
  'low',
  'signer',
  'certificate',
] as const

/** A rule as the program loads it: with its line, and without what only those who test it read. */
type Loaded<T> = Placed<Omit<T, 'examples' | 'names'>> &
  (T extends { names: string[] } ? { names: Placed<{ name: string }>[] } : unknown)

export type SignalsByKind = {
  [K in SignalKind]: z.infer<Kinds[K]['schema']> extends (infer One)[]
    ? Loaded<One>[]
    : Loaded<z.infer<Kinds[K]['schema']>>
}

/** What the build takes from general word lists; words stand between blanks. */
export interface GeneralWords {
  /** Words in Latin letters that would be read as holding a term, and do not. */
  ordinary: string
  /** Words that hold a term and are none, where they stand alone and inside of longer words. */
  inside: string
  /** Common words that names are joined from, by language; `any`: beside a term of any language. */
  common: Record<string, string>
  /** Words in Han characters that would be read as holding a text of one or two, and do not. */
  han: string
  /** Traditional characters, and in the same order the simplified ones that texts are written in. */
  traditional: string
  simplified: string
}

/** Everything under `rules/signals/`, as the program loads it. */
export interface Signals extends Omit<SignalsByKind, 'rungs'> {
  rungs: LoadedRung[]
  /** Loaded when the first name is read that holds a term. */
  general: () => GeneralWords
}

/** A rung of a user's file has no counts. */
export type LoadedRung = SignalsByKind['rungs'][number] & { counts?: z.infer<typeof RungCounts>[string] }

/** One reason for calling an app a lender, or for not doing so. */
export interface SignalMatch {
  /** Id of the signal. */
  id: string
  /** Where the signal is written: `rules/signals/terms.lending.yaml:12`. */
  at: string
  kind: (typeof matchKinds)[number]
  /** What was found of the app; of a rung, how many of the known apps on it lend: `304/306`, empty for none. */
  match: string
  /** What that means; absent for an entry of the catalogue. */
  meaning?: Text | undefined
}
