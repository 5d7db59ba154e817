import type { Command as Commander, Option } from 'commander'

/** A text of roff: no mark of its own, and no line that begins with a request. */
const roff = (text: string) =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('`', '\\(ga')
    .replace(/^([.'])/gm, '\\&$1')

const item = (term: string, text: string) => `.TP\n.B ${roff(term)}\n${roff(text)}\n`

/** The help of the program and of all commands as one page for man(1). */
export function manPage(root: Commander, exits: [code: string, text: string][], version: string, date: string): string {
  const [tagline = '', ...more] = root.description().split('\n')
  const help = root.createHelp()
  const options = (list: readonly Option[]) =>
    list.map((option) => item(option.flags, help.optionDescription(option))).join('')
  const all = [root, ...root.commands].flatMap((one) => one.options)
  const variables = new Map(
    all.flatMap((option) => {
      const [name] = /[A-Z]+_[A-Z]+/.exec(option.description) ?? []
      return name && option.long ? [[name, option.long]] : []
    }),
  )
  const commands = root.commands.map((one) => {
    const args = one.registeredArguments.map((argument) => item(argument.name(), argument.description)).join('')
    return [
      `.SS ${roff(`daicha ${one.name()} ${one.usage()}`)}\n`,
      `${roff(one.description())}\n`,
      args,
      options(one.options),
    ].join('')
  })
  return [
    `.TH DAICHA 1 ${date} "daicha ${version}" "User Commands"\n`,
    '.SH NAME\n',
    `daicha \\- ${roff(tagline)}\n`,
    '.SH SYNOPSIS\n',
    `.B daicha\n${roff(root.usage())}\n`,
    '.SH DESCRIPTION\n',
    `${roff(more.join('\n'))}\n`,
    '.SH OPTIONS\n',
    options(root.options),
    '.SH COMMANDS\n',
    ...commands,
    '.SH ENVIRONMENT\n',
    ...[...variables].map(([name, option]) => item(name, option)),
    '.SH EXIT STATUS\n',
    ...exits.map(([code, text]) => item(code, text)),
  ].join('')
}
