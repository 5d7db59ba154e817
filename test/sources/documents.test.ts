import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { audited, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { zipOf } from '../zip.ts'

const fixture = (name: string) => readFileSync(join(root, 'fixtures', name, 'input/package.txt'), 'utf8')
const reads = fixture('delisted-lender-that-reads')
const clear = fixture('clear-phone')

let cwd: string
beforeEach(() => {
  cwd = newFolder()
})

async function audit(files: Record<string, string | Buffer>) {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content)
  const [first = ''] = Object.keys(files)
  const { report } = await audited([Object.keys(files).length === 1 ? first : '.'], { cwd })
  const codes = report.problems.map(({ code }: { code: string }) => code)
  return { verdict: report.verdict, codes, report }
}

const base64 = (bytes: string | Buffer) =>
  (
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\r\n')
const quotedPrintable = (text: string) =>
  text
    .replaceAll('=', '=3D')
    .split('\n')
    .map((line) => line.replace(/ $/, '=20').replace(/.{70}(?=.)/g, '$&=\r\n'))
    .join('\r\n')

const part = (headings: string[], body: string) => [...headings, '', body].join('\r\n')
const attached = (name: string, bytes: string | Buffer) =>
  part(
    [
      'Content-Type: application/octet-stream',
      'Content-Transfer-Encoding: base64',
      `Content-Disposition: attachment; filename="${name}"`,
    ],
    base64(bytes),
  )
const QUOTED = 'Content-Transfer-Encoding: quoted-printable'
const HEAD = ['From: A <a@example.org>', 'Subject: my phone', 'MIME-Version: 1.0']
const mail = (...parts: string[]) =>
  part(
    [...HEAD, 'Content-Type: multipart/mixed; boundary="b1"'],
    ['', part(['Content-Type: text/plain'], 'Hello,\r\nas you asked.\r\n'), ...parts, '--\r\n']
      .join('\r\n--b1\r\n')
      .replace(/\r\n--\r\n$/, '--\r\n'),
  )

describe('a mail', () => {
  const carried: Record<string, (dump: string) => string> = {
    'with the dump attached': (dump) => mail(attached('package.txt', dump)),
    'with a packed dump attached': (dump) => mail(attached('package.txt.gz', gzipSync(dump))),
    'that another mail came with': (dump) =>
      mail(part(['Content-Type: message/rfc822'], mail(attached('package.txt', dump)).replaceAll('b1', 'b2'))),
    'in a box of mails': (dump) =>
      ['hello', dump]
        .map((one) => `From a@example.org Tue Nov 24 10:55:00 2026\n${mail(attached('a', one))}`)
        .join('\n'),
    'with another behind its end': (dump) => `${mail()}\r\n${mail(attached('package.txt', dump))}`,
  }

  test.for(Object.entries(carried))('is what it holds: %s', async ([, carry]) => {
    expect((await audit({ 'a.eml': carry(reads) })).verdict).toBe('act')
    expect((await audit({ 'a.eml': carry(clear) })).verdict).toBe('clear')
  })

  test.for([
    ...Object.entries(carried),
    ['in its text', (dump: string) => part([...HEAD, QUOTED], quotedPrintable(dump))],
  ] as const)('in UTF-16, as PowerShell saves it, beside an older dump, is what it holds: %s', async ([, carry]) => {
    const utf16 = Buffer.from(`\ufeff${carry(reads)}`, 'utf16le')
    for (const bytes of [utf16, Buffer.from(utf16).swap16()])
      expect((await audit({ 'package.txt': clear, 'a.eml': bytes })).verdict).not.toBe('clear')
  })

  test('keeps the findings of a dump in its text, and proves nothing by it', async () => {
    const lines = (dump: string) => escaped(dump).replaceAll(' ', '&nbsp;').replaceAll('\n', '<br>\n')
    for (const pasted of [
      (dump: string) => part(['Content-Type: text/plain', QUOTED], quotedPrintable(dump)),
      (dump: string) => part(['Content-Type: text/plain; format=flowed'], dump.replace(/^ /gm, '  ')),
      (dump: string) => part(['Content-Type: text/html', 'Content-Transfer-Encoding: 7bit'], lines(dump)),
    ]) {
      const mail = (dump: string) => [...HEAD, pasted(dump)].join('\r\n')
      expect((await audit({ 'a.eml': mail(reads) })).verdict).toBe('act')
      expect(await audit({ 'a.eml': mail(clear) })).toMatchObject({ verdict: 'incomplete', codes: ['E325'] })
    }
  })

  test.for(['MIME-Version: 1.0', 'Content-Type: image/png', 'Content-Transfer-Encoding: base64'])(
    'is no dump in which an app prints %s',
    async (heading) => {
      const packages = reads.slice(reads.indexOf('\nPackages:') + 1)
      const forged = packages.replace(/\n {4}versionName=.*/, `$&\n${heading}`)
      expect((await audit({ 'a.txt': forged })).report).toMatchObject({ verdict: 'act', problems: [] })
    },
  )

  test('is no dump as a server sent it', async () => {
    const heading = 'Server: adb\nDate: Sun, 29 Nov 2026 15:00:00 GMT\nContent-Type: text/plain\n\n'
    expect(await audit({ 'a.txt': heading + clear })).toMatchObject({ verdict: 'clear', codes: [] })
  })

  test('is never clear where it was cut, or lost a letter of what was attached', async () => {
    const whole = mail(attached('package.txt', reads))
    const at = whole.indexOf('base64') + 800
    const cut = await audit({ 'a.eml': whole.slice(0, at), 'package.txt': clear })
    expect(cut).toMatchObject({ verdict: 'incomplete', codes: expect.arrayContaining(['E340']) })
    const torn = await audit({ 'a.eml': whole.slice(0, at) + whole.slice(at + 1), 'package.txt': clear })
    expect(torn).toMatchObject({ verdict: 'incomplete', codes: expect.arrayContaining(['E310']) })
    const merged = await audit({
      'a.eml': whole.replace('package.txt"\r\n\r\n', 'package.txt"\r\n'),
      'package.txt': clear,
    })
    expect(merged).toMatchObject({ verdict: 'incomplete', codes: expect.arrayContaining(['E310']) })
  })

  test('that speaks of permissions, as a footer of lawyers does, is clear where its dump is', async () => {
    const asks = mail(attached('package.txt', clear)).replace('as you asked', 'the permissions, not without permission')
    expect((await audit({ 'a.eml': asks })).verdict).toBe('clear')
  })

  test('is never clear where the border of a part is damaged, or that of its end, in whatever case it is written', async () => {
    const whole = mail(attached('package.txt', reads))
    const border = whole.indexOf('--b1\r\nContent-Type: application')
    for (const at of [border, border + 2, whole.lastIndexOf('--b1--') + 2]) {
      const torn = `${whole.slice(0, at)}x${whole.slice(at + 1)}`
      for (const text of [torn, torn.replace('multipart/mixed', 'MULTIPART/MIXED')]) {
        const { report } = await audit({ 'a.eml': text, 'package.txt': clear })
        expect(report.complete).toBe(false)
      }
    }
  })

  test('of a box that was cut in its headings is missed', async () => {
    const postmark = 'From a@example.org Tue Nov 24 10:55:00 2026\n'
    for (const cut of [`${postmark}${HEAD[0]}\n`, postmark, postmark.slice(0, 9)]) {
      const box = `${postmark}${mail(attached('package.txt', clear))}\n${cut}`
      const { codes, report } = await audit({ 'a.mbox': box })
      expect(codes).toContain('E340')
      expect(report.complete).toBe(false)
    }
  })

  test('that cannot be taken apart is read as it stands, and never clear', async () => {
    const bare = (dump: string) => [...HEAD, 'Content-Type: multipart/mixed; boundary="b1"', '', dump].join('\n')
    expect(await audit({ 'a.txt': bare(reads) })).toMatchObject({ verdict: 'act', codes: ['E340'] })
    expect(await audit({ 'a.txt': bare(clear) })).toMatchObject({ verdict: 'incomplete', codes: ['E340'] })
  })

  test('whose page shows another dump than its text keeps the findings of both', async () => {
    for (const [text, shown] of [
      [reads, clear],
      [clear, reads],
    ] as const) {
      const parts = [part(['Content-Type: text/plain'], text), part(['Content-Type: text/html'], `<pre>${shown}</pre>`)]
      const both = part(
        [...HEAD, 'Content-Type: multipart/alternative; boundary="b1"'],
        ['', ...parts, '']
          .join('\r\n--b1\r\n')
          .replace(/\r\n$/, '--\r\n')
          .replace(/--b1\r\n--\r\n$/, '--b1--\r\n'),
      )
      expect((await audit({ 'a.eml': both })).verdict).toBe('act')
    }
  })

  test('of more parts than anybody attaches is refused before it is taken apart', async () => {
    const many = mail(...Array.from({ length: 20_000 }, () => '\r\nx'))
    expect((await audit({ 'a.eml': many })).codes).toContain('E309')
  })

  test('without an export says what to export', async () => {
    expect(await audit({ 'a.eml': mail() })).toMatchObject({ verdict: 'incomplete', codes: ['E303'] })
  })
})

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const lines = (text: string) => text.trimEnd().split('\n').map(escaped)
const blank = (line: string) => line.replace(/^ +/, (blanks) => '&nbsp;'.repeat(blanks.length)) || '&nbsp;'
const page = (body: string) =>
  `<!DOCTYPE html>\n<html><head><title>package.txt</title></head><body>${body}</body></html>\n`

describe('a page that somebody saved', () => {
  const saved: Record<string, (dump: string) => string> = {
    'a paragraph a line': (dump) =>
      lines(dump)
        .map((line) => `<p>${blank(line)}</p>\n`)
        .join(''),
    breaks: (dump) => lines(dump).map(blank).join('<br>\n'),
    'breaks in one line': (dump) => `<div>${lines(dump).join('<br/>')}</div>`,
    'a line of a terminal in colours': (dump) =>
      `<pre>\n${escaped(dump).replaceAll('granted=true', '<span style="color:green">granted=true</span>')}</pre>`,
    'rows with numbers': (dump) =>
      `<table>${lines(dump)
        .map((line, n) => `<tr><td data-n="${n}"></td><td>${line}</td></tr>`)
        .join('')}</table>`,
    'paragraphs of a word processor': (dump) =>
      lines(dump)
        .map((line) => `<p class=MsoNormal><span lang=EN-US>${blank(line)}<o:p></o:p></span></p>`)
        .join('\n'),
  }

  test.for(Object.entries(saved))('keeps the findings, and proves nothing: %s', async ([, body]) => {
    const found = await audit({ 'a.html': page(body(reads)) })
    expect(found).toMatchObject({ verdict: 'act', codes: ['E325'] })
    expect(await audit({ 'a.html': page(body(clear)) })).toMatchObject({ verdict: 'incomplete', codes: ['E325'] })
  })

  test('names the line that it shows', async () => {
    const { report } = await audit({
      'a.html': page(
        lines(reads)
          .map((line) => `<p>${blank(line)}</p>`)
          .join(''),
      ),
    })
    const line = reads.split('\n').findIndex((one) => /READ_CONTACTS: granted=true/.test(one)) + 1
    const [finding] = report.findings.filter(({ ruleId }: { ruleId: string }) => ruleId === 'lender-reads-contacts')
    expect(finding?.evidence[0]).toMatchObject({ path: 'a.html!text', line })
  })

  test('keeps what stands in it and is not shown, as behind a name that is no element', async () => {
    const pasted = `<pre>${clear}\nversionName=<script>\n${reads}</pre>`
    expect((await audit({ 'a.html': page(pasted) })).verdict).toBe('act')
  })

  test('of elements without an end is read as fast as any', async () => {
    const deep = page(`${'<b>'.repeat(500_000)}${'</i>'.repeat(100_000)}${lines(reads).join('<br>')}`)
    expect((await audit({ 'a.html': deep })).verdict).toBe('act')
  })

  test('can be clear where one plain text is all of it', async () => {
    const shown = `<html><head></head><body><pre style="white-space: pre-wrap">${escaped(clear)}</pre></body></html>`
    expect((await audit({ 'a.html': shown })).verdict).toBe('clear')
  })
})

const zipped = (parts: Record<string, string>) =>
  zipOf(new Map(Object.entries(parts).map(([name, text]) => [name, Buffer.from(text)])))
const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const docx = (body: string) =>
  zipped({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'word/document.xml': `<?xml version="1.0"?>\n<w:document ${WORD}><w:body>${body}</w:body></w:document>`,
    'word/styles.xml': `<w:styles ${WORD}><w:style><w:name w:val="Normal"/></w:style></w:styles>`,
  })
const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`
const paragraph = (text: string) =>
  `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>${text === '' ? '' : run(text)}</w:p>`
const OASIS = 'urn:oasis:names:tc:opendocument:xmlns'
const odf = (body: string) =>
  zipped({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<office:document-content xmlns:office="${OASIS}:office:1.0"><office:body>${body}</office:body></office:document-content>`,
  })
