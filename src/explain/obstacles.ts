import type { Obstacle } from '../model/rules/rule.ts'
import { factsOf } from '../model/vocabulary.ts'
import type { Speaker } from './speaker.ts'

/**
 * What may stand between a phone and adb besides USB debugging, a sentence for each maker; for a model only what is
 * its own.
 */
export const obstacles = (stops: Obstacle['stops'], { guidance, lang }: Speaker, model?: string): string[] =>
  guidance.obstacles
    .filter((each) => each.stops === stops && (model === undefined || isOf(each, model)))
    .map(({ maker, text }) => maker[lang] + factsOf(lang).colon + text[lang])

const isOf = ({ models }: Obstacle, model: string) => models === undefined || new RegExp(models).test(model)
