/** A workflow command as the runner of GitHub Actions understands a line of output. */
export interface Command {
  name: string
  properties: Record<string, string>
  message: string
}

/**
 * The commands among the lines, and the other lines, as the runner tells them apart: blanks before `::` are nothing.
 */
export function readCommands(output: string): { commands: Command[]; plain: string[] } {
  const commands: Command[] = []
  const plain: string[] = []
  for (const line of output.split(/\r\n|\r|\n/)) {
    const [, name, properties = '', message = ''] = /^\s*::([^\s:]+)(?: (.*?))?::(.*)$/.exec(line) ?? []
    if (name === undefined) plain.push(line)
    else
      commands.push({
        name,
        properties: Object.fromEntries(
          properties.split(',').map((pair) => {
            const at = pair.indexOf('=')
            return [pair.slice(0, at), decoded(pair.slice(at + 1), true)]
          }),
        ),
        message: decoded(message, false),
      })
  }
  return { commands, plain }
}

const decoded = (text: string, isProperty: boolean) =>
  (isProperty ? text.replaceAll('%3A', ':').replaceAll('%2C', ',') : text)
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%25', '%')
