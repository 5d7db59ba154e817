import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { summaryOf } from '../../src/sources/adb/names/apk-summary.ts'
import { openApk, readApkBytes } from '../../src/sources/archive/apk.ts'
import { audited, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { dump14, package14, READS } from '../parse/dumps.ts'
import { zipOf } from '../zip.ts'

/** Built by aapt2, signed by apksigner with v1, v2 and v3; the digest is that of `apksigner verify --print-certs`. */
const SIGNED = readFileSync(join(root, 'test/apk/signed.apk'))
const SIGNER = '85ca6a8199d16d6a04b0a7a43608ba8d6ce58a030d31c83b0594aa2be7f1a286'

const [V2, V3, V31, PADDING] = [0x7109871a, 0xf05368c0, 0x1b93ad61, 0x42726577]
const END = 22

const number = (size: number, value: number) => {
  const bytes = Buffer.alloc(size)
  bytes.writeUIntLE(value, 0, Math.min(size, 6))
  return bytes
}
const sized = (...parts: Buffer[]) => {
  const bytes = Buffer.concat(parts)
  return Buffer.concat([number(4, bytes.length), bytes])
}
const pair = (id: number, ...parts: Buffer[]) => {
  const bytes = Buffer.concat([number(4, id), ...parts])
  return Buffer.concat([number(8, bytes.length), bytes])
}
/** A signer of these certificates: digests, certificates, attributes; signatures; its key. */
const signer = (...certificates: string[]) =>
  sized(sized(sized(), sized(...certificates.map((one) => sized(Buffer.from(one)))), sized()), sized(), sized())
const scheme = (id: number, ...signers: Buffer[]) => pair(id, sized(...signers))

/** An APK of two files with a signing block before its directory. */
function signedBy(...pairs: Buffer[]): Buffer {
  const zip = zipOf(new Map([['AndroidManifest.xml', Buffer.from('manifest')]]))
  const directory = zip.readUInt32LE(zip.length - END + 16)
  const content = Buffer.concat(pairs)
  const size = number(8, content.length + 24)
  const block = Buffer.concat([size, content, size, Buffer.from('APK Sig Block 42')])
  const apk = Buffer.concat([zip.subarray(0, directory), block, zip.subarray(directory)])
  apk.writeUInt32LE(directory + block.length, apk.length - END + 16)
  return apk
}
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const signersOf = async (apk: Buffer) => (await readApkBytes(apk, 'app.apk'))?.signers

const cwd = newFolder()

describe('who signed an APK', () => {
  test('what apksigner wrote is read as apksigner prints it', async () => {
    expect(await signersOf(SIGNED)).toEqual([SIGNER])
  })

  test.for<[name: string, apk: Buffer, certificates: string[]]>([
    ['by v2', signedBy(scheme(V2, signer('one'))), ['one']],
    ['by v3, behind padding', signedBy(pair(PADDING, Buffer.alloc(900)), scheme(V3, signer('one'))), ['one']],
    ['by two', signedBy(scheme(V2, signer('one'), signer('two'))), ['one', 'two']],
    ['the first certificate is its own', signedBy(scheme(V2, signer('one', 'its maker'))), ['one']],
    ['a key that was changed', signedBy(scheme(V3, signer('old')), scheme(V31, signer('new'))), ['new', 'old']],
    ['nobody', signedBy(pair(PADDING, Buffer.alloc(90))), []],
    ['a signer without a certificate', signedBy(scheme(V2, signer())), []],
  ])('%s', async ([, apk, certificates]) => {
    expect(await signersOf(apk)).toEqual(certificates.map(sha256).sort())
  })

  test('damage costs the certificate alone', async () => {
    const apk = signedBy(scheme(V2, signer('one')))
    const from = apk.indexOf('APK Sig Block 42') - 8
    const start = from + 24 - (apk.readUInt32LE(from) + 8)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: start, max: from + 23 }), fc.nat(255), async (at, byte) => {
        const copy = Buffer.from(apk)
        copy[at] = byte
        expect((await readApkBytes(copy, 'app.apk'))?.files['AndroidManifest.xml']).toEqual(Buffer.from('manifest'))
      }),
    )
  })

  test('on a phone nothing more is read for it, and a capture keeps it', async () => {
    const asked: number[] = []
    const read = async (offset: number, length: number) => {
      asked.push(length)
      return SIGNED.subarray(offset, offset + length)
    }
    expect((await openApk(read, SIGNED.length, (all) => all)).signers).toEqual([SIGNER])
    // The end with its directory, and the manifest.
    expect(asked).toHaveLength(2)
    const app = { packageName: 'com.example.cash', path: '/data/app/base.apk' }
    writeFileSync(join(cwd, 'kept.json'), await summaryOf(read, SIGNED.length, app))
    expect(await found('kept.json')).toMatchObject([{ package: 'com.example.cash', lender: { class: 'confirmed' } }])
  })
})

