import { AuditError, reporters } from '../../internal.ts'
import { flags, type OptionsOf } from '../flags.ts'

export const formatFlags = flags({
  '-f, --format <format[=file]>': { help: 'help.format', shows: Object.keys(reporters), isRepeatable: true },
  '-o, --output <file>': { help: 'help.output' },
})

export interface Target<Format extends string> {
  format: Format
  file?: string
}

/** Where an extension is not the name of its format. */
const EXTENSIONS = new Map([
  ['txt', 'text'],
  ['md', 'markdown'],
  ['htm', 'html'],
  ['xml', 'junit'],
  ['jsonl', 'ndjson'],
])

/** `-f` as given and `-o` by its extension; text to the screen when none is given. At most one goes to the screen. */
export function targetsOf<Format extends string>(
  { format, output }: OptionsOf<typeof formatFlags>,
  known: Record<Format, unknown>,
): Target<Format | 'text'>[] {
  const isKnown = (name: string): name is Format => Object.hasOwn(known, name)
  const guess = Object.keys(known).join(', ')
  const targets = format.map((value): Target<Format | 'text'> => {
    const [name = '', ...rest] = value.split('=')
    if (!isKnown(name)) throw new AuditError('E101', { x: `--format ${value}`, guess })
    return { format: name, ...(rest.length > 0 && { file: rest.join('=') }) }
  })
  if (output !== undefined) {
    const extension = /\.(\w+)$/.exec(output.replace(/\.sarif\.json$/, '.sarif'))?.[1] ?? ''
    const name = EXTENSIONS.get(extension) ?? extension
    if (!isKnown(name)) throw new AuditError('E101', { x: `--output ${output}` })
    targets.push({ format: name, file: output })
  }
  if (targets.filter(({ file }) => file === undefined).length > 1)
    throw new AuditError('E101', { x: `--format ${format.join(' --format ')}` })
  return targets.length > 0 ? targets : [{ format: 'text' }]
}
