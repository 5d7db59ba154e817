import { define } from '../command.ts'
import { wrongValue } from '../flags.ts'

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const

/** Prints what a shell reads to complete our commands, options and their values. */
export const command = define({
  order: 11,
  help: 'help.completion',
  args: { '<shell>': 'help.shell' },
  choices: SHELLS,
  flags: {},
  examples: [
    'daicha completion bash >> ~/.bashrc',
    'daicha completion zsh > ~/.zfunc/_daicha',
    'daicha completion fish > ~/.config/fish/completions/daicha.fish',
    'daicha completion powershell >> $PROFILE',
  ],
  async run([typed = ''], _options, { io, tree }) {
    const shell = SHELLS.find((one) => one === typed.toLowerCase())
    if (shell === undefined) throw wrongValue('daicha completion', typed, SHELLS)
    const { completions } = await import('../output/completion.ts')
    io.stdout.write(completions[shell](tree()))
    return 0
  },
})
