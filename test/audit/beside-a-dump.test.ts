import { createCipheriv } from 'node:crypto'
import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { codes, dumpOf, folderOf, reportOf, type Texts } from '../dump.ts'
import { dump14, NOTES, package14, READS } from '../parse/dumps.ts'
import { zipOf } from '../zip.ts'

/** In the catalogue of the tests. */
const LENDER = 'com.example.kuaijie'
const CHAT = 'com.example.chat'

const reportOn = (files: Texts) => reportOf(folderOf(files))
const said = async (files: Texts) => {
  const report = await reportOn(files)
  return [report.verdict, codes(report)]
}

const lender = (runtime: string[], name = LENDER) => package14(name, { appId: 10084, users: [{ runtime }] })
const phone = (record = lender([])) =>
  dump14([package14(NOTES, { appId: 10082 }), record, package14(CHAT, { appId: 10085, runtime: [READS] })])

describe('what somebody made of a dump leaves nothing clear beside an older one', () => {
  const P = 'android.permission.READ_CONTACTS'
  const line = `        ${READS}`
  const entities = (text: string) => text.replace(/\W/g, (one) => `&#${one.codePointAt(0)};`)
  const hex = (text: string) => text.replace(/\W/g, (one) => `&#x${one.codePointAt(0)?.toString(16)};`)
  test.for<[name: string, text: string]>([
    ['a page with its marks in numbers', `<pre>${entities(line)}</pre>`],
    ['a page with its marks in hexadecimal numbers', `<pre>${hex(line)}</pre>`],
    ['JSON as Gson writes it', `{"output":"${READS.replaceAll('=', '\\u003d')}"}`],
    ['a mail in quoted-printable', `<div>${READS.replaceAll('=', '=3D')}</div>`],
    ['cells of a workbook', `<si><t>${P}</t></si><si><t>granted</t></si><si><t>true</t></si>`],
    ['a table', `package,permission,granted\n${LENDER},${P},true\n`],
    ['a table of a page', `| ${LENDER} | READ_CONTACTS | Allowed |`],
    ['a table that says yes', `Kuaijie;READ_CONTACTS;Yes\n`],
    ['JSON', JSON.stringify({ [LENDER]: { [P]: { granted: true } } })],
    ['JSON on lines', JSON.stringify({ [LENDER]: { [P]: { granted: true } } }, null, 2)],
    ['YAML', `${LENDER}:\n  ${P}:\n    granted: true\n`],
    ['call history in a table', `${LENDER},READ_CALL_LOG,granted\n`],
    ['a language', `      ${P}: предоставлено=истина\n`],
    [
      'one long line with a file in base64',
      `{ "text": "${Buffer.from(phone(lender([READS]))).toString('base64')}", "size": 1 }`,
    ],
  ])('%s', async ([, text]) => {
    expect(await said({ 'package.txt': phone(), 'notes.txt': text })).toEqual(['incomplete', ['E350']])
  })

  test.for<[name: string, text: string]>([
    [
      'a manifest',
      `<uses-permission android:name="${P}"/>\n<activity android:exported="true" android:permission="${P}"/>`,
    ],
    ['a list of permissions', `+ permission:${P}\n  ${P}: prot=dangerous\n`],
    ['a table of what is denied', `${LENDER},${P},false\n${LENDER},android.permission.CAMERA,true\n`],
    ['JSON of what is denied', JSON.stringify({ [LENDER]: { [P]: { granted: false } } }, null, 2)],
    ['a log', `W/Binder: Permission Denial: reading requires ${P}, or grantUriPermission()\n`],
  ])('%s is told and spoils nothing', async ([, text]) => {
    expect(await said({ 'package.txt': phone(), 'notes.txt': text })).toEqual(['clear', ['E350']])
  })
})

describe('a dump of the lender alone, newer than the whole', () => {
  const alone = (record: string) => `Packages:\n${record}\n`
  const beside = (record: string) => said({ 'package.txt': phone(), 'lender.txt': alone(record) })

  test('of which the line of the permission was changed, is not passed over', async () => {
    for (const [from, to] of [
      ['granted=true', 'Granted=true'],
      ['granted=true', 'granted = true'],
      ['granted=true', 'granted=verdadero'],
      ['granted=true', 'granted＝true'],
      [/READ_CONTACTS.*/, 'READ_CONTAC…'],
      [/\./g, '.\u200b'],
    ] as const)
      expect(await beside(lender([READS]).replaceAll(new RegExp(from, 'g'), to))).toEqual(['incomplete', ['E315']])
  })

  test('leaves nothing open where it is whole', async () => {
    expect(await beside(lender([]))).toEqual(['clear', []])
    expect(await beside(lender([READS]))).toEqual(['act', []])
  })
})

describe('names that were taken out', () => {
  test.for(['XXXX', '9f86d081884c7d65', 'app_1'])('%s', async (name) => {
    expect(await said({ 'package.txt': phone(lender([READS], name)) })).toEqual(['incomplete', ['E315']])
  })

  test('a maker may leave the point out of the name of a part of the system', async () => {
    expect(await said({ 'package.txt': phone(package14('oplus', { appId: 10084, system: true })) })).toEqual([
      'clear',
      [],
    ])
  })
})

