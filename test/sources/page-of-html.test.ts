import { describe, expect, test } from 'vitest'
import { textOf } from '../../src/sources/document/html.ts'
import { dumpsInPage } from '../../src/sources/document/page.ts'
import { shownBy } from '../../src/sources/web/shown.ts'
import { sourceOf } from './source.ts'

const reads = 'Package [com.example.cash] (4f940cc):\n  android.permission.READ_CONTACTS: granted=true\n'
const other = 'Package [com.example.sun] (4f940cc):\n  android.permission.CAMERA: granted=true\n'
const ops = 'Uid u0a1:\n  Package com.example.cash:\n    READ_CONTACTS (allow):\n'
const lines = (text: string) => text.replaceAll('\n', '<br>')

async function read(body: string, shown: (html: string) => string) {
  const told = []
  for (const dump of dumpsInPage(sourceOf('a.html'), Buffer.from(`<html><body>${body}</body></html>`), shown)) {
    const pieces: Uint8Array[] = []
    for await (const piece of dump.chunks()) pieces.push(piece)
    told.push({ text: Buffer.concat(pieces).toString(), isWhole: dump.failure() === undefined })
  }
  return told
}

describe.each([
  ['the command line', textOf],
  ['a browser', shownBy],
])('a page of HTML, in %s', (_, shown) => {
  test.each([
    ['in a comment', `<!-- ${reads} -->`],
    ['in a field', `<p title="${reads}">See here</p>`],
    ['in a script', `<script>${reads}</script>`],
    ['in a section of XML', `<![CDATA[${reads}]]>`],
    ['app ops in a comment', `<!--\n${ops}-->`],
    ['app ops in lines', `<p>${lines(ops)}</p>`],
    ['before a text as it is', `<p>${lines(reads)}</p><pre>${other}</pre>`],
    ['before a text of something else', `<p>${lines(reads)}</p><pre>See above</pre>`],
    ['behind a text as it is', `<pre>${other}</pre><p>${lines(reads)}</p>`],
  ])('is seen and never clear %s', async (_, body) => {
    const told = await read(body, shown)
    expect(told.some(({ isWhole }) => !isWhole)).toBe(true)
    expect(told.map(({ text }) => text).join()).toContain('com.example.cash')
  })

  test.each([
    ['one text', `<pre>${reads}</pre>`],
    ['several', `<p>apps</p><pre>${reads}</pre><p>app ops</p><pre class="a">${ops}</pre><p>That is all.</p>`],
  ])('is read as it stands where it is shown as it is: %s', async (_, body) => {
    expect(await read(body, shown)).toEqual([{ text: `<html><body>${body}</body></html>`, isWhole: true }])
  })
})
