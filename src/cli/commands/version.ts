import { define } from '../command.ts'

/** The version alone, as `--version` prints it. */
export const command = define({
  order: 12,
  help: 'help.version',
  flags: {},
  examples: ['daicha version'],
  async run(_args, _options, { io, version }) {
    io.stdout.write(`${version}\n`)
    return 0
  },
})