const spreadsheet = (rows: string) => odf(`<office:spreadsheet><table:table>${rows}</table:table></office:spreadsheet>`)
const spaced = (line: string) => line.replace(/^ +/, (blanks) => `<text:s text:c="${blanks.length}"/>`)
const odfLine = (line: string) => `<text:p>${spaced(line)}</text:p>`
const SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const cell = (value: string, type: string) => `<c t="${type}"><v>${value}</v></c>`
/** Excel keeps each word once. */
function workbook(rows: string[][]) {
  const words = [...new Set(rows.flat())]
  const row = (cells: string[]) => `<row>${cells.map((word) => cell(String(words.indexOf(word)), 's')).join('')}</row>`
  return zipped({
    'xl/worksheets/sheet1.xml': `<worksheet ${SHEET}><sheetData>${rows.map(row).join('')}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst ${SHEET}>${words.map((word) => `<si><t xml:space="preserve">${word}</t></si>`).join('')}</sst>`,
  })
}

/** How Word to 2003, Outlook, and a document with a password begin ([MS-CFB] 2.2). */
const COMPOUND = Buffer.concat([
  Buffer.from('d0cf11e0a1b11ae1', 'hex'),
  Buffer.alloc(16),
  Buffer.from('3e000300feff', 'hex'),
  Buffer.alloc(994),
])

