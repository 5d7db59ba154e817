import { loadExplained } from '../../internal.ts'
import { define } from '../command.ts'
import { wrongValue } from '../flags.ts'
import { languageOf } from '../language.ts'

/** The help of the program or of one command, and all of it as a manual page. */
export const command = define({
  order: 10,
  help: 'help.helpCommand',
  args: { '[command]': 'help.commandName' },
  flags: { '--man': { help: 'help.man' } },
  examples: ['daicha help', 'daicha help audit', 'daicha help --man | man -l -'],
  async run([name], { man, lang }, { io, version, tree }) {
    const root = tree()
    if (man) {
      const { manPage } = await import('../output/man.ts')
      const exits = loadExplained().topics.flatMap(({ id, text }): [string, string][] =>
        id.startsWith('exit-') ? [[id.slice('exit-'.length), text[languageOf(lang, io)]]] : [],
      )
      io.stdout.write(manPage(root, exits, version, io.now().slice(0, 10)))
      return 0
    }
    const asked = name === undefined ? root : root.commands.find((one) => one.name() === name)
    if (asked === undefined)
      throw wrongValue(
        'daicha help',
        name ?? '',
        root.commands.map((one) => one.name()),
      )
    asked.outputHelp()
    return 0
  },
})
