import { byHand } from '../by-hand.ts'
import type { Source } from './topic.ts'

/** Names beside one another, 小米、红米 Redmi、POCO, and numbers of versions, which few ask for: MIUI 13、14. */
const BETWEEN = /[、,（）()…]\s*|(?<=\p{Script=Han}) (?=[a-z]{3})/iu

export const makers: Source = ({ makers: all }, words) =>
  all.map(({ id, name, systems }) => ({
    id,
    words: [{ name }, ...systems]
      .flatMap((one) => [one.name.zh, one.name.en])
      .flatMap((names) => names.split(BETWEEN).flatMap((one) => [one, one.replace(/ \d.*/, '')]))
      .filter((word) => /\p{L}{2}/u.test(word))
      .flatMap((word) => [word, `${word}手机`, `${word} phone`]),
    topic: () => ({
      title: words.say('explain.maker', { maker: words.text(name) }),
      sections: [
        ...systems.map((system) => ({ heading: words.text(system.name), lines: byHand(system, words) })),
        { lines: systems.some(({ android }) => android) ? [words.say('byHand.differ')] : [] },
      ],
      see: ['manual'],
    }),
  }))
