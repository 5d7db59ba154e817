import * as z from 'zod'
import { channelUses, letterKinds, licences } from '../vocabulary.ts'
import { Text } from './text.ts'

/** A sentence, or several ways to say it: the first whose `{places}` are all known is said. Else it is left out. */
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
  channels: z.array(z.enum(channelUses)).min(1).optional().describe('Who takes it, or a complaint with it'),
  isHere: z.literal(true).optional().describe('Its country is that of the phone, and not of a lender'),
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
