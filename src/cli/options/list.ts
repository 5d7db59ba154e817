import { resolve } from 'node:path'
import { AuditError } from '../../internal.ts'
import { flags, type OptionsOf, wrongValue } from '../flags.ts'

/** Inputs that a file lists, each a phone of its own. */
export const listFlags = flags({
  '--files-from <file>': { help: 'help.filesFrom' },
  '--files0-from <file>': { help: 'help.files0From' },
  '-j, --jobs <n>': { help: 'help.jobs', parse: count },
  '--no-start-record': { help: 'help.noStartRecord' },
  '--no-end-record': { help: 'help.noEndRecord' },
})

export type ListOptions = OptionsOf<typeof listFlags>

export interface List {
  path: string
  /** As it was named; `-` is standard input. */
  shown: string
  separator: '\n' | '\0'
}

/** The list that is named, if one is. @throws AuditError E115 for two, or for one beside inputs */
export function listOf({ filesFrom, files0From }: ListOptions, inputs: string[], cwd: string): List | undefined {
  if (filesFrom !== undefined && files0From !== undefined)
    throw new AuditError('E115', { x: '--files-from', y: '--files0-from' })
  const shown = filesFrom ?? files0From
  if (shown === undefined) return undefined
  if (inputs[0] !== undefined)
    throw new AuditError('E115', { x: filesFrom === undefined ? '--files0-from' : '--files-from', y: inputs[0] })
  return { path: resolve(cwd, shown), shown, separator: files0From === undefined ? '\n' : '\0' }
}

/** A number of at least 1. */
function count(typed: string): number {
  if (/^[1-9]\d{0,2}$/.test(typed)) return Number(typed)
  throw wrongValue('--jobs', typed, [], { allowed: '1, 2, 3 ... 999' })
}
