import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { daicha, root } from './daicha.ts'

/** Pages of docs/ in both languages; architecture.md is for those who work on the code. */
const docs = join(root, 'docs')
const pages = readdirSync(docs).flatMap((file) => {
  const name = /^(.+)\.zh-CN\.md$/.exec(file)?.[1]
  return name === undefined ? [] : [{ name, english: read(`${name}.md`), chinese: read(file) }]
})

function read(file: string): string {
  return existsSync(join(docs, file)) ? readFileSync(join(docs, file), 'utf8') : ''
}

const blocks = (text: string) => [...text.matchAll(/^```\w*\n.*?^```$/gms)].map(([block]) => block)
const headings = (text: string) => [...text.matchAll(/^#+(?= )/gm)].map(([level]) => level)
const links = (text: string) => [...text.matchAll(/\]\((?!\w+:)([^)#]+)/g)].map(([, target]) => target ?? '')

test('there are pages', () => expect(pages.map(({ name }) => name)).toContain('batch'))

describe.each(pages)('docs/$name', ({ name, english, chinese }) => {
  test('both languages have the same headings and the same commands', () => {
    expect(headings(chinese)).toEqual(headings(english))
    expect(blocks(chinese)).toEqual(blocks(english))
  })

  test('every link leads to a file', () => {
    expect(links(english)).toContain(`${name}.zh-CN.md`)
    expect(links(chinese)).toContain(`${name}.md`)
    const gone = [...links(english), ...links(chinese)].filter((target) => !existsSync(join(docs, target)))
    expect(gone).toEqual([])
  })

  test('every option of daicha that is named exists', async () => {
    const help = (await Promise.all(['audit', 'report'].map((command) => daicha([command, '--help']))))
      .map(({ stdout }) => stdout)
      .join('')
    const named = [english, chinese].flatMap((text) =>
      [...text.matchAll(/(?:`|daicha .*?)(--[a-z][a-z0-9-]+)/g)].map(([, option]) => option ?? ''),
    )
    expect(named).not.toEqual([])
    expect(named.filter((option) => !help.includes(option))).toEqual([])
  })
})
