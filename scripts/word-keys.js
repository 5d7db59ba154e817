/** Prints the type of every key that the program can say, with the places in its text, from `rules/guidance`. */

export function printWordKeys({ words, page, web, problems }) {
  const titles = Object.fromEntries(Object.entries(problems).map(([code, { title }]) => [code, title]))
  return [
    '// Made by the build from rules/guidance: a key, or a code, and the places that its text has.',
    ...Object.entries({ WordPlaces: words, PagePlaces: page, WebPlaces: web, ProblemPlaces: titles }).map(printPlaces),
  ].join('\n\n')
}

const printPlaces = ([name, texts]) =>
  `export interface ${name} {\n${Object.entries(texts)
    .map(([key, text]) => `  ${/^\w+$/.test(key) ? key : `'${key}'`}: ${placesIn(text).join(' | ') || 'never'}\n`)
    .join('')}}${name === 'ProblemPlaces' ? '\n' : ''}`

/** `{label}` in a text; that all languages have the same is tested. */
const placesIn = (text) => [
  ...new Set(Object.values(text).flatMap((one) => [...one.matchAll(/\{(\w+)\}/g)].map(([, place]) => `'${place}'`))),
]
