import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { constants, crc32, deflateRawSync, gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { storedZip } from '../../src/sources/archive/stored-zip.ts'
import { audited, daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { tarOf } from '../tar.ts'

const fixture = (name: string, file = 'package.txt') => readFileSync(join(root, 'fixtures', name, 'input', file))
/** A phone on which a lender reads contacts, and one on which none does; both complete. */
const reads = fixture('delisted-lender-that-reads')
const clear = fixture('clear-phone')
const clearOps = fixture('clear-phone', 'appops.txt')

let cwd: string
beforeEach(() => {
  cwd = newFolder()
})

/** Writes files below the working folder, folders as needed. */
function put(files: Record<string, string | Buffer>) {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(cwd, name, '..'), { recursive: true })
    writeFileSync(join(cwd, name), content)
  }
}

const audit = (...argv: string[]) => audited(argv, { cwd })
const pathsOf = async (...argv: string[]) => (await audit(...argv)).report.sources.map(({ path }) => path)
const codesOf = ({ problems }: { problems: { code: string }[] }) => problems.map(({ code }) => code)

describe('a folder', () => {
  test('is read with all its folders, by name', async () => {
    put({
      'phone/b/package.txt': clear,
      'phone/a.txt': clearOps,
      'phone/c.txt': 'package:com.example.notes\n',
      'phone/a/z.txt': clearOps,
    })
    expect(await pathsOf('phone')).toEqual(['phone/a/z.txt', 'phone/a.txt', 'phone/b/package.txt', 'phone/c.txt'])
  })

  test('gives one phone: what one file grants, another closes', async () => {
    const [pkg, ops] = ['package.txt', 'appops.txt'].map((file) => fixture('granted-then-blocked-by-appop', file))
    put({ 'phone/package.txt': pkg ?? '', 'phone/appops.txt': ops ?? '' })
    const alone = await audit('phone/package.txt')
    const both = await audit('phone')
    const kuaijie = (report: typeof both.report) => report.apps.map(({ contacts }) => contacts.verdict)
    expect(kuaijie(alone.report)).toContain('granted')
    expect(kuaijie(both.report)).toContain('blocked-by-appop')
    expect(kuaijie(both.report)).not.toContain('granted')
  })

  test('holds other files too, and they spoil nothing', async () => {
    put({
      'phone/package.txt': clear,
      'phone/appops.txt': clearOps,
      'phone/notes.md': '# notes\n',
      'phone/photo.jpg': Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 1, 2]),
    })
    const { code, report } = await audit('phone')
    expect([code, report.verdict]).toEqual([0, 'clear'])
    const told = report.problems.map(({ code, severity, path, params }) => [code, severity, path, params['n']])
    expect(told).toEqual([['E350', 'warning', 'phone/notes.md', '1']])
    expect(report.sources.map(({ path }) => path)).not.toContain('phone/notes.md')
  })

  test('of which an unknown file is named alone is not so easily forgiven', async () => {
    put({ 'package.txt': clear, 'notes.md': '# notes\n' })
    const { code, report } = await audit('package.txt', 'notes.md')
    expect([code, codesOf(report)]).toEqual([5, ['E303']])
  })

  test.for([
    ['a dot file', 'phone/.hidden.txt'],
    ['a dot folder', 'phone/.cache/dump'],
    ['a file without an extension', 'phone/dump'],
  ] as const)('is read with %s', async ([, path]) => {
    put({ 'phone/package.txt': clear, [path]: reads })
    const { code, report } = await audit('phone')
    expect([code, report.verdict]).toEqual([1, 'act'])
    expect(report.findings[0]?.evidence[0]?.path).toBe(path)
  })

  test('is read without what version control keeps, and says so', async () => {
    put({ 'phone/package.txt': clear, 'phone/.git/objects/aa': reads, 'phone/.svn/wc.db': reads })
    const { code, report } = await audit('phone')
    expect([code, report.verdict]).toEqual([0, 'clear'])
    expect(report.problems.map(({ code, path, severity }) => [code, path, severity])).toEqual([
      ['E333', 'phone/.git', 'warning'],
      ['E333', 'phone/.svn', 'warning'],
    ])
  })

  test('is never clear where a link leads out of it, and names the link', async () => {
    put({ 'phone/package.txt': clear, 'elsewhere/package.txt': reads, 'elsewhere.txt': reads })
    symlinkSync(join(cwd, 'elsewhere.txt'), join(cwd, 'phone/link.txt'))
    symlinkSync(join(cwd, 'elsewhere'), join(cwd, 'phone/linked'))
    symlinkSync(join(cwd, 'gone'), join(cwd, 'phone/to-nothing'))
    const { code, report } = await audit('phone')
    expect([code, report.verdict]).toEqual([5, 'incomplete'])
    expect(report.sources.map(({ path }) => path)).toEqual(['phone/package.txt'])
    expect(report.problems.map(({ code, path }) => [code, path])).toEqual([
      ['E333', 'phone/link.txt'],
      ['E333', 'phone/linked'],
      ['E333', 'phone/to-nothing'],
    ])
  })

  test('needs no word about links to what is in it', async () => {
    put({ 'phone/a/package.txt': clear })
    symlinkSync(join(cwd, 'phone/a/package.txt'), join(cwd, 'phone/link.txt'))
    symlinkSync(join(cwd, 'phone'), join(cwd, 'phone/round'))
    const { code, report } = await audit('phone')
    expect([code, report.verdict, report.problems]).toEqual([0, 'clear', []])
  })

  test.runIf(process.platform === 'linux').for(['package.txt', 'manifest.json'])(
    'with a pipe called %s does not wait for it',
    (name) => {
      put({ 'phone/dump.txt': clear })
      spawnSync('mkfifo', [join(cwd, 'phone', name)])
      const { status, stdout } = spawnSync(
        process.execPath,
        [join(root, 'bin/daicha.js'), 'audit', '.', '-f', 'json'],
        { cwd: join(cwd, 'phone'), encoding: 'utf8', timeout: 20_000 },
      )
      const report = JSON.parse(stdout)
      expect([status, report.verdict]).toEqual([5, 'incomplete'])
      expect(report.problems).toMatchObject([{ code: 'E333', path: name }])
    },
  )

  test.runIf(process.platform === 'linux')('with a configuration that is a pipe says so, and does not wait', () => {
    put({ 'phone/dump.txt': clear })
    spawnSync('mkfifo', [join(cwd, 'phone/daicha.config.json')])
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'bin/daicha.js'), 'audit', '.'], {
      cwd: join(cwd, 'phone'),
      encoding: 'utf8',
      timeout: 20_000,
    })
    expect(status).toBe(2)
    expect(stderr).toContain('[E506]')
  })

  test.for([
    ['a capture of something else', 'phone/proto/activity.proto', 0],
    ['a log', 'phone/logcat.txt', 0],
    ['what a command complained of', 'phone/package.err', 0],
    ['a dump by its name', 'phone/b/package.txt', 5],
    ['a packed dump by its name', 'phone/b/package.txt.gz', 5],
    ['a bug report by its name', 'phone/bugreport-a1-RP1A.200720.012.zip', 5],
  ] as const)('with an empty file, %s', async ([, path, exit]) => {
    put({ 'phone/a/package.txt': clear, [path]: '' })
    const { code, report } = await audit('phone')
    expect([code, codesOf(report)]).toEqual([exit, exit === 0 ? [] : ['E302']])
  })

  test('of many files of which none is a dump names the folder, and no file of it', async () => {
    put(Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`phone/f${at}.txt`, `${at}\n`])))
    const { report } = await audit('phone')
    const [problem] = report.problems
    expect(problem).toMatchObject({ code: 'E303', path: 'phone' })
    expect(`${problem?.message} ${problem?.remedy.join(' ')}`).toContain('All 30 files')
    expect(JSON.stringify(report.problems)).not.toContain('f1')
  })

  test('outside of the working folder shows the way to each file below it', async () => {
    put({ 'out/a/package.txt': reads, 'out/b/package.txt': clear, 'here/x': '' })
    const { report } = await audited([join(cwd, 'out')], { cwd: join(cwd, 'here') })
    expect(report.sources.map(({ path }) => path)).toEqual(['out/a/package.txt', 'out/b/package.txt'])
  })

  test.for([
    ['empty', {}],
    ['with nothing but empty folders and dot files', { 'phone/.keep': '', 'phone/a/.keep': '' }],
  ] as const)('%s is nothing audited, and says so', async ([, files]) => {
    mkdirSync(join(cwd, 'phone'))
    put(files)
    const { code, report } = await audit('phone')
    expect([code, report.verdict]).toEqual([3, 'incomplete'])
    expect(report.problems).toMatchObject([{ path: 'phone' }])
  })

  test('without any dump in it is nothing audited', async () => {
    put({ 'phone/notes.md': '# notes\n', 'phone/b.txt': 'hello\n' })
    const { code, report } = await audit('phone')
    expect([code, codesOf(report)]).toEqual([3, ['E303']])
  })
})

