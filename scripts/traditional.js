import { Converter } from 'opencc-js/cn2t'

/** As they are written in Taiwan and in Hong Kong. */
const forms = ['tw', 'hk'].map((to) => Converter({ from: 'cn', to }))

/** The characters of `text` that Taipei or Hong Kong writes otherwise, in its words, and what stands for each in it. */
export function pairsIn(text) {
  const simple = new Map()
  for (const words of new Set(text.match(/\p{Script=Han}+/gu))) {
    const letters = [...words]
    for (const form of forms)
      for (const [at, letter] of [...form(words)].entries()) if (letter !== letters[at]) simple.set(letter, letters[at])
  }
  const pairs = [...simple].sort()
  const [traditional, simplified] = [0, 1].map((nth) => pairs.map((pair) => pair[nth]).join(''))
  return { traditional, simplified }
}
