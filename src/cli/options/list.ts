import { AuditError, type Place, placeAt } from '../../internal.ts'
import { flags, type OptionsOf, typedOf, wrongValue } from '../flags.ts'
import type { GlobalOptions } from '../global.ts'
import { sarifFlag, textFlags } from '../output/report.ts'
import { appFlag } from './app.ts'

/** Inputs that a file lists, each a phone of its own. */
const sourceFlags = flags({
  '--files-from <file>': { help: 'help.filesFrom' },
  '--files0-from <file>': { help: 'help.files0From' },
})
/** How it is gone through. */
const runFlags = flags({
  '-j, --jobs <n>': { help: 'help.jobs', parse: count },
  '--no-start-record': { help: 'help.noStartRecord' },
  '--no-end-record': { help: 'help.noEndRecord' },
})
export const listFlags = { ...sourceFlags, ...runFlags }
/** What only a report on one input heeds. */
const reportFlags = { ...appFlag, ...textFlags, ...sarifFlag }

/** `-` is standard input. */
export interface List extends Place {
  separator: '\n' | '\0'
}

/** The list that is named, if one is. @throws AuditError E115 for two, and for what goes with a list alone, or never */
export function listOf(
  { filesFrom, files0From, given }: OptionsOf<typeof listFlags> & Pick<GlobalOptions, 'given'>,
  inputs: string[],
  cwd: string,
): List | undefined {
  const [source, another] = typedOf(sourceFlags, given)
  const [input] = inputs
  const apart = (x: string | undefined, y: string | undefined) => {
    if (x !== undefined && y !== undefined) throw new AuditError('E115', { x, y })
  }
  apart(source, another ?? input)
  apart(typedOf(reportFlags, given)[0], source)
  const shown = filesFrom ?? files0From
  if (shown === undefined) {
    apart(typedOf(runFlags, given)[0], input)
    return undefined
  }
  return { ...placeAt(shown, cwd), separator: files0From === undefined ? '\n' : '\0' }
}

function count(typed: string): number {
  if (/^[1-9]\d{0,2}$/.test(typed)) return Number(typed)
  throw wrongValue('--jobs', typed, [], { allowed: '1, 2, 3 ... 999' })
}
