import { join, resolve } from 'node:path'
import { AuditError, isFolder, nearest, reporters } from '../../internal.ts'
import { flags, type OptionsOf, wrongValue } from '../flags.ts'

export const formatFlags = flags({
  '-f, --format <format[=file]>': { help: 'help.format', shows: Object.keys(reporters), isRepeatable: true },
  '-o, --output <file>': { help: 'help.output', isRepeatable: true },
})

export interface Target<Format extends string> {
  format: Format
  file?: string
}

/** What a format is called besides its name. */
const ALIASES = new Map([
  ['txt', 'text'],
  ['md', 'markdown'],
  ['htm', 'html'],
  ['jsonl', 'ndjson'],
])

/** Of a file that ends so. */
const ENDINGS = new Map([...ALIASES, ['xml', 'junit']])

/** What people ask for, its place in the advice of E118, and the format that is advised there. */
const ELSEWHERE = [
  { names: ['pdf', 'ps'], advice: 'paper', shown: 'PDF', advised: 'html' },
  { names: ['doc', 'docx', 'word', 'odt', 'rtf'], advice: 'paper', shown: 'Word', advised: 'html' },
  { names: ['xls', 'xlsx', 'excel', 'ods'], advice: 'sheet', shown: 'Excel', advised: 'csv' },
  { names: ['xml'], advice: 'xml', shown: 'xml', advised: 'junit' },
]

/** Standard output, as everywhere else; `./-` is a file. */
export const SCREEN = '-'

/**
 * `-f` as given and `-o` by its ending; text to the screen when none is given. At most one goes to the screen.
 *
 * @throws AuditError E113, E114, E117, E118, E119, E120, E129
 */
export function targetsOf<Format extends string>(
  { format, output }: OptionsOf<typeof formatFlags>,
  known: Record<Format, unknown>,
  cwd: string,
): Target<Format | 'text'>[] {
  const formats = Object.keys(known) as Format[]
  const called = (typed: string, names: ReadonlyMap<string, string>) => {
    const name = typed.trim().toLowerCase()
    return formats.find((one) => one === (names.get(name) ?? name))
  }
  const targets = format.map((value): Target<Format | 'text'> => {
    const [name = '', ...rest] = value.split('=')
    const found = called(name, ALIASES)
    if (found === undefined) throw unknownFormat(name, formats)
    const file = rest.join('=')
    if (rest.length > 0 && file === '') {
      const example = `-f ${found}=report.${endingOf(found)}`
      throw new AuditError('E113', { x: `-f ${value}`, what: `report.${endingOf(found)}`, example })
    }
    if (file === '' || file === SCREEN) return { format: found }
    refuseFolder(file, cwd, `-f ${found}=`)
    return { format: found, file }
  })
  for (const file of output) {
    refuseFolder(file, cwd, '-o ')
    const ending = /\.(\w+)$/.exec(file.replace(/\.sarif\.json$/i, '.sarif'))?.[1] ?? ''
    const found = called(ending, ENDINGS)
    if (found === undefined) throw ending === '' ? noEnding(file) : unknownFormat(ending, formats)
    targets.push({ format: found, file })
  }
  const shown = targets.filter(({ file }) => file === undefined).map((target) => target.format)
  const [first, ...others] = shown
  if (others.length > 0) {
    const named = others.map((one) => `-f ${one}=report.${endingOf(one)}`)
    const example = [`-f ${first}`, ...named].join(' ')
    throw new AuditError('E117', { n: String(shown.length), list: shown.join(', '), example })
  }
  return targets.length > 0 ? targets : [{ format: 'text' }]
}

/** Of a format that is written elsewhere, or of one that is not, with what comes nearest to it. */
function unknownFormat(typed: string, formats: string[]): AuditError {
  const name = typed.trim().toLowerCase()
  const single = Object.keys(reporters).find((one) => one === (ALIASES.get(name) ?? name))
  const allowed = formats.join(', ')
  if (single !== undefined && !formats.includes('ndjson')) return wrongValue('-f', single, formats)
  if (single !== undefined)
    return new AuditError('E129', {
      format: single,
      allowed,
      ...(single === 'html' ? { page: 'all.html' } : { own: single }),
    })
  const parts = name.split(/[,;+]/).filter(Boolean)
  const each = parts.length > 1 && {
    each: parts.map((one, at) => `-f ${one}${at === 0 ? '' : `=report.${endingOf(one)}`}`).join(' '),
  }
  const elsewhere = ELSEWHERE.find(({ names, advised }) => names.includes(name) && formats.includes(advised))
  const [guess] = elsewhere || each ? [] : nearest(name, [...formats, ...ALIASES.keys()])
  return new AuditError('E118', {
    x: typed,
    allowed,
    ...each,
    ...(elsewhere && { [elsewhere.advice]: elsewhere.shown }),
    guess,
  })
}

const noEnding = (output: string) =>
  new AuditError('E119', {
    path: output,
    ...(output !== SCREEN && {
      allowed: ['html', 'json', 'md', 'csv', 'txt'].map((ending) => `${output}.${ending}`).join(', '),
    }),
    example: `-f html=${output}`,
  })

const endingOf = (format: string) =>
  [...ENDINGS].find(([ending, name]) => name === format && !format.startsWith(ending))?.[0] ?? format

/** @throws AuditError E120 */
export function refuseFolder(file: string, cwd: string, before: string, name = 'report.html'): void {
  if (!isFolder(resolve(cwd, file))) return
  throw new AuditError('E120', { path: file, example: before + join(file, name) })
}
