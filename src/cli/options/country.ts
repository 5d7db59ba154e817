import type { WordKey } from '../../internal.ts'
import { flags } from '../flags.ts'

/** Whose law and numbers hold; `help` says of what. A country is typed in capitals or not. */
export const countryFlag = (help: WordKey) =>
  flags({ '--country <cc>': { help, parse: (typed: string) => typed.trim().toLowerCase() } })