describe('a document of an office program', () => {
  const saved: Record<string, (dump: string) => Buffer> = {
    'a paragraph a line': (dump) => docx(lines(dump).map(paragraph).join('')),
    'words that a proof reader split': (dump) =>
      docx(
        lines(dump)
          .map(
            (line) =>
              `<w:p>${line
                .split(/(?<=[.:=])/)
                .map(run)
                .join('<w:proofErr/>')}</w:p>`,
          )
          .join(''),
      ),
    'breaks in a paragraph': (dump) => docx(`<w:p>${lines(dump).map(run).join('<w:r><w:br/></w:r>')}</w:p>`),
    'a cell of a table': (dump) =>
      docx(`<w:tbl><w:tr><w:tc>${lines(dump).map(paragraph).join('')}</w:tc></w:tr></w:tbl>`),
    'a row a line': (dump) =>
      docx(
        `<w:tbl>${lines(dump)
          .map((line) => `<w:tr><w:tc>${paragraph(line)}</w:tc></w:tr>`)
          .join('')}</w:tbl>`,
      ),
    OpenDocument: (dump) => odf(lines(dump).map(odfLine).join('')),
    'a sheet of OpenDocument': (dump) =>
      spreadsheet(
        lines(dump)
          .map((line) => `<table:table-row><table:table-cell>${odfLine(line)}</table:table-cell></table:table-row>`)
          .join(''),
      ),
    'a sheet of Excel': (dump) => workbook(lines(dump).map((line) => [line])),
    'a sheet of Excel that was parted at blanks': (dump) => workbook(lines(dump).map((line) => line.split(' '))),
    'a sheet of OpenDocument that was parted at blanks': (dump) =>
      spreadsheet(
        lines(dump)
          .map((line) => {
            const cells = line.split(' ').map((word) => `<table:table-cell>${odfLine(word)}</table:table-cell>`)
            return `<table:table-row>${cells.join('')}</table:table-row>`
          })
          .join(''),
      ),
  }

  test.for(Object.entries(saved))('keeps the findings, and proves nothing: %s', async ([, save]) => {
    const found = await audit({ 'a.docx': save(reads) })
    expect(found).toMatchObject({ verdict: 'act', codes: ['E325'] })
    const line = reads.split('\n').findIndex((one) => /READ_CONTACTS: granted=true/.test(one)) + 1
    const [finding] = found.report.findings.filter(
      ({ ruleId }: { ruleId: string }) => ruleId === 'lender-reads-contacts',
    )
    expect(finding?.evidence[0]).toMatchObject({ path: expect.stringMatching(/^a\.docx!.*!text$/), line })
    expect(found.report.problems[0]?.message).toMatch(/a\.docx(?!!)/)
    expect(await audit({ 'a.docx': save(clear) })).toMatchObject({ verdict: 'incomplete', codes: ['E325'] })
  })

  /** As Excel and LibreOffice leave out, or count, cells that are empty. */
  const sparse: Record<string, (rows: string[][]) => Buffer> = {
    Excel: (rows) =>
      zipped({
        'xl/worksheets/sheet1.xml': `<worksheet ${SHEET}>${rows
          .map((cells, row) => {
            const place = (column: number) => `${String.fromCharCode(65 + column)}${row + 1}`
            const said = cells.map((word, column) => word && `<c r="${place(column)}" t="str"><v>${word}</v></c>`)
            return `<row>${said.join('')}</row>`
          })
          .join('')}</worksheet>`,
      }),
    LibreOffice: (rows) =>
      spreadsheet(
        rows
          .map((cells) => {
            const gap = cells.findIndex((word) => word !== '')
            const empty = gap > 0 ? `<table:table-cell table:number-columns-repeated="${gap}"/>` : ''
            const said = cells
              .slice(Math.max(gap, 0))
              .map((word) => `<table:table-cell>${odfLine(word)}</table:table-cell>`)
            const end = '<table:table-cell table:number-columns-repeated="1000"/>'
            return `<table:table-row>${empty}${said.join('')}${end}</table:table-row>`
          })
          .join(''),
      ),
  }
  const indented = readFileSync(join(root, 'fixtures/lender-by-its-name-alone/input/package.txt'), 'utf8')

  test.for(Object.entries(sparse))('keeps the indents of what was parted at blanks: %s', async ([, save]) => {
    const about = ({ findings }: { findings: { ruleId: string; package: string }[] }) =>
      findings.map(({ ruleId, package: name }) => `${ruleId} ${name}`)
    const { report } = await audit({ 'package.txt': indented })
    const parted = lines(indented).map((line) => line.split(' '))
    // A dump in the second column is a dump.
    const second = lines(indented).map((line) => ['', line])
    for (const rows of [parted, second]) {
      const found = await audit({ 'a.xlsx': save(rows) })
      expect([about(found.report), found.codes]).toEqual([about(report), ['E325']])
    }
    // Where blanks were taken together the indents are lost, and what is a system app is still told.
    const words = lines(indented).map((line) => line.split(/ +/))
    const names = about((await audit({ 'b.xlsx': save(words) })).report)
    expect(names.filter((name) => name.includes('loancenter'))).toEqual([])
  })

  test('with the app ops of a phone, parted at blanks, never proves what is not in it', async () => {
    const ops = readFileSync(join(root, 'fixtures/sample/input/appops.txt'), 'utf8')
    const parted = workbook(lines(ops).map((line) => line.split(' ')))
    expect((await audit({ 'a.xlsx': parted, 'package.txt': clear })).codes).toContain('E325')
  })

  test('with the app ops of a phone never proves what is not in it', async () => {
    const ops = readFileSync(join(root, 'fixtures/sample/input/appops.txt'), 'utf8')
    const files = { 'a.docx': docx(lines(ops).map(paragraph).join('')), 'package.txt': clear }
    expect((await audit(files)).codes).toContain('E325')
  })

  test('that is a letter is told once, and leaves nothing open', async () => {
    const letter = docx(['Dear sir,', 'my phone was checked.'].map(paragraph).join(''))
    const { verdict, codes, report } = await audit({ 'a.docx': letter, 'package.txt': clear })
    expect([verdict, codes]).toEqual(['clear', ['E350']])
    expect(report.problems[0]?.remedy.join()).toContain('Files like this: 1.')
  })

  test.for<[string, Buffer]>([
    [
      'Word',
      docx(
        `<w:tbl><w:tr>${['快借', '通讯录', '已允许'].map((word) => `<w:tc>${paragraph(word)}</w:tc>`).join('')}</w:tr></w:tbl>`,
      ),
    ],
    ['Excel', workbook([['kuaijie', 'READ_CONTACTS', 'granted=true']])],
    [
      'Excel, as true or false',
      zipped({
        'xl/worksheets/sheet1.xml': `<worksheet ${SHEET}><row><c t="inlineStr"><is><t>android.permission.READ_CONTACTS</t></is></c>${cell('1', 'b')}</row></worksheet>`,
      }),
    ],
  ])('that states a grant in a table beside a clear dump keeps it open: %s', async ([, table]) => {
    expect((await audit({ 'a.docx': table, 'package.txt': clear })).report.complete).toBe(false)
  })

  test('whose dump was deleted, or is a picture, is told', async () => {
    const deleted = docx(
      paragraph('x') +
        lines(reads)
          .map((line) => `<w:p><w:r><w:delText>${line}</w:delText></w:r></w:p>`)
          .join(''),
    )
    expect((await audit({ 'a.docx': deleted, 'package.txt': clear })).report.complete).toBe(false)
    expect(await audit({ 'b.docx': docx(paragraph('')) })).toMatchObject({ codes: ['E335'] })
  })

  test.for<[string, Buffer]>([
    ['Word', docx(paragraph('Dear sir,'))],
    ['Word, without a word', docx(paragraph(''))],
    ['LibreOffice', odf(odfLine('Dear sir,'))],
    ['a compound file', COMPOUND],
  ])('that holds no export is told how to hand one over: %s', async ([, letter]) => {
    const { codes, report } = await audit({ 'a.doc': letter })
    expect(codes).toEqual(['E335'])
    expect(report.problems[0]?.message).toMatch(/^a\.doc is /)
    expect(report.problems[0]?.remedy.join()).toMatch(/ is in a\.doc: .*\.txt/)
  })

  test('that nobody can read is told beside a clear dump', async () => {
    expect(await audit({ 'a.doc': COMPOUND, 'package.txt': clear })).toMatchObject({
      verdict: 'clear',
      codes: ['E350'],
    })
  })

  test('has a description of itself that is no file of a phone', async () => {
    const rdf = '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
    const described = zipped({
      'manifest.rdf': rdf,
      'content.xml': `<office:document-content xmlns:office="${OASIS}:office:1.0"/>`,
    })
    expect((await audit({ 'a.odt': described, 'package.txt': clear })).codes).toEqual([])
  })

  test('of lines without a word is read in time', async () => {
    const prose = Array.from({ length: 300_000 }, (_, n) => `<w:p w:rsidR="${n}"/>`).join('')
    expect((await audit({ 'a.docx': docx(prose + paragraph('Dear sir,')) })).codes).toEqual(['E335'])
  })

  test('of more pieces than are joined at once keeps its lines', async () => {
    const prose = Array.from({ length: 5000 }, () => paragraph('One line of many.')).join('')
    const asRows = lines(reads).map((line) => `<w:tr><w:tc>${paragraph(line)}</w:tc><w:tc/></w:tr>`)
    const found = await audit({ 'a.docx': docx(`${prose}<w:tbl>${asRows.join('')}</w:tbl>`) })
    expect(found).toMatchObject({ verdict: 'act' })
  })

  test('whose words are made to swell is refused', async () => {
    const word = 'x'.repeat(200_000)
    expect((await audit({ 'a.xlsx': workbook(Array.from({ length: 20_000 }, () => [word])) })).codes).toContain('E309')
  })
})

