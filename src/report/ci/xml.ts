/** Attributes and text of strangers; what is undefined is left out. */
type Attributes = Record<string, string | number | undefined>

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Lines of inert text. What XML 1.0 forbids besides, halves of pairs too, is replaced. */
const escaped = (text: string) =>
  text
    .replace(/[\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)

/** An element on a line of its own, with its children below it; not indented, as that would go into their texts. */
export function element(name: string, attributes: Attributes, children: string[] = []): string {
  const start = startOf(name, attributes)
  return children.length === 0 ? `<${start}/>` : `<${start}>\n${children.join('\n')}\n</${name}>`
}

export const withText = (name: string, attributes: Attributes, text: string) =>
  `<${startOf(name, attributes)}>${escaped(text)}</${name}>`

const startOf = (name: string, attributes: Attributes) =>
  name +
  Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? '' : ` ${key}="${escaped(String(value)).replaceAll('\n', '&#10;')}"`))
    .join('')

export const xmlDocument = (root: string) => `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`
