import MarkdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { code } from '../../src/report/markdown-text.ts'
import { reporters, speaker } from '../built.ts'
import { audited, guidance } from '../daicha.ts'
import { expectedOf, headlineOf, input, languages, names, sentencesOf } from './fixtures.ts'
import { reportsLabelled } from './hostile.ts'

/** With links made of addresses, as code hosts do. */
const markdown = new MarkdownIt({ html: true, linkify: true })

/** The text that a reader sees, without marks of any kind. */
const textOf = (source: string) =>
  markdown
    .render(source)
    .replace(/<[^>]*>/g, '')
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')

/** HTML that the source itself writes; all else is made of Markdown. */
const writtenTags = (source: string) =>
  markdown
    .parse(source, {})
    .flatMap(({ type, content, children }) => [
      ...(type === 'html_block' ? (content.match(/<[^>]+>/g) ?? []) : []),
      ...(children ?? []).filter((child) => child.type === 'html_inline').map((child) => child.content),
    ])
const tokensOf = (source: string) =>
  markdown.parse(source, {}).flatMap(({ type, children }) => [type, ...(children ?? []).map((child) => child.type)])

/** In a regular expression. */
const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

describe.for(languages)('%s', (lang) => {
  test.for(names)('%s is sound Markdown, says what it must and leaves nothing out', async (name) => {
    const { report } = await audited([input(name), '--lang', lang])
    const words = speaker(guidance, lang === 'en' ? 'en' : 'zh').say
    const source = await reporters.markdown(report, { color: false, columns: 80, words })
    const blocks = writtenTags(source)
    expect(new Set(blocks)).toEqual(new Set(['<details>', '<summary>', '</summary>', '</details>']))
    expect(blocks.filter((tag) => tag === '<details>')).toHaveLength(blocks.length / 4)
    expect(tokensOf(source)).not.toContain('link_open')
    expect(tokensOf(source)).not.toContain('image')

    const text = textOf(source)
    const expected = expectedOf(name)
    const wanted = [
      headlineOf(expected, lang),
      ...sentencesOf(expected, lang),
      ...report.findings.filter(({ severity }) => severity !== 'note').map(({ package: packageName }) => packageName),
      ...report.problems.map(({ message }) => message),
      ...report.guidance.statements.flatMap((one) => [one.text, ...one.corrections.map((fix) => fix.text)]),
      ...report.limits.map((limit) => limit.text),
      ...report.sources.map(({ sha256 }) => sha256),
    ]
    // A step that several apps share is said once, of all of them.
    const labels = report.apps.flatMap(({ label }) => label ?? [])
    const inList = (one: string) =>
      labels.some((label) => {
        const [before = '', ...after] = one.split(label)
        return (
          after.length > 0 &&
          new RegExp(`${literally(before)}[^.。]*${literally(label)}[^.。]*${literally(after.join(label))}`).test(text)
        )
      })
    const isSaid = (one: string) => text.includes(one) || inList(one)
    expect(wanted.filter((one) => !isSaid(one.replace(/\s+/g, ' ')))).toEqual([])
    expect(markdown.render(source).match(/<tr>/g)?.length ?? 0).toBe(rowsIn(report))
  })
})

/** A head and a row for each app with a finding, the same for lenders without; a loan feature makes no lender. */
function rowsIn({ apps, findings }: Awaited<ReturnType<typeof audited>>['report']) {
  const keyOf = (one: { package: string; user: number }) => `${one.package} ${one.user}`
  const found = new Set(findings.filter(({ severity }) => severity !== 'note').map(keyOf))
  const quiet = apps.filter((app) => !['none', 'embedded'].includes(app.lender.class) && !found.has(keyOf(app))).length
  return (found.size > 0 ? 1 + found.size : 0) + (quiet > 0 ? 1 + quiet : 0)
}

test.for([
  '</summary></details><script>alert(1)</script>',
  '[x](http://evil.example) ![y](http://evil.example/p.png)',
  '| a | b |\n# head',
  '`code` **bold** ~~gone~~ $x$',
  'http://evil.example www.evil.example',
  '\\',
  '- item',
])('the label %j is text', async (label) => {
  const report = (await reportsLabelled(label, 'delisted-lender-that-reads'))('en')
  const words = speaker(guidance, 'en').say
  const source = await reporters.markdown(report, { color: false, columns: 80, words })
  const clean = await reporters.markdown((await reportsLabelled('Cash', 'delisted-lender-that-reads'))('en'), {
    color: false,
    columns: 80,
    words,
  })
  expect(tokensOf(source).filter((type) => type !== 'text_special')).toEqual(
    tokensOf(clean).filter((type) => type !== 'text_special'),
  )
  expect(textOf(source)).toContain(label.replace('\n', '\\u000a'))
})

test('nobody is called by a name in it', async () => {
  const report = (await reportsLabelled('@everyone #12', 'delisted-lender-that-reads'))('en')
  const words = speaker(guidance, 'en').say
  expect(await reporters.markdown(report, { color: false, columns: 80, words })).not.toMatch(/@everyone|[^\\]#12/)
})

test.for([
  'plain',
  '`',
  '``two`` and ```three```',
  '`at both ends`',
  ' blanks ',
  '<b>bold</b> [x](http://evil.example)',
])('the printed line %j is code as it is', (line) => {
  const [{ children } = {}] = markdown.parseInline(code(line), {})
  expect(children?.map(({ type, content }) => [type, content])).toEqual([['code_inline', line]])
})
