import { visible } from '../escape.ts'
import { widthOf, wrap } from './layout.ts'

/** Wraps a text at an indent; `first` stands before its first line, and the others hang below it. */
export function paragraph(text: string, width: number, indent = 0, first = ''): string {
  const hanging = indent + widthOf(first)
  const lines = wrap(visible(text), Math.max(20, width - hanging))
  return lines.map((line, at) => `${' '.repeat(at === 0 ? indent : hanging)}${at === 0 ? first : ''}${line}\n`).join('')
}
