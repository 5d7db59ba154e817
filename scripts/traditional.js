import { Converter } from 'opencc-js/cn2t'

/** As they are written in Taiwan and in Hong Kong. */
const forms = ['tw', 'hk'].map((to) => Converter({ from: 'cn', to }))

/** The forms of `words` in traditional characters that differ: what is typed in Taipei is found as in Shanghai. */
export const inTraditional = (words) =>
  [...new Set(words.flatMap((word) => forms.map((form) => form(word))))].filter((word) => !words.includes(word))

/** The characters of `text` that are written otherwise there, in its words, and what stands for each in it. */
export function pairsIn(text) {
  const simple = new Map()
  for (const words of new Set(text.match(/\p{Script=Han}+/gu)))
    for (const form of inTraditional([words]))
      for (const [at, letter] of [...form].entries()) if (letter !== words[at]) simple.set(letter, words[at])
  const pairs = [...simple].sort()
  const [traditional, simplified] = [0, 1].map((nth) => pairs.map((pair) => pair[nth]).join(''))
  return { traditional, simplified }
}