describe('what cannot be read', () => {
  test('beside a good file hides no finding', async () => {
    put({ 'package.txt': reads })
    for (const argv of [
      ['missing.txt', 'package.txt'],
      ['package.txt', 'missing.txt'],
    ]) {
      const { code, report } = await audit(...argv)
      expect([code, report.verdict, report.complete, codesOf(report)]).toEqual([1, 'act', false, ['E301']])
      expect(report.findings[0]).toMatchObject({ ruleId: 'lender-reads-contacts' })
      const { stdout } = await daicha(['audit', ...argv], { cwd })
      expect(stdout).toContain('cannot open missing.txt')
      expect(stdout).toMatch(/^ {2}\S+ +can read/m)
    }
  })

  test('beside a clear phone is not a clear result', async () => {
    put({ 'package.txt': clear })
    const { code, report } = await audit('package.txt', 'missing.txt')
    expect([code, report.verdict]).toEqual([5, 'incomplete'])
  })

  test.for([
    ['is not there', 'missing.txt', 'there is no such file'],
    ['is below a file', 'package.txt/below.txt', 'not a folder'],
    ['has a name beyond any system', `${'x'.repeat(300)}.txt`, 'the name is too long'],
  ] as const)('because it %s is told with the cause', async ([, path, cause]) => {
    put({ 'package.txt': clear })
    const { code, report } = await audit(path)
    expect([code, codesOf(report)]).toEqual([3, ['E301']])
    expect(report.problems[0]?.message).toContain(cause)
  })

  test.skipIf(process.platform === 'win32')('because it is not ours is told, and the rest is read', () => {
    put({ 'phone/package.txt': reads, 'phone/secret.txt': reads, 'phone/secrets/package.txt': reads })
    for (const folder of [cwd, join(cwd, '..')]) chmodSync(folder, 0o755)
    for (const secret of ['phone/secret.txt', 'phone/secrets']) chmodSync(join(cwd, secret), 0o000)
    // The administrator may read everything, so somebody else has to try.
    const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, 'bin/daicha.js'), 'audit', 'phone', '-f', 'json'],
      { cwd, encoding: 'utf8', ...nobody },
    )
    for (const secret of ['phone/secrets']) chmodSync(join(cwd, secret), 0o755)
    expect(stderr).not.toContain('E900')
    expect(status).toBe(1)
    const report = JSON.parse(stdout)
    expect(report.complete).toBe(false)
    expect(report.problems).toEqual([
      expect.objectContaining({
        code: 'E301',
        path: 'phone/secret.txt',
        message: expect.stringContaining('permission denied'),
      }),
      expect.objectContaining({
        code: 'E301',
        path: 'phone/secrets',
        message: expect.stringContaining('permission denied'),
      }),
    ])
  })
})

