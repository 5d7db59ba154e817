import { Converter } from 'opencc-js/cn2t'

/** As they are written in Taiwan and in Hong Kong. */
const forms = ['tw', 'hk'].map((to) => Converter({ from: 'cn', to }))

/** The forms of `words` in traditional characters that differ: what is typed in Taipei is found as in Shanghai. */
export const inTraditional = (words) =>
  [...new Set(words.flatMap((word) => forms.map((form) => form(word))))].filter((word) => !words.includes(word))
