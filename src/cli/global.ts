import { flags, type OptionsOf, wrongValue } from './flags.ts'
import { isLanguage, languageChoices } from './language.ts'

export const globalFlags = flags({
  '--lang <language>': { help: 'help.lang', shows: languageChoices, parse: language },
  '--color <when>': { help: 'help.color', oneOf: ['auto', 'always', 'never'], default: 'auto' },
  '-q, --quiet': { help: 'help.quiet' },
  '-v, --verbose': { help: 'help.verbose' },
})

export interface GlobalOptions extends OptionsOf<typeof globalFlags> {
  /** Names of the options that were typed, which a configuration does not change. */
  given: string[]
}

function language(typed: string): string {
  if (isLanguage(typed)) return typed
  throw wrongValue('--lang', typed, languageChoices)
}
