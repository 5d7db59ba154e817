import * as z from 'zod'
import { lawKinds, letterKinds } from '../vocabulary.ts'
import { checkedOn, day, id } from './rule-fields.ts'
import { Text } from './text.ts'

/** One statement of the guidance article, in our words. */
export const ArticleStatement = z.strictObject({
  id: z.string().regex(/^art\.\d\.\d$/),
  printedNumber: z.int().nullable().describe('The number printed in the source, if it has one'),
  heading: Text,
  text: Text,
  tool: Text.optional().describe('What the program makes of the statement'),
  corrections: z.array(z.string()).default([]),
  actions: z.array(z.string()).default([]),
})

/** Where the article is loose, what the law says. Shown wherever the claim is shown. */
export const Correction = z.strictObject({
  id: z.string().regex(/^C\d+$/),
  claim: Text.describe('What the article says, shortly'),
  text: Text.describe('The correct statement'),
  line: Text.describe('The correction in one line'),
  law: z.array(z.string()).default([]).describe('Ids of law references'),
})

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

/** A ready sentence about the law, with the references it stands on. */
export const LawSentence = z.strictObject({
  id,
  text: Text,
  law: z.array(z.string()).min(1),
  letters: z.array(z.enum(letterKinds)).optional().describe('Letters that say it as well'),
})
