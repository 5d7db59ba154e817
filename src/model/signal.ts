import * as z from 'zod'
import { Text } from './text.ts'
import { type Placed, signalSenses } from './vocabulary.ts'

const text = z.string().min(1)
const id = z.string().regex(/^[\w.-]+$/)
/** What a match adds to the score; `rules/signals/levels.yaml` says from how many on an app is called a lender. */
const points = z.number().min(-9).max(9)

/** What an example says of an app; everything else of it is plain. */
export const AppSketch = z.strictObject({
  package: z.string().exactOptional(),
  label: z.string().exactOptional(),
  components: z.array(z.string()).exactOptional(),
  providers: z.array(z.string()).exactOptional(),
  queries: z.array(z.string()).exactOptional(),
  permissions: z.array(z.string()).exactOptional().describe('Without android.permission.'),
})
export type AppSketch = z.infer<typeof AppSketch>

/** At least one app that shows the sign, and one false friend that looks like it and does not. */
const examples = z.strictObject({ match: z.array(AppSketch).min(1), falseFriends: z.array(AppSketch).min(1) })

export type SignalExamples = Placed<z.infer<typeof examples>> & { id: string }

const signal = { id, meaning: Text.describe('What the sign means, as a noun'), examples }

/** Words of a package name or a label that mean money lent, or something else than that. */
export const WordSignal = z
  .strictObject({
    ...signal,
    sense: z.enum(signalSenses),
    words: z
      .array(z.string().regex(/^[\p{L}\p{M} ]+$/u))
      .default([])
      .describe('In lower case. Matched on word edges; with marks only as written, without marks in any spelling'),
    texts: z.array(text).default([]).describe('Matched anywhere in a label: scripts that write no spaces, or inflect'),
    not: z.array(text).default([]).describe('Longer texts in which a text means something else'),
    edge: z
      .enum(['whole', 'start', 'known', 'pinyin', 'end'])
      .optional()
      .describe(
        'Only a whole word; only its start; only between explained words; the last syllable of a word in pinyin; the end of a label',
      ),
    firm: z.boolean().default(false).describe('Speaks against a lender in full, whatever the label says'),
    name: points.optional().describe('Points in a package name'),
    label: points.optional().describe('Points in a label'),
  })
  .refine(({ words, texts }) => words.length + texts.length > 0, 'has neither words nor texts')
export type WordSignal = z.infer<typeof WordSignal>

/** Words that count for more together: one of every sense of `all`, or `distinct` different words of any of them. */
export const StructureSignal = z.strictObject({
  ...signal,
  all: z.array(z.enum(signalSenses)).min(1),
  distinct: z.int().min(2).optional(),
  joined: z.enum(['any', 'end']).optional().describe('Written as one word with something else; as the end of it'),
  points,
})
export type StructureSignal = z.infer<typeof StructureSignal>

/** Names of components and content providers: what the app is built of. */
export const ClassSignal = z
  .strictObject({
    ...signal,
    prefixes: z.array(text).default([]).describe('Class names that begin so'),
    words: z
      .array(z.string().regex(/^[a-z]+$/))
      .default([])
      .describe('Words of the class name'),
    atLeast: z.int().min(1).default(1).describe('How many of the words'),
    support: z.boolean().default(false).describe('Counts only beside another sign'),
    points,
  })
  .refine(({ words, prefixes }) => words.length + prefixes.length > 0, 'has neither prefixes nor words')
export type ClassSignal = z.infer<typeof ClassSignal>

/** What a manifest asks for. */
export const ManifestSignal = z.strictObject({
  ...signal,
  queries: z.array(text).optional().describe('Packages it looks for; with none, catalogued lenders'),
  permissions: z.array(text).optional().describe('Without android.permission.'),
  atLeast: z.int().min(1).describe('How many of them'),
  support: z.boolean().default(false).describe('Counts only beside another sign'),
  points,
})
export type ManifestSignal = z.infer<typeof ManifestSignal>

