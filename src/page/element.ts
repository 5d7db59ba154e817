import type { Markup } from '../report/html/markup.ts'

/** The element of that id, where the page has one now. */
export const find = (id: string) => document.getElementById(id)

export const at = (id: string) => find(id) as HTMLElement

export const put = (id: string, { markup }: Markup) => {
  at(id).innerHTML = markup
}
