import { describe, expect, test } from 'vitest'
import { partsOf as inNode } from '../../src/sources/document/mail.ts'
import type { Packed } from '../../src/sources/source.ts'
import { partsOf as inBrowser } from '../../src/sources/web/mail.ts'
import { shownBy } from '../../src/sources/web/shown.ts'
import { sourceOf } from './source.ts'

const dump =
  'Packages:\n  Package [com.example.cash] (4f940cc):\n      android.permission.READ_CONTACTS: granted=true\n'
const inBase64 = (text: string) => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n')
const part = (headings: string[], body: string) => `${headings.join('\r\n')}\r\n\r\n${body}`
const parted = (kind: string, border: string, parts: string[]) =>
  part(
    [`Content-Type: multipart/${kind};\r\n boundary="${border}"`],
    `${parts.map((one) => `--${border}\r\n${one}\r\n`).join('')}--${border}--\r\n`,
  )
const letter = part(['Content-Type: text/plain; charset=utf-8'], 'See below.')
const attached = (name: string, body = inBase64(dump)) =>
  part(
    [
      `Content-Type: text/plain; name="${name}"`,
      'Content-Transfer-Encoding: base64',
      `Content-Disposition: attachment; filename="${name}"`,
    ],
    body,
  )
const page = part(['Content-Type: text/html', 'Content-Transfer-Encoding: quoted-printable'], '<p>See =3D below.</p>')
const whole = `From: a@example.com\r\nMIME-Version: 1.0\r\n${parted('mixed', 'a=b', [letter, attached('package.txt')])}`

async function told(parts: Packed[]) {
  const read = async (one: Packed) => {
    if (!('content' in one)) return [one.name]
    const pieces: Uint8Array[] = []
    for await (const piece of one.content.open()) pieces.push(piece)
    // What is in no code the library of the command line gives with line ends as on Unix.
    const text = Buffer.concat(pieces).toString('latin1').trim().replaceAll('\r\n', '\n')
    return [one.name, text, one.content.document !== undefined]
  }
  return Promise.all(parts.map(read))
}
const both = async (mail: string) => {
  const bytes = Buffer.from(mail, 'latin1')
  return [await told(inBrowser(bytes, sourceOf('m.eml'))), await told(await inNode(bytes, sourceOf('m.eml')))]
}