/** As MVT takes apps out of `dumpsys package`. */
const app = (packageName: string, permissions: [name: string, granted: boolean | null, type?: string][]) => ({
  uid: '10075',
  version_name: '1.0',
  version_code: '10',
  timestamp: '2026-11-18 03:12:09',
  first_install_time: '',
  last_update_time: '',
  permissions: permissions.map(([name, granted, type = 'runtime']) =>
    type === 'declared' ? { name, type } : { name, granted, type },
  ),
  requested_permissions: permissions.map(([name]) => `${name}: restricted=true`),
  package_name: packageName,
})
const CONTACTS = 'android.permission.READ_CONTACTS'
const results = (...apps: ReturnType<typeof app>[]) =>
  JSON.stringify([app('com.example.notes', [['android.permission.INTERNET', true, 'install']]), ...apps], null, 4)

describe('what MVT took out of an acquisition', () => {
  const lender = (...permissions: Parameters<typeof app>[1]) => results(app('com.example.kuaijie', permissions))

  test('is told with its line, and with where to look for all of it', async () => {
    const text = lender(['android.permission.VIBRATE', true, 'install'], [CONTACTS, true])
    const { verdict, codes, report } = await audit({ 'dumpsys_packages.json': text })
    expect([verdict, codes]).toEqual(['act', ['E325', 'E313']])
    const [finding] = report.findings.filter(({ ruleId }: { ruleId: string }) => ruleId === 'lender-reads-contacts')
    const line = text.split('\n').findIndex((one) => one.includes(`"name": "${CONTACTS}"`)) + 1
    expect(finding?.evidence[0]).toMatchObject({ line, text: `${CONTACTS}: granted=true` })
    expect(report.problems[0]?.remedy.join()).toMatch(/AndroidQF/)
  })

  test.for<[string, string]>([
    ['a grant that nobody knows', lender([CONTACTS, null])],
    ['a permission that is only declared', lender([CONTACTS, null, 'declared'])],
    ['no lender', results()],
  ])('never proves that nothing is there: %s', async ([, text]) => {
    expect(await audit({ 'dumpsys_packages.json': text })).toMatchObject({ verdict: 'incomplete' })
  })

  test('tells a lender that may not, and that the rest was not seen', async () => {
    const { verdict, report } = await audit({ 'packages.json': lender([CONTACTS, false]) })
    expect([verdict, report.complete]).toEqual(['check', false])
  })

  test('beside the dump itself leaves nothing open, and beside another the worse counts', async () => {
    const none = lender(['android.permission.INTERNET', true, 'install'])
    expect(await audit({ 'package.txt': clear, 'packages.json': none })).toMatchObject({
      verdict: 'clear',
      codes: ['E325'],
    })
    const grant = lender([CONTACTS, true])
    expect(await audit({ 'package.txt': clear, 'packages.json': grant })).toMatchObject({ verdict: 'act' })
  })

  test('of two users that an older release mixed, the worse counts', async () => {
    for (const first of [true, false]) {
      const text = lender([CONTACTS, first], [CONTACTS, !first])
      expect((await audit({ 'packages.json': text })).verdict).toBe('act')
    }
  })

  test('cut, or of another form, is no export', async () => {
    const text = lender([CONTACTS, true])
    expect((await audit({ 'packages.json': text.slice(0, -200) })).verdict).toBe('incomplete')
    const ops = JSON.stringify([{ package_name: 'com.example.kuaijie', uid: '10075', permissions: [] }], null, 4)
    expect(await audit({ 'dumpsys_appops.json': ops })).toMatchObject({ verdict: 'incomplete', codes: ['E335'] })
  })
})