/** Well-known apps that have the words of lenders and lend nothing, or are known for something else. */
export const Lookalikes = z.strictObject({ ...signal, packages: z.array(text).min(1).describe('Exact package names') })
export type Lookalikes = z.infer<typeof Lookalikes>

export const Brands = z.strictObject({
  id,
  meaning: Text,
  points,
  region: z.string().describe('As in the catalogue'),
  source: Text.describe('Where the names were read'),
  suffixes: z.array(text).default([]).describe('What may follow a name in a script without spaces'),
  names: z.array(text).min(1),
})
export type Brands = z.infer<typeof Brands>

/** Sister apps share the first two parts of their names. */
export const Vendors = z.strictObject({
  id,
  meaning: Text,
  points,
  sameName: z.strictObject({ id, meaning: Text, points }).describe('Shows the name of a catalogued lender'),
  not: z.array(text).describe('Makers of much else, and parts that are nobody in particular'),
})
export type Vendors = z.infer<typeof Vendors>

/** Words that keep a name from being split in the wrong place. They earn no points. */
export const Lexicon = z.strictObject({ ordinary: z.record(z.string(), text), syllables: text })
export type Lexicon = z.infer<typeof Lexicon>

export const Levels = z.strictObject({
  likely: points.describe('From here on an app is called likely'),
  possible: points,
  caps: z.record(z.enum(signalSenses), points).describe('The most that the words of a sense may earn in one place'),
  low: points.describe('What a catalogue entry of low confidence adds to another sign'),
  doubt: z.number().min(0).max(1).describe('What words against a lender weigh in a name, where the label has none'),
  again: z.number().min(0).max(1).describe('What a weak word of the label earns again in the name'),
  floor: points.describe('The most that words may take from what an app is built of, below zero'),
  contested: points.describe('The most that a label may earn that has a word against a lender'),
})
export type Levels = z.infer<typeof Levels>

/**
 * Every kind of signal: the schema of its files, `rules/signals/KIND.yaml` or `KIND.*.yaml`, and what its matches are
 * called in a report. A user's rule file may add to those that are lists.
 */
export const signalKinds = {
  words: { schema: z.array(WordSignal), matches: ['name', 'label'] },
  structures: { schema: z.array(StructureSignal), matches: ['structure'] },
  classes: { schema: z.array(ClassSignal), matches: ['class'] },
  manifests: { schema: z.array(ManifestSignal), matches: ['query', 'permission'] },
  lookalikes: { schema: z.array(Lookalikes), matches: ['lookalike'] },
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

/** What a reason for a class was read from: a match of a signal, or an entry of the catalogue that is no proof. */
export const matchKinds = [...Object.values(signalKinds).flatMap(({ matches }) => matches), 'low', 'signer'] as const
export type MatchKind = (typeof matchKinds)[number]

/** A rule as the program loads it: with its line, and without what only those who test it read. */
type Loaded<T> = Placed<Omit<T, 'examples' | 'names'>> &
  (T extends { names: string[] } ? { names: Placed<{ name: string }>[] } : unknown)

export type SignalsByKind = {
  [K in SignalKind]: z.infer<Kinds[K]['schema']> extends (infer One)[]
    ? Loaded<One>[]
    : Loaded<z.infer<Kinds[K]['schema']>>
}

/** Parts of words, blanks between: of `alone` one makes a name worth a look, of `beside` it takes two. */
export interface Prefilter {
  alone: string
  beside: string
}

/** Everything under `rules/signals/`, as the program loads it. */
export interface Signals extends SignalsByKind {
  lexicon: Lexicon
  levels: Levels
  /** The words that earn points in a package name, without those that hold another: a first look at a name. */
  prefilter: Prefilter
}

/** One reason for calling an app a lender, or for not doing so. */
export interface SignalMatch {
  /** Id of the signal. */
  id: string
  /** Where the signal is written: `rules/signals/words.loan.yaml:12`. */
  at: string
  kind: MatchKind
  points: number
  /** What was found of the app. */
  match: string
  /** What that means; absent for an entry of the catalogue. */
  meaning?: Text | undefined
}
