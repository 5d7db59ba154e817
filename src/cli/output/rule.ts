import { type EndOf, languages, paragraph, type Speaker, type Text } from '../../internal.ts'

/** A rule as its file holds it, texts in one language; the keys are those of the file. */
export function shownEntry(
  { kind, at, rule }: { kind: EndOf<'ruleKind'>; at: string; rule: Record<string, unknown> },
  width: number,
  words: Speaker,
): string {
  const { id, ...fields } = rule
  return [
    paragraph(`${words.say('join.beside', { text: String(id), beside: words.say(`ruleKind.${kind}`) })}  ${at}`, width),
    ...Object.entries(fields).map(([key, value]) => field(key, value, { words, width })),
  ].join('')
}

function field(key: string, value: unknown, on: { words: Speaker; width: number }, indent = 2): string {
  const { words, width } = on
  if (!isNested(value)) return paragraph(inline(value, words), width, indent, `${key}: `)
  const inner = Array.isArray(value)
    ? value.map((one) => paragraph(inline(one, words), width, indent + 2, '- '))
    : Object.entries(value).map(([name, one]) => field(name, one, on, indent + 2))
  return [`${' '.repeat(indent)}${key}:\n`, ...inner].join('')
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const isText = (value: object): value is Text => languages.every((language) => language in value)

/** Does not fit on a line of its own. */
const isNested = (value: unknown): value is object =>
  isObject(value) && !isText(value) && (!Array.isArray(value) || value.some(isObject))

function inline(value: unknown, words: Speaker): string {
  if (!isObject(value)) return String(value)
  if (isText(value)) return words.text(value, { label: 'App' })
  if (Array.isArray(value)) return value.map((one) => inline(one, words)).join(', ')
  return Object.entries(value)
    .map(([key, one]) => `${key}: ${inline(one, words)}`)
    .join('; ')
}
