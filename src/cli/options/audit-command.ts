import type { AuditOptions } from '../../index.ts'
import type { PhoneOptions } from '../phone/read.ts'
import type { GlobalOptions } from '../program.ts'

/** `daicha audit` as it was typed. */
export interface AuditCommand extends GlobalOptions, PhoneOptions {
  device?: boolean
  format: string[]
  output?: string
  sarifCategory?: string
  failOn: AuditOptions['failOn']
  minSeverity: AuditOptions['minSeverity']
  user: string
  regime: string
  policy?: 'borrower' | 'release'
  /** Rule files of the user. */
  rules: string[]
  allApps?: boolean
  exitZero?: boolean
  allowPartial?: boolean
  filesFrom?: string
  files0From?: string
  jobs?: number
  startRecord: boolean
  endRecord: boolean
  config?: string | false
  ignoreFile?: string
  strictIgnores?: boolean
  showIgnored?: boolean
  baseline?: string
  writeBaseline?: string
  assumeLender: string[]
  rule: string[]
  skipRule: string[]
  /** Names of the options that were typed, which a configuration does not change. */
  given: string[]
}