describe('a browser takes a mail apart as the command line does', () => {
  test.each([
    ['one attachment', whole],
    ['lines that end as on Unix', whole.replaceAll('\r\n', '\n')],
    ['two of one name', parted('mixed', 'b', [letter, attached('p.txt'), attached('p.txt', inBase64('Other'))])],
    ['a text and its page', parted('mixed', 'b', [parted('alternative', 'bb', [letter, page]), attached('p.txt')])],
    ['a page alone', page],
    ['a text in Base64', part(['Content-Transfer-Encoding: base64', 'Subject: x'], inBase64(dump))],
    ['a dump in the text', parted('mixed', 'b', [part(['Content-Type: text/plain'], dump)])],
    ['a mail in it', parted('mixed', 'b', [part(['Content-Type: message/rfc822'], whole)])],
    ['another mail behind it', `${whole}\r\n${letter}`],
    ['tabs in headings', whole.replace(': base64', ':\tbase64').replace('\r\n boundary', '\tboundary')],
    [
      'a mail in Base64',
      parted('mixed', 'b', [
        part(['Content-Type: message/rfc822', 'Content-Transfer-Encoding: base64'], inBase64(whole)),
      ]),
    ],
    [
      'a text in the letters of Windows',
      part(
        ['Content-Type: text/plain; charset="utf-16le"', 'Content-Transfer-Encoding: base64'],
        Buffer.from(dump, 'utf16le').toString('base64'),
      ),
    ],
    [
      'a text in the letters of China',
      part(
        ['Content-Type: text/plain; charset=gb18030', 'Content-Transfer-Encoding: quoted-printable'],
        '=BD=E8=C7=AE',
      ),
    ],
    [
      'a line that goes on where the part ends',
      parted('mixed', 'b', [letter, attached('p.txt', 'See=20below=').replace('base64', 'quoted-printable')]),
    ],
    ['a place for a name', parted('mixed', 'b', [attached('../../etc/package.txt')])],
  ])('%s', async (_, mail) => {
    const [ours, program] = await both(mail)
    expect(program?.length).toBeGreaterThan(0)
    expect(ours?.sort()).toEqual(program?.sort())
  })

  test.each([
    ['a letter of the code is lost', whole.replace('UGFj', 'UGF')],
    ['a letter of the code is another', whole.replace('UGFj', 'UG*j')],
    ['the border before it is', whole.replace('--a=b\r\nContent-Type: text/plain; name', '--a=\r\nContent-Type: x')],
    ['the end did not come', whole.replace('--a=b--', '')],
    ['a heading broke', whole.replace('Content-Transfer-Encoding: base64', 'Content-Transfer-\r\nEncoding: base64')],
  ])('what is damaged is told: %s', async (_, mail) => {
    expect(mail).not.toBe(whole)
    const parts = await told(inBrowser(Buffer.from(mail, 'latin1'), sourceOf('m.eml')))
    expect(parts.at(-1)).toEqual(['end', mail.trim().replaceAll('\r\n', '\n'), true])
  })

  test('what stands below a heading that is none is read, and told as damaged', async () => {
    const mail = whole.replace('Content-Disposition', 'Lost\r\nContent-Disposition')
    const names = (await told(inBrowser(Buffer.from(mail, 'latin1'), sourceOf('m.eml')))).map(([name]) => name)
    expect(names).toEqual(['package.txt', 'message.txt', 'end'])
  })

  test.each([1, 2, 3])(
    'of an attachment that breaks off what came is read, as on the command line: %i letters too many',
    async (n) => {
      const lost = whole.indexOf('\r\n--a=b--')
      const letters = whole.slice(0, lost).replace(/=+$/, '')
      const mail = letters.slice(0, whole.indexOf('UGFj') + 4 * 12 + n)
      const [ours, program] = await both(mail)
      const [first] = program?.find(([name]) => name === 'package.txt')?.slice(1) ?? []
      expect(first).toMatch(/^Packages:\n {2}Package \[com/)
      const [said] = ours?.find(([name]) => name === 'package.txt')?.slice(1) ?? []
      expect(String(first).startsWith(String(said))).toBe(true)
      expect(String(said).length).toBe(36)
      expect(ours?.at(-1)?.[0]).toBe('end')
    },
  )

  test.each([
    ['that breaks off in one of them', 'a=3Db=3Dtrue', 'a=b=3', 2],
    ['that was not written so', 'a=3Db=true', 'a=b=true', 5],
  ])(
    'of an attachment in quoted letters %s the others are read, as on the command line',
    async (_, body, text, upTo) => {
      const mail = parted('mixed', 'b', [letter, attached('p.txt', body).replace('base64', 'quoted-printable')])
      const [ours, program] = await both(mail.slice(0, mail.indexOf('b=') + 1 + upTo))
      for (const parts of [ours, program]) expect(parts?.find(([name]) => name === 'p.txt')?.[1]).toBe(text)
      expect(ours?.at(-1)?.[0]).toBe('end')
    },
  )

  test('a dump before the first border, as a line is lost, is read and told as damaged, as the command line does', async () => {
    const mail = parted('mixed', 'b', [part(['Content-Type: text/plain'], dump)]).replace('\r\n\r\n', '\r\n')
    for (const parts of await both(mail)) expect(parts).toEqual([['end', mail.trim().replaceAll('\r\n', '\n'), true]])
  })

  test('mails in mails have an end', () => {
    let mail = letter
    for (let n = 0; n < 99; n++) mail = parted('mixed', `b${n}`, [mail])
    expect(() => inBrowser(Buffer.from(mail), sourceOf('m.eml'))).toThrow('E309')
  })
})

test('what a page of HTML shows is found in one go, whatever opens in it', () => {
  expect(shownBy('<p title="a">a&#46;b&amp;lt;<br>\nc&nbsp;<!-- d --></p>')).toBe('a.b&lt;\nc \n')
  for (const opened of ['<', '<br ']) expect(shownBy(opened.repeat(300_000))).toHaveLength(300_000 * opened.length)
})