test('a record whose lines were moved to the right is still told by what identifies it', async () => {
  const moved = lender([READS]).replace(/^ +/gm, '$&$&')
  const chat = package14(CHAT, { appId: 10085, runtime: [READS] })
  const report = await reportOn({ 'package.txt': dump14([package14(NOTES, { appId: 10082 }), chat, moved]) })
  expect([report.verdict, report.complete]).toEqual(['act', false])
})

describe('an archive that is not opened leaves nothing clear', () => {
  const bytes = (text: string) => Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(300, 0xa5)])
  test.for<[format: string, content: Buffer]>([
    ['LZMA', bytes(']\0\0\x80\0')],
    ['lzip', bytes('LZIP\x01')],
    ['LZ4', bytes('\x02!L\x18')],
    ['Zstandard', bytes('P*M\x18\x04\0\0\0')],
    ['cab', bytes('MSCF\0\0\0\0')],
    ['OpenSSL', bytes('Salted__')],
    ['OpenSSL', bytes('U2FsdGVkX1')],
    ['PGP', bytes('\x85\x02\x0c\x03')],
    ['PGP', bytes('\x8c\x0d\x04\x09\x03\x02')],
  ])('%s', async ([format, content]) => {
    const { verdict, problems } = await reportOn({ 'package.txt': phone(), 'old.bin': content })
    expect([verdict, problems]).toMatchObject(['incomplete', [{ code: 'E334', params: { format } }]])
  })

  const dump = Buffer.from(phone(lender([READS])))
  const encrypted = () => {
    const cipher = createCipheriv('aes-256-ctr', Buffer.alloc(32, 7), Buffer.alloc(16, 9))
    return Buffer.concat([cipher.update(dump), cipher.final()])
  }
  test.for<[form: string, content: Buffer]>([
    ['Brotli', brotliCompressSync(dump)],
    ['deflate without a head', deflateRawSync(dump)],
    ['ciphertext', encrypted()],
  ])('nor one of a form that nobody knows: %s', async ([, content]) => {
    expect(await said({ 'package.txt': phone(), 'old.bin': content })).toEqual(['incomplete', ['E351']])
    expect(await said({ 'package.txt': content })).toEqual(['incomplete', ['E351']])
    // What `adb bugreport` packs is full of what makers of phones log.
    const report = { 'a.zip!main_entry.txt': 'bugreport-1.txt', 'a.zip!FS/modem.bin': content }
    expect(await said({ 'package.txt': phone(), ...report })).toEqual(['clear', []])
  })

  test('however few of its bytes come at once', async () => {
    const content = encrypted()
    const pieces = [content.subarray(0, 100), content.subarray(100, 300), content.subarray(300)]
    const inPieces = dumpOf('old.bin', content, { optional: true, chunks: () => pieces })
    expect(codes(await reportOf([...folderOf({ 'package.txt': phone() }), inPieces]))).toEqual(['E351'])
  })

  test('but pictures, recordings, databases and texts of any encoding are not packed', async () => {
    const noise = encrypted()
    const behind = (head: string) => Buffer.concat([Buffer.from(head, 'latin1'), noise])
    const pieces = Array.from({ length: 40 }, (_, at) =>
      Buffer.concat([noise.subarray(at * 9, at * 9 + 9), Buffer.alloc(7)]),
    )
    for (const content of [
      behind('\x89PNG\r\n\x1a\n'),
      behind('\xff\xd8\xff\xe0'),
      behind('\0\0\0\x18ftypmp42'),
      behind('OggS\0\x02'),
      Buffer.concat(pieces),
      // A sentence in GB 18030.
      Buffer.from('\xc7\xeb\xb0\xd1\xce\xc4\xbc\xfe\xb7\xa2\xb8\xf8\xce\xd2\xa1\xa3\n'.repeat(40), 'latin1'),
    ])
      expect((await said({ 'package.txt': phone(), 'other.bin': content }))[0]).toBe('clear')
  })

  const mail = (attached: Uint8Array) =>
    `Subject: dump\nContent-Transfer-Encoding: base64\n\n${Buffer.from(attached).toString('base64').replace(/.{76}/g, '$&\n')}\n`
  test('nor one in a mail', async () => {
    for (const attached of [zipOf(new Map([['a.txt', Buffer.from(phone())]])), gzipSync(phone())]) {
      const files = { 'package.txt': phone(), 'mail.eml': mail(attached) }
      expect(await said(files)).toEqual(['incomplete', ['E334']])
      expect(await said({ 'package.txt': mail(attached) })).toEqual(['incomplete', ['E334']])
    }
    const picture = Buffer.from(`\x89PNG\r\n\x1a\n${'\0'.repeat(200)}`, 'latin1')
    expect(await said({ 'package.txt': phone(), 'mail.eml': mail(picture) })).toEqual(['clear', ['E350']])
  })
})
