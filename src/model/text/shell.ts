import { late } from '../late.ts'

const PLAIN = late(String.raw`^[\p{L}\p{N}_./:][\p{L}\p{M}\p{N}_./:-]*$`, 'u')

/** What `sh`, `cmd` and PowerShell take as it is between double quotes; a backslash only where it escapes nothing. */
const QUOTABLE = late(String.raw`^(?:[^\p{C}\p{Zl}\p{Zp}"“”„$\x60!%\\]|\\(?=[\p{L}\p{N}_.]))+$`, 'u')

/**
 * A text as one word of a command line that a person copies: as it is, or in double quotes, so that `sh`, `cmd` and
 * PowerShell read that text and nothing else. Undefined where no such word exists, and where the text would be taken
 * for an option: then the command is not shown.
 */
export function shellWord(text: string): string | undefined {
  if (/^[\w./:][\w./:-]*$/.test(text) || PLAIN().test(text)) return text
  return QUOTABLE().test(text) && !text.startsWith('-') ? `"${text}"` : undefined
}