describe('gzip', () => {
  test('is read as what is in it, and hashed as it is', async () => {
    const packed = gzipSync(reads)
    put({ 'package.txt': reads, 'package.txt.gz': packed, 'without-its-name': packed })
    const plain = await audit('package.txt')
    for (const name of ['package.txt.gz', 'without-its-name']) {
      const { code, report } = await audit(name)
      expect(code).toBe(1)
      expect(report.findings.map(({ fingerprint }) => fingerprint)).toEqual(
        plain.report.findings.map(({ fingerprint }) => fingerprint),
      )
      expect(report.sources).toMatchObject([
        { path: name, bytes: packed.length, lines: plain.report.sources[0]?.lines },
      ])
    }
  })

  test('comes over standard input too', async () => {
    const { code } = await audited(['-'], { cwd, stdin: gzipSync(reads) })
    expect(code).toBe(1)
  })

  test('cut in the middle gives what came before the cut, and is incomplete', async () => {
    // The lender stands early in the dump, so what is left of it holds the grant.
    const packed = gzipSync(reads)
    const cut = packed.subarray(0, Math.round(packed.length * 0.8))
    put({ 'cut.txt.gz': cut })
    const { code, report } = await audit('cut.txt.gz')
    expect(codesOf(report)).toContain('E340')
    expect(report.findings[0]).toMatchObject({ ruleId: 'lender-reads-contacts' })
    expect([code, report.verdict, report.complete]).toEqual([1, 'act', false])
  })

  test('of a clear phone is never clear once it is cut, wherever', async () => {
    const packed = gzipSync(clear)
    for (let part = 1; part < 20; part++) {
      put({ 'cut.txt.gz': packed.subarray(0, Math.round((packed.length * part) / 20)) })
      const { code, report } = await audit('cut.txt.gz')
      expect([part, report.verdict, code > 0]).toEqual([part, 'incomplete', true])
    }
  })

  test('whose end is damaged is not believed', async () => {
    const packed = gzipSync(clear)
    packed.writeUInt32LE(0, packed.length - 8)
    put({ 'damaged.txt.gz': packed })
    const { code, report } = await audit('damaged.txt.gz')
    expect([3, 5]).toContain(code)
    expect([report.verdict, report.complete]).toEqual(['incomplete', false])
    expect(codesOf(report)).toContain('E310')
  })
})

