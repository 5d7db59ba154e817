import { expectTypeOf, test } from 'vitest'
import { define } from '../../src/cli/command.ts'
import { flags, type OptionsOf } from '../../src/cli/flags.ts'

/** Read by the compiler: `npm test` checks types. */
test('the options of a command are typed by its flags', () => {
  const table = flags({
    '-s, --serial <id>': { help: 'help.serial' },
    '--fail-on <level>': { help: 'help.failOn', oneOf: ['high', 'low'], default: 'high' },
    '--jobs <n>': { help: 'help.jobs', parse: Number },
    '--rules <file>': { help: 'help.rules', isRepeatable: true },
    '--files0-from <file>': { help: 'help.files0From' },
    '--exit-zero': { help: 'help.exitZero' },
    '--no-start-record': { help: 'help.noStartRecord' },
    '--config <file>': { help: 'help.config' },
    '--no-config': { help: 'help.noConfig' },
  })
  type Options = OptionsOf<typeof table>
  expectTypeOf<Options['serial']>().toEqualTypeOf<string | undefined>()
  expectTypeOf<Options['failOn']>().toEqualTypeOf<'high' | 'low'>()
  expectTypeOf<Options['jobs']>().toEqualTypeOf<number | undefined>()
  expectTypeOf<Options['rules']>().toEqualTypeOf<string[]>()
  expectTypeOf<Options['files0From']>().toEqualTypeOf<string | undefined>()
  expectTypeOf<Options['exitZero']>().toEqualTypeOf<boolean | undefined>()
  expectTypeOf<Options['startRecord']>().toEqualTypeOf<boolean>()
  expectTypeOf<Options['config']>().toEqualTypeOf<string | boolean | undefined>()

  define({
    order: 1,
    help: 'help.audit',
    flags: table,
    examples: [],
    async run(_args, options) {
      // @ts-expect-error no flag is called that
      return options.filesZeroFrom ? 1 : 0
    },
  })
})
