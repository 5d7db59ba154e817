import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shellWord } from '../../../src/model/text/shell.ts'

describe('a text in a command to copy', () => {
  // biome-ignore format: a table is read by its columns
  test.for<[text: string, word: string | undefined]>([
    ['R5CT1234ABC',                  'R5CT1234ABC'],
    ['192.168.1.5:5555',             '192.168.1.5:5555'],
    ['dumps/导出.txt',               'dumps/导出.txt'],
    ['my dump (2).txt',              '"my dump (2).txt"'],
    ['C:\\Users\\li\\package.txt',   '"C:\\Users\\li\\package.txt"'],
    ["it's.txt",                     '"it\'s.txt"'],
    ['~',                            '"~"'],
    ['',                             undefined],
    ['-s',                           undefined],
    ["S';reboot;'\"",                undefined],
    ['$(touch owned)',               undefined],
    ['`touch owned`',                undefined],
    ['100%PATH%',                    undefined],
    ['a!b',                          undefined],
    ['a\nb',                         undefined],
    ['a\u202eb',                     undefined],
    ['a “b”',                        undefined],
    ['ends with\\',                  undefined],
  ])('%j becomes %j', ([text, word]) => expect(shellWord(text)).toBe(word))

  test.skipIf(process.platform === 'win32')('is read back by sh as that text, whatever it is', () => {
    const texts = fc.string({ unit: fc.constantFrom(...'aZ0 ._-/:\\\'"$`!%*?[]{}()<>|&;~#=,@^\n中') })
    const said = fc
      .sample(texts, { numRuns: 3000, seed: 9 })
      .flatMap((text) => (shellWord(text) === undefined ? [] : [text]))
    expect(said.length).toBeGreaterThan(100)
    const script = `printf '%s\\n' ${said.map(shellWord).join(' ')}`
    expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(`${said.join('\n')}\n`)
  })
})
