import { readdirSync } from 'node:fs'

/** A dash that a chat or an input method made of two hyphens, before the name of an option. */
const DASHES = /^[\p{Pd}−]+(?=[a-z])/iu

/** `—full`, `——full` and `－－ｆｕｌｌ` as they were meant; what is a file here stays its name. */
export function withHyphens(argv: string[], isFile: (name: string) => boolean): string[] {
  // Behind two hyphens alone stand no options.
  const end = argv.indexOf('--')
  return argv.map((word, at) => {
    const plain = word.normalize('NFKC')
    if ((end !== -1 && at >= end) || word.startsWith('-') || !DASHES.test(plain) || isFile(word)) return word
    return plain.replace(DASHES, plain.replace(DASHES, '').length === 1 ? '-' : '--')
  })
}

/**
 * A `*` in the last name of a path stands for every name there: `sh` sees to that before a program starts, `cmd` and
 * PowerShell leave it to the program. No name on Windows has a `*` of its own. What matches nothing stays.
 */
export function withNames(argv: string[]): string[] {
  return argv.flatMap((word) => {
    const [, folder = '', pattern = ''] = /^((?:.*[\\/])?)([^\\/]*)$/s.exec(word) ?? []
    if (word.startsWith('-') || !pattern.includes('*')) return [word]
    const names = namesIn(folder || '.').filter((name) => fits(name.toLowerCase(), pattern.toLowerCase().split('*')))
    return names.length === 0 ? [word] : names.sort().map((name) => folder + name)
  })
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Whether a name has these parts, one behind the other, the first at its beginning and the last at its end. */
function fits(name: string, [first = '', ...parts]: string[]): boolean {
  const last = parts.pop() ?? ''
  if (!name.startsWith(first)) return false
  let at = first.length
  for (const part of parts) {
    const found = name.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  return name.length - last.length >= at && name.endsWith(last)
}