/** One file of a zip. What is not said is as it should be. */
interface Entry {
  name: string
  bytes: string | Buffer
  /** Already in the form of `method`, for what cannot be packed here. */
  packed?: Buffer
  method?: 0 | 8 | 9 | 50
  flags?: number
  crc?: number
  size?: number
}

/** A zip archive as in APPNOTE 4.3: files, central directory, end. */
function zip(entries: Entry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes, packed, method = 8, flags = 0, crc, size } of entries) {
    const content = Buffer.from(bytes)
    const data = packed ?? (method === 8 ? deflateRawSync(content) : content)
    const about = Buffer.alloc(26)
    about.writeUInt16LE(20, 0)
    about.writeUInt16LE(flags, 2)
    about.writeUInt16LE(method, 4)
    about.writeUInt32LE(crc ?? crc32(content), 10)
    about.writeUInt32LE(data.length, 14)
    about.writeUInt32LE(size ?? content.length, 18)
    about.writeUInt16LE(Buffer.byteLength(name), 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    parts.push(Buffer.from('PK\x03\x04'), about, Buffer.from(name), data)
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), about, place, Buffer.from(name))
    offset += 30 + Buffer.byteLength(name) + data.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, central, Buffer.from('PK\x05\x06'), end])
}

const service = (dump: Buffer) =>
  `========================================================\n== dumpstate: 2026-03-02 09:30:00\n========================================================\n${'-'.repeat(79)}\nDUMP OF SERVICE package:\n${dump.toString()}\n--------- 0.1s was the duration of dumpsys package, ending at: 2026-03-02 09:30:01\n${'-'.repeat(79)}\n`

describe('what was packed and has another checksum accuses nobody: what a wrong bit did to it is not known', () => {
  const long = Buffer.from(`${reads}${'\n'.repeat(300_000)}`)
  const tar = tarOf([{ name: 'package.txt', bytes: reads }])
  const torn = (bytes: Buffer, fromEnd: number, count: number) =>
    bytes.fill(0xff, bytes.length - fromEnd, bytes.length - fromEnd + count)
  /** Behind the dump stands no heading of a tar. */
  const broken = Buffer.concat([tar.subarray(0, -1024), Buffer.alloc(5120, 'x')])
  const unsummed = (bytes: Buffer) => torn(gzipSync(bytes), 8, 4)

  test.for<[what: string, bytes: Buffer]>([
    ['a gzip', unsummed(reads)],
    ['a gzip in which something is torn', torn(gzipSync(reads), 400, 8)],
    ['a gzip whose text is long', unsummed(long)],
    ['a file of a zip', zip([{ name: 'package.txt', bytes: reads, crc: 1 }])],
    ['a file of a zip whose text is long', zip([{ name: 'package.txt', bytes: long, crc: 1 }])],
    ['a file of a zip that ends before its data do', zip([{ name: 'a', bytes: reads, size: reads.length + 1 }])],
    ['a tar in a gzip', unsummed(tar)],
    ['a tar in a gzip that is damaged itself', unsummed(broken)],
    ['a tar in a zip', zip([{ name: 'a.tar', bytes: tar, crc: 1 }])],
  ])('%s', async ([, bytes]) => {
    put({ damaged: bytes })
    const { code, report } = await audit('damaged')
    expect([code, report.verdict, report.findings, codesOf(report)]).toEqual([3, 'incomplete', [], ['E310']])
  })

  test.for<[what: string, bytes: Buffer]>([
    ['a gzip with something behind zeros', Buffer.concat([gzipSync(reads), Buffer.from('\0\0something else')])],
    ['a gzip with something behind it', Buffer.concat([gzipSync(long), Buffer.from('something else')])],
    ['a tar that is damaged behind a dump', broken],
    ['a tar in a gzip that is', gzipSync(broken)],
    [
      'a tar in a gzip that was cut',
      gzipSync(
        tarOf([
          { name: 'a', bytes: reads },
          { name: 'b', bytes: long },
        ]),
      ).subarray(0, -30),
    ],
  ])('what is whole still does: %s', async ([, bytes]) => {
    put({ damaged: bytes })
    const { code, report } = await audit('damaged')
    expect([code, report.verdict, report.complete]).toEqual([1, 'act', false])
  })
})