/** A lender of whom the certificate is known, and whose other apps nobody has listed. */
writeFileSync(
  join(cwd, 'rules.yaml'),
  `sources:
  - { id: ours, name: { zh: 本单位的名单, en: our own list } }
lenders:
  - id: ours-sunny
    packages: [com.example.sunny]
    region: CN
    label: Sunny Loan
    kind: lender
    confidence: high
    source: ours
    signers: ['${SIGNER}']
`,
)
const found = async (...argv: string[]) => (await audited(['--rules', 'rules.yaml', ...argv], { cwd })).report.apps

describe('an app that is signed with the certificate of a lender', () => {
  const other = 'f0'.repeat(32)
  const printed = (digest: string) => digest.toUpperCase().replace(/..(?=.)/g, '$&:')
  const domains = (...lines: string[]) => ['Domain verification status:', ...lines, '', ''].join('\n')
  const links = (name: string, ...digests: string[]) => [
    `  ${name}:`,
    '    ID: 3f0e1c1e-7a8c-4d53-a9a4-93b6ad2f0c7e',
    `    Signatures: [${digests.map(printed).join(', ')}]`,
    '    Domain verification state:',
    '      example.com: verified',
    `  ${name} 3f0e1c1e-7a8c-4d53-a9a4-93b6ad2f0c7e:`,
    '    User all:',
    '      Verification link handling allowed: true',
  ]
  const dump = (name: string, status: string) =>
    dump14([package14(name, { appId: 10084, users: [{ runtime: [READS] }] })]).replace(
      'Permissions:',
      `${status}Permissions:`,
    )
  let folders = 0
  const appsIn = async (text: string) => {
    const folder = `phone${folders++}`
    mkdirSync(join(cwd, folder))
    writeFileSync(join(cwd, folder, 'package.txt'), text)
    return (await found(folder)).map(({ package: name, lender }) => [name, lender.class])
  }

  test('is one, in an APK', async () => {
    writeFileSync(join(cwd, 'other-name.apk'), SIGNED)
    expect(await found('other-name.apk')).toMatchObject([
      { package: 'com.example.cash', label: 'Cash', lender: { class: 'confirmed' } },
    ])
  })

  test('keeps its own name, and why it is one is said', async () => {
    const notes = 'com.example.notes'
    writeFileSync(join(cwd, 'notes.txt'), dump(notes, domains(...links(notes, SIGNER))))
    const text = 'it is signed with the certificate of catalogue entry ours-sunny'
    expect(await found('notes.txt', '--lang', 'en')).toMatchObject([
      { package: notes, label: null, lender: { basis: [{ text }] } },
    ])
  })

  test('is one, in a dump of Android 12 and later, though its name says nothing', async () => {
    const notes = 'com.example.notes'
    expect(await appsIn(dump(notes, domains(...links(notes, SIGNER))))).toEqual([[notes, 'confirmed']])
    expect(await appsIn(dump(notes, domains(...links(notes, other))))).toEqual([])
    expect(await appsIn(dump(notes, domains(...links('com.example.chat', SIGNER))))).toEqual([])
  })

  test('and one with its name and another certificate may be a forgery', async () => {
    const sunny = 'com.example.sunny'
    expect(await appsIn(dump(sunny, domains(...links(sunny, other))))).toEqual([[sunny, 'possible']])
    expect(await appsIn(dump(sunny, domains(...links(sunny, other, SIGNER))))).toEqual([[sunny, 'confirmed']])
    expect(await appsIn(dump(sunny, ''))).toEqual([[sunny, 'confirmed']])
  })

  test('text of an app puts no certificate upon another', async () => {
    const notes = 'com.example.notes'
    const forged = ['  com.example.forger:', '    Invalid autoVerify domains:', '      bad', ...links(notes, SIGNER)]
    expect(await appsIn(dump(notes, domains(...forged)))).toEqual([])
    expect(await appsIn(dump(notes, domains(...links(notes, other), ...links(notes, SIGNER))))).toEqual([])
  })
})
