import type { Report } from '../model/report/report.ts'

/** Whom to call, before everything else. */
export const danger = ({ emergency: { calls, hint } }: Report): string | false =>
  calls.length > 0 &&
  [...calls.map(({ text }) => `> **${plain(text)}**`), ...(hint === null ? [] : [`> ${plain(hint)}`])].join('  \n')

/** Every character that Markdown or HTML could act on, and those by which sites link names and addresses. */
export const plain = (text: string) =>
  text
    .replace(/&/g, '&amp;')
    .replace(/[\\`*_{}[\]<>|~#!$]/g, '\\$&')
    .replace(/@/g, '&#64;')
    .replace(/\b(https?|ftp):/gi, '$1&#58;')
    .replace(/\bwww\./gi, (found) => `${found.slice(0, -1)}&#46;`)
    .replace(/^(\s*)([-+=]|\d+[.)])(?=\s|$)/, '$1\\$2')

/** A name or line of a stranger, as code: nothing in it acts. The fence is longer than any in the text. */
export function code(text: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0)
  const fence = '`'.repeat(longest + 1)
  const blank = /^`|`$|^ .* $/.test(text) ? ' ' : ''
  return `${fence}${blank}${text}${blank}${fence}`
}

/** The same in a table, where a bar would end the cell. */
export const cellCode = (text: string) => code(text).replaceAll('|', '\\|')

export const heading = (text: string) => `### ${plain(text)}`

export const table = (head: string[], rows: string[][]) =>
  [head.map(plain), head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