describe('a zip', () => {
  test.for<[says: string, read: string[], entries: Entry[]]>([
    [
      'of a bug report: its text, and no word about what else lies in it',
      ['a.zip!bugreport.txt'],
      [
        { name: 'bugreport.txt', bytes: service(clear) },
        { name: 'main_entry.txt', bytes: 'bugreport.txt' },
        { name: 'version.txt', bytes: '2.0' },
        { name: 'dumpstate_log.txt', bytes: 'Begin\nDUMP OF SERVICE package:\nPackages:\n' },
        { name: 'proto/activity.proto', bytes: '' },
        { name: 'FS/data/anr/anr_1', bytes: `Error: no memory\n${'  at com.example.Main\n'.repeat(60)}` },
      ],
    ],
    [
      'of separate exports: each of its texts',
      ['a.zip!phone/appops.txt', 'a.zip!phone/package.txt'],
      [
        { name: 'phone/', bytes: '', method: 0 },
        { name: 'phone/appops.txt', bytes: clearOps },
        { name: 'phone/package.txt', bytes: clear },
        { name: 'phone/screen.png', bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
      ],
    ],
    ['of one export, stored', ['a.zip!package.txt'], [{ name: 'package.txt', bytes: clear, method: 0 }]],
    ['of one export, deflated', ['a.zip!package.txt'], [{ name: 'package.txt', bytes: clear, method: 8 }]],
    ['of one export under another name', ['a.zip!dump'], [{ name: 'dump', bytes: clear }]],
  ])('%s', async ([, paths, entries]) => {
    put({ 'a.zip': zip(entries) })
    const { code, report } = await audit('a.zip')
    expect(report.sources.flatMap(({ path }) => (path.endsWith('_log.txt') ? [] : path)).sort()).toEqual(paths)
    expect([code, report.verdict, report.problems]).toEqual([0, 'clear', []])
  })

  test.for([
    ['beside the text that main_entry.txt names', 'other.txt'],
    ['deep in a bug report', 'FS/data/misc/dump'],
    ['as a second bug report', 'bugreport-b.txt'],
    ['as a picture by its name', 'screen.png'],
    ['where the log of dumpstate is', 'dumpstate_log.txt'],
  ] as const)('with a dump %s is read with it', async ([, name]) => {
    const main = { name: 'bugreport-a.txt', bytes: `${service(clear)}${'#'.repeat(50_000)}\n` }
    put({ 'a.zip': zip([main, { name: 'main_entry.txt', bytes: 'bugreport-a.txt' }, { name, bytes: service(reads) }]) })
    const { code, report } = await audit('a.zip')
    expect([code, report.findings[0]?.evidence[0]?.path]).toEqual([1, `a.zip!${name}`])
  })

  test('is known by its bytes, found in folders, and hashed as it is', async () => {
    const bytes = zip([{ name: 'package.txt', bytes: reads }])
    put({ 'phone/report.bin': bytes })
    const { code, report } = await audit('phone')
    expect(code).toBe(1)
    expect(report.sources).toMatchObject([{ path: 'phone/report.bin!package.txt', bytes: bytes.length }])
    expect(report.findings[0]?.evidence[0]?.path).toBe('phone/report.bin!package.txt')
  })

  const long = `${clear}${'\n'.repeat(300_000)}`
  test.for<[says: string, code: string, entry: Partial<Entry>]>([
    ['is encrypted', 'E345', { flags: 1 }],
    ['is packed in a way that nobody reads', 'E310', { method: 50 }],
    ['is packed as Windows packs what is large', 'E334', { method: 9 }],
    ['is smaller than it says', 'E310', { size: clear.length + 1 }],
    ['is larger than it says', 'E310', { size: clear.length - 1 }],
    ['is stored, and smaller than it says', 'E310', { method: 0, size: clear.length + 1 }],
    ['has another checksum than it says', 'E310', { crc: 1 }],
    ['is stored, with another checksum than it says', 'E310', { crc: 1, method: 0 }],
    ['is no deflated data', 'E310', { packed: Buffer.from('not deflated at all') }],
    ['ends in the middle of its data', 'E310', { packed: deflateRawSync(clear).subarray(0, 500) }],
    ['ends before its data do', 'E310', { packed: Buffer.concat([deflateRawSync(clear), Buffer.from(reads)]) }],
    [
      'ends before its data do, and is long',
      'E310',
      { bytes: long, packed: Buffer.concat([deflateRawSync(long), deflateRawSync(reads)]) },
    ],
  ])('whose text %s is refused with %s, and never clear', async ([, code, change]) => {
    put({ 'a.zip': zip([{ name: 'package.txt', bytes: clear, ...change }]) })
    const { code: exit, report } = await audit('a.zip')
    expect(codesOf(report)).toContain(code)
    expect(report.problems.find((one) => one.code === code)?.message).toContain('a.zip')
    expect([report.verdict, report.complete]).toEqual(['incomplete', false])
    expect([3, 5]).toContain(exit)
  })

  test.for(['../evil.txt', 'a/../../evil.txt', '/etc/evil.txt', 'C:/evil.txt', '..\\evil.txt'])(
    'that names %s is refused, and nothing is written',
    async (name) => {
      put({
        'in/a.zip': zip([
          { name, bytes: clear },
          { name: 'package.txt', bytes: clear },
        ]),
      })
      const { code, report } = await audit('in/a.zip')
      expect([code, codesOf(report)]).toEqual([3, ['E310']])
      expect(readdirSync(cwd)).toEqual(['in'])
      expect(readdirSync(join(cwd, 'in'))).toEqual(['a.zip'])
      expect(existsSync(join(cwd, '..', 'evil.txt'))).toBe(false)
    },
  )

  test('with too many files is refused before they are looked at', async () => {
    const many = (n: number) =>
      zip(
        Array.from({ length: n }, (_, at) => ({
          name: at === 0 ? 'package.txt' : `f${at}`,
          bytes: at === 0 ? clear : '',
          method: 0 as const,
        })),
      )
    put({ 'most.zip': many(10_000), 'many.zip': many(10_001) })
    expect((await audit('most.zip')).code).toBe(0)
    const { code, report } = await audit('many.zip')
    expect([code, codesOf(report)]).toEqual([3, ['E309']])
    expect(report.problems[0]?.message).toContain('10000')
  })

  test.for([
    ['of which only the mark is left', 'E340', (whole: Buffer) => whole.subarray(0, 4)],
    [
      'whose directory is overwritten',
      'E310',
      (whole: Buffer) => Buffer.concat([whole.subarray(0, -80), Buffer.alloc(40), whole.subarray(-40)]),
    ],
  ] as const)('%s is refused with %s', async ([, problem, damage]) => {
    put({ 'a.zip': damage(zip([{ name: 'package.txt', bytes: clear }])) })
    const { code, report } = await audit('a.zip')
    expect([code, codesOf(report)]).toEqual([3, [problem]])
  })

  const beside = (bytes: Buffer) =>
    zip([
      { name: 'lender PK\x03\x04.txt', bytes },
      { name: 'second.txt', bytes: clear },
    ])
  /** As a stream is zipped: sizes stand behind the bytes, here of a zip that is not packed again. */
  async function streamed(bytes: Buffer): Promise<Buffer> {
    const inner = zip([{ name: 'package.txt', bytes }])
    const parts: Uint8Array[] = []
    // The end of the inner zip is none of the outer one's.
    const files = [inner, Buffer.concat([clear, Buffer.alloc(70_000, '\n')])].map((one, n) => ({
      path: `${n}`,
      bytes: one.length,
      open: () => [one],
    }))
    for await (const part of storedZip(files)) parts.push(part)
    return Buffer.concat(parts)
  }
  const gzipped = (whole: Buffer) => gzipSync(whole).subarray(0, -4)

  test.for<[string, (bytes: Buffer) => Buffer | Promise<Buffer>]>([
    ['without its directory', (bytes) => beside(bytes).subarray(0, beside(bytes).indexOf('PK\x01\x02'))],
    ['cut in its directory', (bytes) => beside(bytes).subarray(0, -60)],
    ['cut in its last file', (bytes) => beside(bytes).subarray(0, beside(bytes).indexOf('second.txt') + 200)],
    ['of a stream, cut behind the last', async (bytes) => (await streamed(bytes)).subarray(0, -30)],
    [
      'of a stream, cut in a zip',
      async (bytes) => (await streamed(bytes)).subarray(0, zip([{ name: '', bytes }]).length),
    ],
    ['whole in a gzip that was cut', (bytes) => gzipped(beside(bytes))],
  ])('%s gives what stands in it, and is never clear', async ([, cutOf]) => {
    put({ 'a.zip': await cutOf(reads), 'b.zip': await cutOf(clear) })
    const { report } = await audit('a.zip')
    expect([report.verdict, report.complete]).toEqual(['act', false])
    expect(report.problems.filter(({ params }) => params['file'] === 'a.zip').map(({ code }) => code)).toEqual(['E340'])
    expect((await audit('b.zip')).report.verdict).toBe('incomplete')
  })

  test('that was cut holds no more files than any', async () => {
    const many = zip(Array.from({ length: 10_001 }, (_, n) => ({ name: `${n}`, bytes: '' })))
    put({ 'a.zip': many.subarray(0, many.indexOf('PK\x01\x02')) })
    expect(codesOf((await audit('a.zip')).report)).toEqual(['E309'])
  })

  test('without anything in it is nothing audited', async () => {
    put({ 'a.zip': zip([]) })
    const { code, report } = await audit('a.zip')
    expect([code, report.problems.length]).toEqual([3, 1])
  })

  test('comes over standard input too', async () => {
    const { code, report } = await audited(['-'], { cwd, stdin: zip([{ name: 'package.txt', bytes: reads }]) })
    expect([code, report.findings[0]?.evidence[0]?.path]).toEqual([1, '-!package.txt'])
  })
})

describe('a bomb', () => {
  /** A gigabyte of text in a megabyte: one flushed piece of deflate, over and over. */
  const LINE = Buffer.from(`${'a'.repeat(1023)}\n`)
  const piece = deflateRawSync(Buffer.concat(Array<Buffer>(1024).fill(LINE)), { finishFlush: constants.Z_FULL_FLUSH })
  const packed = Buffer.concat([...Array<Buffer>(1024).fill(piece), deflateRawSync(Buffer.alloc(0))])

  const bombs: Record<string, () => Buffer> = {
    'bomb.zip': () => zip([{ name: 'package.txt', bytes: '', packed, size: 1024 ** 3 }]),
    // What it says of itself is enough: it holds a thousandth of it.
    'stated.zip': () => zip([{ name: 'package.txt', bytes: '', packed: piece, size: 1024 ** 3 }]),
    'bomb.gz': () => Buffer.concat([Buffer.from('1f8b08000000000000ff', 'hex'), packed, Buffer.alloc(8)]),
  }

  test.runIf(process.platform === 'linux').for(Object.keys(bombs))('%s is stopped, in little memory', (name) => {
    put({ [name]: bombs[name]?.() ?? '' })
    // maxRSS of a child counts what its parent held when it was forked; the peak of its own memory stands here.
    const atExit = `import { readFileSync } from 'node:fs'
      process.on('exit', () => process.stderr.write(/VmHWM:.*/.exec(readFileSync('/proc/self/status', 'utf8'))[0]))`
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        '--import',
        `data:text/javascript,${encodeURIComponent(atExit)}`,
        join(root, 'bin/daicha.js'),
        'audit',
        name,
        '-f',
        'json',
      ],
      { cwd, encoding: 'utf8' },
    )
    expect([status, codesOf(JSON.parse(stdout))]).toEqual([3, ['E309']])
    const [, peak] = /VmHWM:\s+(\d+) kB$/.exec(stderr) ?? []
    // In KiB: Node, the buffers of 100 MiB on their way, and no gigabyte.
    expect(Number(peak)).toBeGreaterThan(10_000)
    expect(Number(peak)).toBeLessThan(400 * 1024)
  })
})

