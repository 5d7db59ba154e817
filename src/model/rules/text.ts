import * as z from 'zod'
import { inEachLanguage } from '../language.ts'

/** A text for people, in every language: one that lacks a language does not build. */
export const Text = z.strictObject(inEachLanguage(() => z.string().min(1)))
export type Text = z.infer<typeof Text>

/** Several lines or words in every language, at least `least` of them. */
export const textList = (least: number) => z.strictObject(inEachLanguage(() => z.array(z.string()).min(least)))
