import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'

const isRequired = process.env['DAICHA_REQUIRE_SHELLS'] === '1'
const lacks = (program: string) => !isRequired && spawnSync('which', [program]).status !== 0

let folder: string
beforeAll(async () => {
  folder = newFolder()
  for (const shell of ['bash', 'zsh', 'fish', 'powershell'])
    writeFileSync(join(folder, shell), (await daicha(['completion', shell])).stdout)
})

/** What is typed before Tab, and what must and must not be offered. */
const typed: [line: string, offered: string[], not: string[]][] = [
  ['daicha aud', ['audit'], ['capture']],
  ['daicha audit --fail-on h', ['high'], ['low']],
  ['daicha audit --fo', ['--format'], ['--fail-on']],
  ['daicha schema re', ['report'], ['ndjson']],
  ['daicha completion f', ['fish'], ['bash']],
  ['daicha help cap', ['capture'], ['audit']],
  ['daicha --lang en aud', ['audit'], ['capture']],
]

/** What only a shell that is there offers: the files of the folder, each named after a shell. */
const inShell: typeof typed = [
  ['daicha evidence pack pow', ['powershell'], ['pack']],
  ['daicha rules lint pow', ['powershell'], ['lint']],
  ['daicha audit --fail-on=h', ['--fail-on=high'], ['--fail-on=low']],
]

/** As bash has cut `--fail-on=h`. */
const cutAtEquals: (typeof typed)[number] = ['daicha audit --fail-on = h', ['high'], ['low']]

describe('bash', () => {
  test.skipIf(lacks('bash')).for([...typed, cutAtEquals])('completes %s', ([line, offered, not]) => {
    const script = `source "$0"; COMP_WORDS=(${line}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _daicha; echo "\${COMPREPLY[@]}"`
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script, join(folder, 'bash')], { encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(stdout.trim().split(' ')).toEqual(expect.arrayContaining(offered))
    for (const word of not) expect(stdout.split(' ')).not.toContain(word)
  })
})

describe('fish', () => {
  test.skipIf(lacks('fish')).for([...typed, ...inShell])('completes %s', ([line, offered, not]) => {
    const script = `source ${join(folder, 'fish')}; complete -C "${line}"`
    const { stdout, stderr } = spawnSync('fish', ['--no-config', '-c', script], { encoding: 'utf8', cwd: folder })
    expect(stderr).toBe('')
    const words = stdout.split('\n').map((row) => row.split('\t')[0])
    expect(words).toEqual(expect.arrayContaining(offered))
    // It also offers what holds the letters elsewhere.
    for (const word of not.filter((one) => !one.startsWith('--'))) expect(words).not.toContain(word)
  })
})

describe('zsh', () => {
  // A shell at a terminal of its own, where Tab is pressed.
  const drive = (line: string) => `
zmodload zsh/zpty
zpty shell "PS1='> ' zsh -f -i"
zpty -w shell "autoload -U compinit; compinit -u -D; setopt NO_LIST_BEEP; source ${folder}/zsh; echo re''ady"
while zpty -r shell out '*ready*'; do break; done
zpty -w -n shell "${line}"$'\\t'
sleep 1
zpty -w -n shell $'\\C-a: \\n'
sleep 0.3
zpty -w shell "echo do''ne"
while zpty -r shell out '*done*'; do print -r -- "$out"; break; done
zpty -d shell`

  test.skipIf(lacks('zsh')).for([...typed, ...inShell])('completes %s', ([line, offered]) => {
    const { stdout } = spawnSync('zsh', ['-f', '-c', drive(line)], { encoding: 'utf8', cwd: folder })
    for (const word of offered) expect(stdout).toContain(`${line.slice(0, line.lastIndexOf(' ') + 1)}${word}`)
  })
})

describe('powershell', () => {
  // Debian has no PowerShell: the script is held to its pairs and to what it must name.
  test('is a script whose quotes and brackets are paired, and which names every command', () => {
    const script = readFileSync(join(folder, 'powershell'), 'utf8')
    const bare = script
      .replace(/^#.*$/gm, '')
      .replace(/'(?:[^']|'')*'/g, '')
      .replace(/"[^"\n]*"/g, '')
    expect(bare).not.toMatch(/['"]/)
    const open: string[] = []
    for (const [mark] of bare.matchAll(/[()[\]{}]/g)) {
      if ('([{'.includes(mark)) open.push(mark)
      else expect(`${open.pop()}${mark}`).toMatch(/^(\(\)|\[\]|\{\})$/)
    }
    expect(open).toEqual([])
    for (const name of ['audit', 'capture', 'explain', 'completion']) expect(script).toContain(`'${name}' = @(`)
    expect(script).toContain("'audit --fail-on' = @('critical', 'high'")
  })
})

describe('the manual page', () => {
  test.skipIf(lacks('mandoc'))('is made by the build, and a reader of manual pages finds nothing wrong with it', () => {
    const path = join(root, 'man/daicha.1')
    const { status, stdout, stderr } = spawnSync('mandoc', ['-Tlint', '-Wwarning', path], { encoding: 'utf8' })
    expect([status, stdout, stderr]).toEqual([0, '', ''])
  })

  const page = readFileSync(join(root, 'man/daicha.1'), 'utf8').replaceAll('\\-', '-')

  test('tells every exit code of the front page', () => {
    const rows = readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^\| (\d[\d,; ]*) \|/gm)
    const codes = [...rows].flatMap(([, cell = '']) => cell.split(/[,;] /))
    const [, status = ''] = page.split('.SH EXIT STATUS')
    expect([...status.matchAll(/^\.B (\d+)$/gm)].map(([, code]) => code).toSorted()).toEqual(codes.toSorted())
    expect(status).toContain('\\(ga--fail-on\\(ga')
  })

  test('tells what of the environment is heeded, and the option that says the same', () => {
    const [, told = ''] = page.split(/^\.SH (?:ENVIRONMENT|EXIT STATUS)$/m)
    expect([...told.matchAll(/^\.B (\w+)\n(--\w+)$/gm)].map(([, ...pair]) => pair)).toEqual([
      ['DAICHA_LANG', '--lang'],
      ['NO_COLOR', '--color'],
      ['ANDROID_SERIAL', '--serial'],
      ['DAICHA_ADB', '--adb'],
    ])
  })

  test('tells every option that the help tells', async () => {
    const help = (await daicha(['help', 'audit'])).stdout
    const options = [...help.matchAll(/--[a-z][a-z0-9-]+/g)].map(([option]) => option)
    expect(options.length).toBeGreaterThan(20)
    for (const option of options.filter((one) => one !== '--help')) expect(page).toContain(option)
  })
})
