import { flags, type OptionsOf, wrongValue } from '../flags.ts'
import { appFlag } from '../options/app.ts'
import { countryFlag } from '../options/country.ts'
import { assumedFlag } from '../options/rule-set.ts'
import { adbFlags, namesFlag, serialFlag, waitFlag } from '../phone/choose.ts'

export const packFlags = flags({
  '-o, --output <path>': { help: 'help.packOutput' },
  '--minimal': { help: 'help.minimal' },
  ...appFlag,
  ...countryFlag('help.country'),
  '--assume-lender <package>': assumedFlag(),
  '--device': { help: 'help.packDevice' },
  ...serialFlag,
  ...waitFlag,
  ...adbFlags,
  ...namesFlag,
})
export const logFlags = flags({ '--by <name>': { help: 'help.by' }, '--note <text>': { help: 'help.packNote' } })
export const verifyFlags = flags({ '--expect <hash>': { help: 'help.expect', parse: hash } })

export type PackOptions = OptionsOf<typeof packFlags & typeof logFlags>
export type LogOptions = OptionsOf<typeof logFlags>

/** A number as it was copied from paper: in groups or not, in capitals or not. */
function hash(typed: string): string {
  const digits = typed.replace(/[\s:-]/g, '').toLowerCase()
  if (/^[0-9a-f]{64}$/.test(digits)) return digits
  throw wrongValue('--expect', typed, [], { digits: '64' })
}
