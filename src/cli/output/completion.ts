import type { Command as Commander, Option } from 'commander'

/** What is told of one command, or of the program before a command. */
interface Told {
  name: string
  about: string
  options: Option[]
  /** What the first word after it may be. */
  words: readonly string[]
}

/** The program under an empty name, then each command; every one takes the options of the program. */
const toldOf = (root: Commander): Told[] => [
  { name: '', about: root.description(), options: [...root.options], words: root.commands.map((one) => one.name()) },
  ...root.commands.map((one) => ({
    name: one.name(),
    about: one.description(),
    options: [...one.options, ...root.options.filter(({ long }) => long !== '--version')],
    words: one.registeredArguments[0]?.argChoices ?? [],
  })),
]

const namesOf = ({ short, long }: Option) => [short, long].flatMap((name) => name ?? [])

/** A text in single quotes of sh, with as few of its marks as a line can hold. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
const line = (text: string) => text.split('\n')[0] ?? ''

function bash(root: Commander): string {
  const all = toldOf(root)
  const names = root.commands.map((one) => one.name()).join('|')
  const values = all.flatMap(({ name, options }) =>
    options
      .filter(({ required }) => required)
      .map((option) => {
        const cases = namesOf(option).map((flag) => `${name}:${flag}`)
        const words = option.argChoices?.join(' ')
        return `    ${cases.join('|')}) ${words ? `COMPREPLY=($(compgen -W ${quoted(words)} -- "$cur"))` : ':'}; return ;;`
      }),
  )
  const flags = all.map(
    ({ name, options }) =>
      `      ${name || "''"}) words=${quoted([...options.flatMap(namesOf), '--help'].join(' '))} ;;`,
  )
  const first = all
    .filter(({ words }) => words.length > 0)
    .map(({ name, words }) => `      ${name || "''"}) words=${quoted(words.join(' '))} ;;`)
  return `# bash completion of daicha: daicha completion bash >> ~/.bashrc
_daicha() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command= words= at
  # --lang=en is three words to bash.
  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  for ((at = 1; at < COMP_CWORD; at++)); do
    case \${COMP_WORDS[at]} in ${names}) command=\${COMP_WORDS[at]}; break ;; esac
  done
  case $command:$prev in
${values.join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case $command in
${flags.join('\n')}
    esac
  else
    case $command in
${first.join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _daicha daicha
`
}

function zsh(root: Commander): string {
  const [top, ...commands] = toldOf(root)
  const plain = (text: string) => line(text).replace(/[[\]:\\]/g, ' ')
  const spec = (option: Option) => {
    const value = option.required ? `:value:${option.argChoices ? `(${option.argChoices.join(' ')})` : '_files'}` : ''
    const named = (flag: string) => (value && flag.startsWith('--') ? `${flag}=` : flag)
    return namesOf(option).map((flag) => quoted(`*${named(flag)}[${plain(option.description)}]${value}`))
  }
  const specs = (options: Option[]) => options.flatMap(spec).join(' \\\n        ')
  const cases = commands.map(({ name, options, words }) => {
    const first = words.length > 0 ? `${quoted(`1:word:(${words.join(' ')})`)} ` : ''
    return `      ${name})\n        _arguments \\\n        ${specs(options)} \\\n        ${first}'*:file:_files' ;;`
  })
  const list = commands.map(({ name, about }) => `    ${quoted(`${name}:${plain(about)}`)}`)
  return `#compdef daicha
# zsh completion of daicha: daicha completion zsh > ~/.zfunc/_daicha
_daicha() {
  local state line
  local -a commands
  typeset -A opt_args
  commands=(
${list.join('\n')}
  )
  _arguments -C \\
    ${specs(top?.options ?? [])} \\
    '1: :->command' '*:: :->rest'
  case $state in
    command) _describe -t commands command commands || _files ;;
    rest)
      case $line[1] in
${cases.join('\n')}
      *) _files ;;
      esac ;;
  esac
}
if [ "$funcstack[1]" = _daicha ]; then _daicha "$@"; else compdef _daicha daicha; fi
`
}

function fish(root: Commander): string {
  const seen = (words: readonly string[]) => `__fish_seen_subcommand_from ${words.join(' ')}`
  // To fish, the value of an option before the command is the command.
  const first = `not ${seen(root.commands.map((one) => one.name()))}`
  const lines = toldOf(root).flatMap(({ name, about, options, words }) => {
    const when = name === '' ? first : seen([name])
    const isFirst = `${when}; and not ${seen(words.filter((word) => word !== name))}`
    const flag = (option: Option) => {
      const { short, long, argChoices, description } = option
      const names = [short && `-s ${short.slice(1)}`, long && `-l ${long.slice(2)}`].filter(Boolean).join(' ')
      const value = option.required ? (argChoices ? ` -x -a ${quoted(argChoices.join(' '))}` : ' -r -F') : ''
      return `complete -c daicha -n ${quoted(when)} ${names}${value} -d ${quoted(line(description))}`
    }
    const named =
      name === ''
        ? [`complete -c daicha -n ${quoted(first)} -F`]
        : [
            `complete -c daicha -n ${quoted(first)} -a ${name} -d ${quoted(line(about))}`,
            ...(words.length > 0 ? [`complete -c daicha -n ${quoted(isFirst)} -f -a ${quoted(words.join(' '))}`] : []),
          ]
    return [...named, ...options.map(flag)]
  })
  return `# fish completion of daicha: daicha completion fish > ~/.config/fish/completions/daicha.fish\n${lines.join('\n')}\n`
}

function powershell(root: Commander): string {
  const text = (word: string) => `'${word.replaceAll("'", "''")}'`
  const list = (words: readonly string[]) => `@(${words.map(text).join(', ')})`
  const all = toldOf(root)
  const words = all.map(
    ({ name, options, words: first }) =>
      `    ${text(name)} = ${list([...first, ...options.flatMap(namesOf), '--help'])}`,
  )
  const values = all.flatMap(({ name, options }) =>
    options.flatMap((option) =>
      option.argChoices
        ? namesOf(option).map((flag) => `    ${text(`${name} ${flag}`)} = ${list(option.argChoices ?? [])}`)
        : [],
    ),
  )
  // -s and -S would be one key of an ordinary table.
  return `# PowerShell completion of daicha: daicha completion powershell >> $PROFILE
Register-ArgumentCompleter -Native -CommandName daicha -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = [System.Collections.Hashtable]::new([System.StringComparer]::Ordinal)
  (@{
${words.join('\n')}
  }).GetEnumerator() | ForEach-Object { $words[$_.Key] = $_.Value }
  $values = [System.Collections.Hashtable]::new([System.StringComparer]::Ordinal)
  @(
${values.map((one) => `    @{ ${one.trim()} }`).join('\n')}
  ) | ForEach-Object { foreach ($key in $_.Keys) { $values[$key] = $_[$key] } }
  $typed = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
  if ($wordToComplete -ne '') { $typed = @($typed | Select-Object -SkipLast 1) }
  $command = ''
  foreach ($one in $typed) { if ($one -ne '' -and $words.ContainsKey($one)) { $command = $one; break } }
  $last = if ($typed.Count -gt 0) { $typed[-1] } else { '' }
  $found = if ($values.ContainsKey("$command $last")) { $values["$command $last"] } else { $words[$command] }
  $found | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`
}

/** What each shell reads to complete what is typed after the name of the program. */
export const completions = { bash, zsh, fish, powershell }