describe('a path', () => {
  test('is shown below the working folder, or as a bare name, and never whole', async () => {
    put({
      'here/in/package.txt': reads,
      'out/package.txt': reads,
      'out/a.zip': zip([{ name: 'package.txt', bytes: reads }]),
    })
    const here = join(cwd, 'here')
    for (const [typed, shown] of [
      ['in/package.txt', 'in/package.txt'],
      ['./in/../in/package.txt', 'in/package.txt'],
      [join(here, 'in/package.txt'), 'in/package.txt'],
      ['in', 'in/package.txt'],
      ['.', 'in/package.txt'],
      ['../out/package.txt', 'package.txt'],
      [join(cwd, 'out/package.txt'), 'package.txt'],
      [join(cwd, 'out/a.zip'), 'a.zip!package.txt'],
    ] as const) {
      const json = await daicha(['audit', typed, '-f', 'json', '-v'], { cwd: here })
      const text = await daicha(['audit', typed, '-v'], { cwd: here })
      expect([typed, JSON.parse(json.stdout).sources[0].path]).toEqual([typed, shown])
      expect(json.stdout + json.stderr + text.stdout + text.stderr).not.toContain(cwd)
    }
  })
})

describe('what is loaded', () => {
  /** Whether a run, in a process of its own, executes a place that a mark stands at, as V8 counts it. */
  function executes(argv: string[]): (mark: RegExp) => boolean {
    const folder = join(cwd, 'coverage')
    spawnSync(process.execPath, [join(root, 'bin/daicha.js'), ...argv], {
      cwd,
      env: { ...process.env, NODE_V8_COVERAGE: folder },
    })
    const scripts = readdirSync(folder)
      .flatMap((name) => (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { result: Script[] }).result)
      .filter(({ url }) => url.startsWith('file:'))
      .map((script) => ({ ...script, source: readFileSync(fileURLToPath(script.url), 'utf8') }))
    return (mark) =>
      scripts.some(({ source, functions }) => {
        const ranges = functions.flatMap((one) => one.ranges)
        return [...source.matchAll(new RegExp(mark, 'gi'))].some(({ index }) => innermost(ranges, index).count > 0)
      })
  }

  interface Range {
    startOffset: number
    endOffset: number
    count: number
  }
  interface Script {
    url: string
    functions: { ranges: Range[] }[]
  }

  const innermost = (ranges: Range[], at: number): Range =>
    ranges
      .filter(({ startOffset, endOffset }) => startOffset <= at && at < endOffset)
      .reduce((a, b) => (b.endOffset - b.startOffset <= a.endOffset - a.startOffset ? b : a), {
        startOffset: 0,
        endOffset: Infinity,
        count: 1,
      })

  /** What each package does as it is loaded. */
  const marks = {
    yauzl: /function fromRandomAccessReader/,
    yaml: /YAMLParseError/,
    adbkit: /adbkit|host:transport/,
    execa: /ExecaError/,
    zod: /ZodError/,
  }

  test('for a plain text: no code of yauzl, yaml, adbkit, execa or zod, and much of our own', () => {
    put({ 'package.txt': reads })
    const loads = executes(['audit', 'package.txt'])
    for (const [name, mark] of Object.entries(marks)) expect([name, loads(mark)]).toEqual([name, false])
    expect(loads(/AppOps Service state:/)).toBe(true)
    // The marks are true to the packages: what they look for is there.
    const modules = join(root, 'node_modules')
    expect(readFileSync(join(modules, 'yauzl/index.js'), 'utf8')).toMatch(marks.yauzl)
    expect(readFileSync(join(modules, 'yaml/dist/errors.js'), 'utf8')).toMatch(marks.yaml)
    expect(readFileSync(join(modules, 'execa/lib/return/final-error.js'), 'utf8')).toMatch(marks.execa)
    expect(readFileSync(join(modules, 'zod/v4/classic/errors.js'), 'utf8')).toMatch(marks.zod)
    expect(readFileSync(join(modules, '@devicefarmer/adbkit/package.json'), 'utf8')).toMatch(marks.adbkit)
  })

  test.for([['--help'], ['explain', 'READ_CONTACTS']])('for %s: nothing that reads dumps', (argv) => {
    expect(executes(argv)(/AppOps Service state:/)).toBe(false)
  })

  test('for a zip: the code that reads it', () => {
    put({ 'a.zip': zip([{ name: 'package.txt', bytes: reads }]) })
    expect(executes(['audit', 'a.zip'])(marks.yauzl)).toBe(true)
  })
})
