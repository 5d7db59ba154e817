import { visible } from '../escape.ts'

/** Text that is HTML already. Everything else is escaped where it is put into a template, whatever a file calls it. */
export class Markup {
  readonly markup: string

  constructor(markup: string) {
    this.markup = markup
  }
}
type Part = Markup | string | number | false | null | undefined | Part[]

/** A template for HTML: every value is escaped unless it came from a template itself; nothing is said for no value. */
export const h = (strings: TemplateStringsArray, ...parts: Part[]): Markup =>
  new Markup(strings.map((text, at) => text + shown(parts[at])).join(''))

export const nothing = new Markup('')

function shown(part: Part): string {
  if (part === undefined || part === null || part === false) return ''
  if (Array.isArray(part)) return part.map(shown).join('')
  return part instanceof Markup
    ? part.markup
    : visible(String(part)).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** A name or path of a stranger: whatever its script, it does not turn the text around it. */
export const name = (text: string) => h`<bdi>${text}</bdi>`

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/** A sentence of ours that holds a label: the label stands apart where it runs from right to left. */
export const sentence = (text: string, label: string | null): Markup =>
  label && RIGHT_TO_LEFT.test(label)
    ? h`${text.split(label).map((part, at) => [at > 0 && name(label), part])}`
    : h`${text}`

const SERVICE_NUMBER = /(?<![\w+.-])(\d{5,12})(?![\w.-])/

/** A sentence of ours that says whom to call: the numbers can be tapped. */
export const callable = (text: string): Markup =>
  h`${text.split(SERVICE_NUMBER).map((part, at) => (at % 2 === 1 ? h`<a href="tel:${part}">${part}</a>` : part))}`
