import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync, gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { fromFiles } from '../built.ts'
import { audited, daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { type TarEntry, tarOf } from '../tar.ts'
import { zipOf } from '../zip.ts'

const fixture = (name: string, file = 'package.txt') => readFileSync(join(root, 'fixtures', name, 'input', file))
const reads = fixture('delisted-lender-that-reads')
const clear = fixture('clear-phone')

let cwd: string
beforeEach(() => {
  cwd = newFolder()
})

type Tree = Record<string, Buffer | string>

function put(files: Tree) {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(cwd, name, '..'), { recursive: true })
    writeFileSync(join(cwd, name), content)
  }
}

const audit = (...argv: string[]) => audited(argv, { cwd })
const codesOf = ({ problems }: { problems: { code: string }[] }) => problems.map(({ code }) => code)
const bytesOf = (tree: Tree) =>
  Object.entries(tree).map(([name, bytes]): [string, Buffer] => [name, Buffer.from(bytes)])
const zip = (tree: Tree) => zipOf(new Map(bytesOf(tree)))
const tar = (tree: Tree) => tarOf(bytesOf(tree).map(([name, bytes]): TarEntry => ({ name, bytes })))
const below = (folder: string, tree: Tree): Tree =>
  Object.fromEntries(Object.entries(tree).map(([name, bytes]) => [`${folder}/${name}`, bytes]))

/** Ways to hand over the files of a folder in one file. */
const packings: Record<string, (tree: Tree) => Buffer> = {
  'a zip': zip,
  'a zip with its folder': (tree) => zip(below('phone', tree)),
  'a zip in a zip': (tree) => zip({ 'inner.zip': zip(tree) }),
  'a zip in a zip in a zip': (tree) => zip({ 'a.zip': zip({ b: zip(tree) }) }),
  'a zip of gzipped files': (tree) =>
    zip(Object.fromEntries(bytesOf(tree).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]))),
  'a tar': tar,
  'a tar with its folder': (tree) => tar(below('./phone', tree)),
  'a gzipped tar': (tree) => gzipSync(tar(tree)),
  'a gzipped zip': (tree) => gzipSync(zip(tree)),
  'a zip in a gzipped tar': (tree) => gzipSync(tar({ 'inner.zip': zip(tree) })),
  'a gzipped tar in a zip': (tree) => zip({ 'inner.tgz': gzipSync(tar(tree)) }),
  'two tars, one behind the other': (tree) => {
    const [first = [], ...rest] = bytesOf(tree).map(([name, bytes]) => tarOf([{ name, bytes }]))
    return Buffer.concat([first as Buffer, ...rest])
  },
}

describe.for(Object.entries(packings))('%s', ([, pack]) => {
  const both: Tree = { 'clear.txt': clear, [`${'deep/'.repeat(30)}dump`]: reads, 'notes.md': '# notes\n' }

  test.for(['by its name', 'in a folder', 'over standard input'])('gives what the folder gives: %s', async (way) => {
    put({ ...below('folder', both), 'packed/x.bin': pack(both) })
    const plain = await audit('folder')
    const { code, report } =
      way === 'over standard input'
        ? await audited(['-'], { cwd, stdin: pack(both) })
        : await audit(way === 'in a folder' ? 'packed' : 'packed/x.bin')
    expect([code, report.verdict, codesOf(report)]).toEqual([1, 'act', ['E330', 'E350']])
    expect(report.findings.map(({ fingerprint }) => fingerprint)).toEqual(
      plain.report.findings.map(({ fingerprint }) => fingerprint),
    )
    for (const { path } of report.sources) expect(path).toMatch(/^(packed\/x\.bin|-)!/)
  })

  test('cut in the middle is never clear', async () => {
    const whole = pack({ 'a.txt': clear, 'b.txt': clear })
    for (const part of [0.3, 0.6, 0.9, 0.99]) {
      put({ x: whole.subarray(0, Math.round(whole.length * part)) })
      const { report } = await audit('x')
      expect([part, report.verdict === 'clear' && report.complete]).toEqual([part, false])
    }
  })

  test('of which nothing is a dump is nothing audited', async () => {
    put({ x: pack({ 'a.txt': 'hello\n', 'b.txt': 'hello\n' }) })
    const { code, report } = await audit('x')
    expect([code, report.verdict, codesOf(report)]).toEqual([3, 'incomplete', ['E303']])
  })
})

test('a gzip with something else behind its end is not believed', async () => {
  put({ x: Buffer.concat([gzipSync(clear), Buffer.alloc(64), reads]) })
  const { report } = await audit('x')
  expect([report.verdict, codesOf(report)]).toEqual(['incomplete', ['E310']])
})

test('a gzip with more than a name before what it holds is not believed', async () => {
  const [packed, name] = [gzipSync(clear), Buffer.from('package.txt\0')]
  const begun = (flags: number, ...said: Buffer[]) => {
    const head = Buffer.from(packed.subarray(0, 10))
    head[3] = flags
    return Buffer.concat([head, ...said, packed.subarray(10)])
  }
  const extra = Buffer.from([reads.length & 255, reads.length >> 8])
  put({
    named: begun(8 + 4, Buffer.from([3, 0, 1, 2, 3]), name),
    name: begun(8, reads, Buffer.of(0)),
    comment: begun(8 + 16, name, reads, Buffer.of(0)),
    extra: begun(4, extra, reads),
  })
  expect((await audit('named')).report.verdict).toBe('clear')
  for (const file of ['name', 'comment', 'extra'])
    expect([file, codesOf((await audit(file)).report)]).toEqual([file, ['E310']])
})

test('the way to a dump shows every archive that it lies in', async () => {
  put({ 'a.zip': zip({ 'in/b.tgz': gzipSync(tar({ 'c.zip': zip({ 'package.txt': reads }) })) }) })
  const { report } = await audit('a.zip')
  expect(report.sources.map(({ path }) => path)).toEqual(['a.zip!in/b.tgz!c.zip!package.txt'])
})

test('a zip that is cut into parts is told, and leaves nothing clear', async () => {
  const whole = zip({ 'a.txt': reads })
  put({
    'phone/package.txt': clear,
    'phone/old.z01': Buffer.concat([Buffer.from('PK\x07\x08', 'latin1'), whole.subarray(0, 900)]),
    'phone/old.zip': whole.subarray(900),
  })
  const { report } = await audit('phone')
  expect(report.verdict).toBe('incomplete')
  const parts = report.problems.filter(({ remedy }) => remedy.join().includes('7-Zip'))
  expect(parts.map(({ code }) => code)).toEqual(['E340', 'E351'])
})

describe('what a zip holds besides the files that it lists', () => {
  const [local, central, end] = [0x03, 0x01, 0x05].map((n) => Buffer.from([0x50, 0x4b, n, n + 1]))
  const listed = zip({ 'package.txt': clear })
  const directory = listed.indexOf(central as Buffer)
  const ending = listed.indexOf(end as Buffer)
  /** Bytes in front of the directory, whose place the end states. */
  const inserted = (bytes: Buffer, at = directory, length = bytes.length) => {
    const last = Buffer.from(listed.subarray(ending))
    last.writeUInt32LE(directory + (at > directory ? 0 : length), 16)
    return Buffer.concat([listed.subarray(0, at), bytes, listed.subarray(at, ending), last])
  }
  /** Bytes behind something whose length stands in two bytes at a place. */
  const lengthened = (bytes: Buffer, at: number, from: number) => {
    const whole = inserted(bytes, from)
    whole.writeUInt16LE(bytes.length, at)
    return whole
  }
  const name = 'package.txt'.length
  const comment = (text: Buffer) => {
    const last = Buffer.from(listed.subarray(ending))
    last.writeUInt16LE(text.length, 20)
    return Buffer.concat([listed.subarray(0, ending), last, text])
  }
  const field = (content: Buffer) => {
    const head = Buffer.from('AA\0\0')
    head.writeUInt16LE(content.length, 2)
    return Buffer.concat([head, content])
  }
  const dump = reads.subarray(0, 60_000)
  const other = zip({ 'old.txt': reads })
  const unlisted = other.subarray(other.indexOf(local as Buffer), other.indexOf(central as Buffer))
  // biome-ignore format: a table is read by its columns
  test.for<[where: string, zip: Buffer, verdict: string]>([
    ['a file that its directory does not list',  inserted(unlisted),                               'incomplete'],
    ['a gzip before its directory',              inserted(gzipSync(reads)),                        'incomplete'],
    ['a dump before its directory',              inserted(dump),                                   'act'],
    ['a dump behind its directory',              inserted(dump, ending),                           'act'],
    ['a dump as its comment',                    comment(dump),                                    'act'],
    ['a dump as the comment of a file',          lengthened(dump, directory + 32, ending),         'act'],
    ['a dump in an extra field of a file',       lengthened(field(dump), 28, 30 + name),           'act'],
    ['a file in place of a comment',             comment(unlisted),                                'incomplete'],
    ['bytes of nobody knows what',               inserted(Buffer.alloc(300, 'P\0\x01')),           'incomplete'],
    ['zeros before its directory',               inserted(Buffer.alloc(5000)),                     'clear'],
    ['zeros that align a file',                  lengthened(Buffer.alloc(4000), 28, 30 + name),    'clear'],
    ['a comment of a line',                      comment(Buffer.from('Kept from March, for Ana')), 'clear'],
    ['a comment of many lines',                  comment(Buffer.from('Kept for Ana\n'.repeat(99))), 'clear'],
  ])('%s', async ([, bytes, verdict]) => {
    put({ 'phone/a.zip': bytes, 'phone/package.txt': clear })
    for (const path of ['phone', 'phone/a.zip']) {
      const { report } = await audit(path)
      expect([path, report.verdict]).toEqual([path, verdict])
      if (verdict !== 'clear') expect(JSON.stringify([report.problems, report.sources])).toContain('phone/a.zip"')
    }
  })
})

// biome-ignore format: a table is read by its columns
test.for<[where: string, name: string, bytes: string]>([
  ['China',        '手机.txt',       '\xca\xd6\xbb\xfa.txt'],
  ['China',        '鑫鑫.txt',       '\xf6\xce\xf6\xce.txt'],
  ['Taiwan',       '通訊錄.txt',     '\xb3q\xb0T\xbf\xfd.txt'],
  ['Japan',        '携帯/リスト.txt', '\x8cg\x91\xd1/\x83\x8a\x83X\x83g.txt'],
  ['Russia',       'Видео/Мой.txt',  '\x82\xa8\xa4\xa5\xae/\x8c\xae\xa9.txt'],
  ['Bulgaria',     'Пакеты.txt',     '\xcf\xe0\xea\xe5\xf2\xfb.txt'],
])('a name in a zip that was packed in %s is legible: %s', async ([, name, written]) => {
  const place = `${'N'.repeat(written.length - 4)}.txt`
  const bytes = zip({ [place]: clear })
  for (let at = bytes.indexOf(place); at !== -1; at = bytes.indexOf(place, at)) bytes.write(written, at, 'latin1')
  put({ 'a.zip': bytes })
  const { report } = await audit('a.zip')
  expect([report.verdict, report.sources.map(({ path }) => path)]).toEqual(['clear', [`a.zip!${name}`]])
})

test('what was piped into a zip is read: `adb shell dumpsys package | zip a.zip -`', async () => {
  for (const [dump, verdict] of [
    [clear, 'clear'],
    [reads, 'act'],
  ] as const) {
    const bytes = zip({ '-': dump })
    bytes.writeUInt32LE(0o010600 * 0x10000, bytes.indexOf('PK\x01\x02') + 38)
    put({ 'a.zip': bytes })
    const { report } = await audit('a.zip')
    expect([report.verdict, codesOf(report)]).toEqual([verdict, []])
  }
})

test.for([
  ['a zip', zip],
  ['a tar', tar],
] as const)('a file whose name ends as that of a folder does is read out of %s', async ([, pack]) => {
  put({ x: pack({ 'old/': reads, 'package.txt': clear }) })
  expect((await audit('x')).report.verdict).toBe('act')
})

test('an app that was taken apart, or is being made, is no APK when it is packed: what lies beside it is read', async () => {
  const AndroidManifest = '<?xml version="1.0"?><manifest package="com.example.kuaijie"/>'
  for (const [dump, verdict] of [
    [clear, 'clear'],
    [reads, 'act'],
  ] as const) {
    put({ 'x.zip': zip({ 'AndroidManifest.xml': AndroidManifest, 'package.txt': dump }) })
    expect((await audit('x.zip')).report.verdict).toBe(verdict)
  }
})

describe('a tar', () => {
  test.for<[what: string, entry: TarEntry, exit: number]>([
    ['a link to what is in it', { name: 'link.txt', type: '2', link: 'a/package.txt' }, 0],
    ['a second name of what is in it', { name: 'b/again.txt', type: '1', link: 'a/package.txt' }, 0],
    ['a link that leads out', { name: 'link.txt', type: '2', link: '../package.txt' }, 5],
    ['a link to the root', { name: 'link.txt', type: '2', link: '/a/package.txt' }, 5],
    ['a pipe', { name: 'pipe', type: '6' }, 5],
    ['a folder', { name: 'folder/', type: '5' }, 0],
    ['a folder with content of its own', { name: 'folder/', type: '5', bytes: reads }, 5],
    ['a label', { name: 'my phone', type: 'V' }, 0],
  ])('with %s', async ([, entry, exit]) => {
    put({ 'a.tar': tarOf([entry, { name: 'a/package.txt', bytes: clear }]) })
    const { code, report } = await audit('a.tar')
    expect([code, codesOf(report)]).toEqual([exit, exit === 0 ? [] : ['E333']])
  })

  test('that holds nothing but what is not opened is not empty', async () => {
    put({ 'a.tar': tarOf([{ name: 'package.txt', type: 'S', bytes: reads }]) })
    const { code, report } = await audit('a.tar')
    expect([code, codesOf(report)]).toEqual([3, ['E333']])
  })

  test.for(['x', 'g', 'L', 'K'])('is read with what its headings hold: %s', async (type) => {
    const said = ` comment=${reads}\n`
    const bytes = `${said.length + 4}${said}`
    put({
      'a.tar': tarOf([
        { name: 'heading', type, bytes },
        { name: 'package.txt', bytes: clear },
      ]),
    })
    expect((await audit('a.tar')).report.verdict).toBe('act')
  })

  test.for(['LIBARCHIVE.xattr.com.apple.metadata:kMDItemWhereFroms', 'SCHILY.xattr.com.apple.quarantine'])(
    'says where macOS had a file from, however long the address: %s',
    async (key) => {
      const said = ` ${key}=${'YnBsaXN0'.repeat(250)}\n`
      put({
        'a.tar': tarOf([
          { name: 'PaxHeader/package.txt', type: 'x', bytes: `${said.length + 4}${said}` },
          { name: 'package.txt', bytes: clear },
        ]),
      })
      const { report } = await audit('a.tar')
      expect([report.verdict, codesOf(report)]).toEqual(['clear', []])
    },
  )

  test.for(['../evil.txt', '/etc/evil.txt'])('that names %s is refused', async (name) => {
    put({ 'a.tar': tarOf([{ name, bytes: clear }]) })
    const { code, report } = await audit('a.tar')
    expect([code, codesOf(report)]).toEqual([3, ['E310']])
  })

  test('that was cut or damaged gives what stands before, and is never clear', async () => {
    const of = (dump: Buffer) => tar({ 'package.txt': dump, 'second.txt': dump })
    const cut = (bytes: Buffer) => bytes.subarray(0, bytes.length - 2000)
    const damaged = (bytes: Buffer) =>
      Buffer.from(bytes).fill('x', bytes.indexOf('second.txt'), bytes.indexOf('ustar', 600))
    for (const [harm, code] of [
      [cut, 'E340'],
      [damaged, 'E310'],
      [(bytes: Buffer) => cut(gzipSync(bytes, { level: 0 })), 'E340'],
    ] as const) {
      put({ 'a.tar': harm(of(reads)), 'b.tar': harm(of(clear)) })
      const { report } = await audit('a.tar')
      expect([report.verdict, report.complete]).toEqual(['act', false])
      expect(codesOf(report)).toContain(code)
      expect((await audit('b.tar')).report.verdict).toBe('incomplete')
    }
  })

  test('that ends without its end is not believed', async () => {
    put({ 'a.tar': tar({ 'package.txt': clear }).subarray(0, -1024) })
    const { report } = await audit('a.tar')
    expect([report.verdict, codesOf(report)]).toEqual(['incomplete', ['E340']])
  })
})

describe('a saved capture', () => {
  const sms = 'com.example.kuaijie\n'
  const files: Tree = { 'package.txt': clear, 'role-user-0-SMS.txt': sms }
  const commands: Record<string, string[]> = {
    'package.txt': ['dumpsys', 'package'],
    'role-user-0-SMS.txt': ['cmd', 'role', 'get-role-holders', '--user', '0', 'android.app.role.SMS'],
  }
  const manifest = JSON.stringify({
    format: 'daicha-capture/1',
    files: bytesOf(files).map(([name, bytes]) => ({
      name,
      command: commands[name],
      startedAt: '2026-11-24T06:20:03Z',
      finishedAt: '2026-11-24T06:20:04Z',
      exitCode: 0,
      stderr: '',
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
  })
  const capture: Tree = { ...files, 'manifest.json': manifest }
  const dumpsIn = async (...paths: string[]) => {
    const dumps = []
    for await (const { path, command, capture, chunks, failure } of fromFiles(paths, { cwd, stdin: process.stdin })) {
      for await (const _ of chunks());
      dumps.push({ path, command: command?.[0], capture, failure: failure()?.code })
    }
    return dumps
  }

  test.for(Object.entries(packings).filter(([name]) => !/gzipped files|behind/.test(name)))(
    'in %s keeps its commands and its hashes',
    async ([, pack]) => {
      put({ good: pack(capture), bad: pack({ ...capture, 'package.txt': reads }) })
      const good = await dumpsIn('good')
      expect(good.map(({ command }) => command).sort()).toEqual(['cmd', 'dumpsys'])
      expect(good.every(({ capture, failure }) => capture?.startsWith('good') && failure === undefined)).toBe(true)
      const { code, report } = await audit('bad')
      expect([code, codesOf(report)]).toEqual([3, expect.arrayContaining(['E503'])])
    },
  )

  test('of which a file is gone is told, wherever it lies', async () => {
    const { 'package.txt': _, ...rest } = capture
    put({ ...below('parent/before', rest) })
    const { code, report } = await audit('parent')
    expect([code, codesOf(report)]).toEqual([3, expect.arrayContaining(['E503'])])
  })

  test('of which a file is damaged in its zip is told as damaged, not as changed', async () => {
    const whole = zip(capture)
    const directory = whole.readUInt32LE(whole.length - 6)
    whole.writeUInt32LE(1, directory + 16)
    put({ 'a.zip': whole })
    const { report } = await audit('a.zip')
    expect([report.verdict, codesOf(report)]).toEqual(['incomplete', expect.arrayContaining(['E310'])])
    expect(codesOf(report)).not.toContain('E503')
  })

  test('beside another one is another phone, and what lies beside its files belongs to it', async () => {
    put({ ...below('parent/a', capture), ...below('parent/b', capture), 'parent/b/more/today.txt': reads })
    expect(await dumpsIn('parent')).toEqual([
      { path: 'parent/a/package.txt', command: 'dumpsys', capture: 'parent/a', failure: undefined },
      { path: 'parent/a/role-user-0-SMS.txt', command: 'cmd', capture: 'parent/a', failure: undefined },
      { path: 'parent/b/more/today.txt', command: undefined, capture: 'parent/b', failure: undefined },
      { path: 'parent/b/package.txt', command: 'dumpsys', capture: 'parent/b', failure: undefined },
      { path: 'parent/b/role-user-0-SMS.txt', command: 'cmd', capture: 'parent/b', failure: undefined },
    ])
    expect((await audit('parent')).code).toBe(1)
  })

  test('is found by its content: another manifest.json makes none', async () => {
    put({ 'phone/manifest.json': '{"name":"of a web page"}', 'phone/package.txt': reads })
    expect((await audit('phone')).code).toBe(1)
  })
})

describe('what cannot be unpacked here is named, and never clear', () => {
  test.for([
    ['7z', '377abcaf271c0004'],
    ['RAR', '526172211a0701003392'],
    ['xz', 'fd377a585a000004e6d6'],
    ['Zstandard', '28b52ffd2405'],
    ['bzip2', '425a6839314159265359'],
    ['age', Buffer.from('age-encryption.org/v1\n-> X25519 abc\n').toString('hex')],
  ] as const)('%s', async ([format, hex]) => {
    put({ 'phone/package.txt': clear, 'phone/rest': Buffer.from(hex, 'hex') })
    const alone = await audit('phone/rest')
    expect([alone.code, codesOf(alone.report)]).toEqual([3, ['E334']])
    expect(alone.report.problems[0]?.message).toContain(format)
    const { code, report } = await audit('phone')
    expect([code, report.verdict, codesOf(report)]).toEqual([5, 'incomplete', ['E334']])
  })
})

describe('what is known and is no dump is named', () => {
  /** An element and the first byte of what follows: another element, or an attribute that is text or a number. */
  const abx = (tag: string, next: '2' | '/' | 'o') =>
    Buffer.from(`ABX\0\x102\xff\xff\0${String.fromCharCode(tag.length)}${tag}${next}\xff\xff`, 'latin1')
  test.for<[name: string, content: string | Buffer, besideADump: number]>([
    ['packages.xml', "<?xml version='1.0' encoding='utf-8'?>\n<packages>\n    <version sdkVersion=\"28\" />\n", 5],
    ['packages.xml', abx('packages', '2'), 5],
    ['runtime-permissions.xml', '<?xml version="1.0"?>\n<runtime-permissions version="7">\n', 5],
    ['runtime-permissions.xml', abx('runtime-permissions', '/'), 5],
    ['roles.xml', '<?xml version="1.0"?>\n<roles version="1" packagesHash="x">\n', 5],
    ['policies.xml', abx('policies', '2'), 5],
    ['app-ops.xml', '<app-ops v="1">\n', 5],
    ['app-ops.xml', abx('app-ops', 'o'), 5],
    ['access.xml', abx('access', '2'), 5],
    ['ABX', abx('access-points', '2'), 0],
    ['access.xml', '<?xml version="1.0"?>\n<access>\n  <app-id-permissions>\n', 5],
    ['JSON', '[\n    {\n        "package_name": "com.example.a",\n', 5],
    ['JSON', '[\n    {\n        "name": "com.example.a",\n        "files": [\n', 0],
    ['JSON', '[{"name":"com.example.a","label":"A","versionCode":1}]', 0],
    ['dumpsys package --checkin', 'vers,1\nlib,android.test.base,jar\n', 0],
    ['dumpsys package --proto', Buffer.from('\n\x18\n\x13com.example.verifier\x10\x92N\n'), 5],
  ])('%s', async ([name, content, besideADump]) => {
    put({ 'phone/package.txt': clear, 'phone/other': content, 'alone/other': content, 'alone/b': 'hello\n' })
    for (const path of ['phone/other', 'alone']) {
      const { code, report } = await audit(path)
      expect([code, codesOf(report)]).toEqual([3, ['E335']])
      expect(report.problems[0]?.message).toContain(name)
    }
    const { code, report } = await audit('phone')
    expect([code, codesOf(report)]).toEqual([besideADump, besideADump === 0 ? [] : ['E335']])
  })
})

describe('a name that promises a dump or an archive is held to it', () => {
  const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 1234567\n'
  const shortcut = '[InternetShortcut]\r\nURL=https://drive.example.com/file/1\r\n'
  test.for<[name: string, content: string | Buffer, code: string]>([
    ['dump.zip', pointer, 'E351'],
    ['old/phone.tar', pointer, 'E351'],
    ['mum.gz', pointer, 'E351'],
    ['package (2).txt', pointer, 'E351'],
    ['dumpsys', pointer, 'E351'],
    ['dump.zip.part', '', 'E302'],
    ['mum.7z.crdownload', '', 'E302'],
    ['Unconfirmed 123.crdownload', '', 'E302'],
    ['mum.partial', 'the first lines\n', 'E351'],
    ['dump.zip (1)', '', 'E302'],
    ['dump.webloc', '<?xml version="1.0"?><!DOCTYPE plist><plist version="1.0"><dict/></plist>', 'E351'],
    ['dump.gsheet', '{"url":"https://docs.google.com/open?id=1","resource_id":"1"}', 'E335'],
    ['dump.zip.part', pointer, 'E351'],
    ['package2.txt - Shortcut.lnk', Buffer.from('L\0\0\0\x01\x14\x02\0', 'latin1'), 'E351'],
    ['.package2.txt.icloud', Buffer.from('bplist00\xd1\x01\x02', 'latin1'), 'E351'],
    ['dump.zip', '<!DOCTYPE html><html><body>Sign in to go on</body></html>', 'E335'],
    ['dump.zip', '', 'E302'],
    ['appops', '\n', 'E302'],
    ['package2.txt', 'adb.exe: no devices/emulators found\n', 'E304'],
    ['dump.zip', 'com.dropbox.placeholder\n', 'E351'],
    ['package2.txt', 'step\n'.repeat(80), 'E351'],
    ['packagelist.xml', '', 'E302'],
    ['package2.dump', 'error: device offline\n', 'E304'],
    ['new.zip', zip({ 'dump.tgz': pointer }), 'E351'],
    ['new.tgz', gzipSync(tar({ 'dump.zip': pointer })), 'E351'],
    ['mum.tgz', pointer, 'E351'],
    ['package-mum.txt', pointer, 'E351'],
    ['dump.txt', pointer, 'E351'],
    ['mum.txt', '<!DOCTYPE html><html><body>Sign in to go on</body></html>', 'E335'],
    ['dump.url', shortcut, 'E351'],
    ['photos.zip.url', shortcut, 'E351'],
    ['dump.gdoc', '{"url":"https://docs.google.com/open?id=1","doc_id":"1"}', 'E335'],
    ['new.gdoc.txt', '{"":"WARNING! DO NOT EDIT","doc_id":"1"}', 'E335'],
    ['phone2.txt', "error: device unauthorized.\nThis adb server's $ADB_VENDOR_KEYS is not set\n", 'E304'],
    ['dad/out', 'adb: no devices/emulators found\n', 'E304'],
    ['phone2.txt', "Can't find service: package\n", 'E304'],
    ['mum.txt', 'bash: adb: command not found\n', 'E304'],
    ['mum.txt', "'adb' 不是内部或外部命令，也不是可运行的程序\n或批处理文件。\n", 'E304'],
    ['mum.txt', "adb: The term 'adb' is not recognized as a name of a cmdlet, function or script file.\n", 'E304'],
    ['mum.txt', "Command 'adb' not found, but can be installed with:\nsudo apt install adb\n", 'E304'],
    ['mum.txt', 'fish: Unknown command: adb\n', 'E304'],
    ['mum.txt', 'bash: ./adb: No such file or directory\n', 'E304'],
    ['mum.txt', 'Shared users:\n  SharedUser [android.uid.system] (1a2b3c4):\n    appId=1000\n', 'E316'],
    ['mum.txt', 'Activity Resolver Table:\n  Non-Data Actions:\n      android.intent.action.MAIN:\n', 'E316'],
    ['mail.db', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(200), zip({ 'a.txt': clear })]), 'E351'],
    ['mum.txt', '<!-- saved <b> --><!doctype html><html></html>', 'E351'],
    ['mum dumpsys.txt', '', 'E302'],
    ['mum.txt', '* daemon not running; starting now at tcp:5037\nerror: device offline\n', 'E304'],
    ['mum.txt', "error: protocol fault (couldn't read status): Connection reset\n", 'E304'],
    ['mum.txt', 'error: device unauthorized.\nOtherwise check for a confirmation dialog on your device.\n', 'E304'],
  ])('%s', async ([name, content, code]) => {
    put({ 'phone/package.txt': clear, [`phone/${name}`]: content })
    const { report } = await audit('phone')
    expect([report.verdict, codesOf(report)]).toEqual(['incomplete', [code]])
  })

  test.for<[name: string, content: string | Buffer]>([
    ['README.md', 'The dump of a phone: package.txt\n'],
    ['package.json', '{"name":"phones"}\n'],
    ['package_native.txt', 'hello\n'],
    ['dumpsys_battery.txt', 'Current Battery Service state:\n  level: 80\n'],
    ['dumpsys battery.txt', ''],
    ['package.txt.sha256', 'e3b0c44298fc1c149afbf4c8996fb924  package.txt\n'],
    ['.package.txt.swp', 'b0VIM 8.2\0\0'],
    ['__MACOSX/._dump.zip', '\0\x05\x16\x07\0\x02\0\0Mac OS X'],
    ['photo.jpg.part', Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(300, 1)])],
    ['how.txt', 'bash: adb: command not found\nThen I installed it.\nNow it works.\n'],
    ['notes.txt', 'Li got "adb: command not found" at first.\n'],
    ['ld.so.preload', '/usr/lib/x.so\n'],
    [
      'permissions.txt',
      'Permissions:\n  Permission [android.permission.CAMERA] (1a2b3c4):\n    sourcePackage=android\n',
    ],
    [
      '~$diary.docx',
      Buffer.concat([Buffer.from('\x05Li Na'.padEnd(54)), Buffer.from('\x05\0L\0i\0 \0N\0a\0'.padEnd(108, ' \0'))]),
    ],
    ['package.err.txt', 'WARNING: linker: something\n'],
    ['thread_dump.txt', 'at com.example.Main.run(Main.java:5)\n'.repeat(80)],
    ['package.log', 'step\n'.repeat(80)],
    ['packages.txt', 'com.example.notes\ncom.example.kuaijie\n'],
    ['log.txt.gz', gzipSync('hello\n')],
    ['journal.json', '{"MESSAGE":"Started"}\n'],
    ['photos.zip', zip({ 'a.txt': 'hello\n' })],
    ['nothing.zip', zip({})],
    ['dump.zip', zip({ 'package.txt': clear })],
    ['package-report.md', '[OK] phone\n\n- daicha 1.0.0\n'],
    ['packages.txt', 'adbutils==2.2.1\nrequests==2.31.0\n'],
    ['photos.zip.sha256', 'e3b0c44298fc1c149afbf4c8996fb924  photos.zip\n'],
    ['photos.zip.asc', '-----BEGIN PGP SIGNATURE-----\n'],
    ['My bank.url', shortcut],
    ['letters.zip', zip({ 'My bank.url': shortcut, 'letter.txt': 'Dear Sir\n' })],
    ['dump help.html', '<!DOCTYPE html><html><body>How to make one</body></html>'],
    ['error-log.txt', 'error: device unauthorized.\n'],
    ['adb.log', `error: device offline\n${'connected\n'.repeat(9)}`],
    ['battery.txt', "Can't find service: battery\n"],
    ['backup.ab', 'ANDROID BACKUP\n5\n1\nnone\n\0\x01'],
    ['dump.txt', 'Made on 2 March with the cable of Li.\n'],
    ['links.zip', zip({ 'My bank.url': shortcut })],
    ['letter.txt', 'The contract is in\nschedule/annex/1 of this letter.\n'],
    ['notes.txt', '[Internet] of Li: none\n[Desktop] at work\n'],
    ['versions.txt', 'version https://example.com/1.2\n'],
    ['store.txt', '{"url":"https://example.com/app","title":"Notes"}\n'],
    ['pull.txt', "adb: error: failed to stat remote object '/etc/device': No such file or directory\n"],
    ['build.txt', 'error: no space left on device\n'],
    ['notes.txt', 'error: device offline\nThen I took another cable.\n'],
    ['step.log', 'error: device offline\n'],
    ['start.txt', '* daemon not running; starting now at tcp:5037\n* daemon started successfully\n'],
    ['sizes.csv', '"M","L"\n1,2\n'],
    ['app.package.plist', '<plist version="1.0">\n</plist>\n'],
    ['dumpsys reference.aspx', '<!DOCTYPE html><html><body>Options</body></html>'],
    ['package notes.txt', 'How to\n<html> is what a page begins with\n'],
  ])('%s stays as it is', async ([name, content]) => {
    put({ 'phone/package.txt': clear, [`phone/${name}`]: content })
    expect((await audit('phone')).report.verdict).toBe('clear')
  })

  test('beside a dump in a file named for its command one that failed is what its name says', async () => {
    const others = { 'phone/ps.txt': 'USER PID\n', 'phone/df.txt': 'Filesystem\n' }
    const failed = { 'phone/top.txt': 'error: device offline\n' }
    const verdictOf = async (files: Parameters<typeof put>[0]) => {
      put(files)
      return (await audit('phone')).report.verdict
    }
    expect(await verdictOf({ ...others, ...failed, 'phone/package.txt': clear })).toBe('clear')
    const androidqf = {
      'aqf/dumpsys.txt': clear,
      'aqf/env.txt': 'A=b\n',
      'aqf/root.txt': 'no\n',
      'aqf/mounts.txt': 'error: closed\n',
    }
    put(androidqf)
    expect((await audit('aqf')).report.verdict).toBe('clear')
    expect(await verdictOf({ 'phone/appops2.txt': 'error: device offline\n' })).toBe('incomplete')
  })

  test('files named for people, or of another folder, do not tell what the one that failed is', async () => {
    const notes = { 'all/dad/a.txt': 'Sunday\n', 'all/dad/b.txt': 'Monday\n' }
    put({ ...notes, 'all/li/package.txt': clear, 'all/dad/out': 'error: device offline\n' })
    put({
      'phone/li.txt': clear,
      'phone/a.txt': 'Sunday\n',
      'phone/b.txt': 'Monday\n',
      'phone/dad.txt': 'error: closed\n',
    })
    for (const folder of ['all', 'phone']) expect((await audit(folder)).report.verdict, folder).toBe('incomplete')
  })
})

test('a note of Windows in China is a text, and told beside a dump', async () => {
  const note = Buffer.from('cad6bbfac0efb5c4c8a8cfdecbb5c3f70a', 'hex')
  put({ 'phone/package.txt': clear, 'phone/note.txt': note })
  expect(codesOf((await audit('phone/note.txt')).report)).toEqual(['E303'])
  expect((await audit('phone')).report).toMatchObject({ verdict: 'clear', problems: [{ code: 'E350' }] })
})

describe('what people send to one another is named, and says where an export in it may be', () => {
  const parts = [...Array(9).keys()].map((n) => `BT (line ${n}) Tj ET\n`).join('')
  test.for<[name: string, content: string | Buffer]>([
    ['an e-mail', 'From: Ming <ming@example.com>\r\nSubject: the phone\r\nMIME-Version: 1.0\r\n\r\nSee below.\r\n'],
    ['an e-mail', 'From ming@example.com Fri Nov 27 10:00:00 2026\nReturn-Path: <ming@example.com>\n\nhello\n'],
    ['PDF', Buffer.concat([Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'), deflateSync(parts)])],
    ['RTF', '{\\rtf1\\ansi\\deff0 {\\fonttbl {\\f0 Arial;}}\nhello\\par\n}'],
    ['HTML', '<!DOCTYPE html>\n<html><body>hello</body></html>\n'],
    ['JSON', '{\n "name": "Ming",\n "type": "personal_chat",\n "messages": []\n}'],
    [
      'a document as Word',
      zip({
        '[Content_Types].xml': '<?xml version="1.0"?>\n<Types/>\n',
        'word/document.xml': '<?xml version="1.0"?>\n<w:document><w:body><w:p>hello</w:p></w:body></w:document>\n',
      }),
    ],
  ])('%s', async ([name, content]) => {
    put({ 'phone/package.txt': clear, 'phone/sent': content })
    const { code, report } = await audit('phone/sent')
    expect([code, codesOf(report)]).toEqual([3, ['E335']])
    expect(report.problems[0]?.message).toContain(name)
    expect(report.problems[0]?.remedy.join()).toContain('save the attachment')
    expect((await audit('phone')).report).toMatchObject({ verdict: 'clear', problems: [{ code: 'E350' }] })
  })
})

test.for<[string, string, (dump: string) => string]>([
  ['a web page', 'E324', (dump) => `<p>${dump.replaceAll(' ', '&nbsp;').replaceAll('\n', '<br>\n')}</p>`],
  [
    'a chat that keeps blanks',
    'E338',
    (dump) => `Ming: see\n${dump.replaceAll(' ', '\u00a0').replace('Packages:', '')}`,
  ],
  [
    'a chat that widens colons',
    'E324',
    (dump) => `Ming: see\n${dump.replaceAll(': ', '：').replaceAll(':\n', '：\n')}`,
  ],
])('a grant in what %s made of a dump is told beside a clean one', async ([, told, made]) => {
  const grant = '        android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET]'
  const dump = `Packages:\n  Package [com.example.cash] (1a2b3c):\n    User 0: installed=true\n      runtime permissions:\n${grant}\n`
  put({ 'phone/package.txt': clear, 'phone/page.html': made(dump) })
  const { code, report } = await audit('phone')
  expect(code).toBe(5)
  expect(codesOf(report)).toContain(told)
})

test('a bug report whose lines a page changed is told beside a clean dump, where no heading in it says anything', async () => {
  const report = readFileSync(join(root, 'fixtures/bugreport-text/input/bugreport.txt'), 'utf8')
  const shown = report.replaceAll('  ', '&nbsp; ').replaceAll('\n', '<br>\n')
  put({ 'phone/package.txt': clear, 'phone/bugreport.txt': shown })
  const { code, report: told } = await audit('phone')
  expect([code, codesOf(told)]).toEqual([5, expect.arrayContaining(['E350'])])
})

describe('a message in place of a dump', () => {
  test.for<[code: string, text: string]>([
    ['E320', 'Unable to find package: com.example.cash\n'],
    ['E339', '* daemon started successfully\n[ 12%] generating bugreport-x-2026.zip\n'],
    ['E339', 'BEGIN:/data/user_de/0/com.android.shell/files/bugreports/bugreport-x-2026.zip\nPROGRESS:12/100\n'],
    ['E339', 'OK:/data/user_de/0/com.android.shell/files/bugreports/bugreport-x-2026.zip\n'],
    ['E339', 'bugreport-sample-EXAMPLE.30-2026-03-02-09-30-12.txt'],
    ['E338', 'Package [com.example.cash] (1a2b3c):\n    userId=10081\n'],
    ['E304', "'adb' 不是内部或外部命令，也不是可运行的程序\n或批处理文件。\n"],
    ['E304', "adb : The term 'adb' is not recognized as the name of a cmdlet, function, script file\n"],
    ['E304', 'adb : 无法将“adb”项识别为 cmdlet、函数、脚本文件或可运行程序的名称。\n'],
    ['E304', 'bash: adb: command not found\n'],
  ])('%s: %s', async ([code, text]) => {
    put({ 'x.txt': text })
    const { code: exit, report } = await audit('x.txt')
    expect([exit, codesOf(report)]).toEqual([3, [code]])
  })

  test.for<[text: string, step: RegExp]>([
    ["Permission Denial: can't dump Package from from pid=1, uid=10234\n", /Termux/],
    ['bash: adb: command not found\n', /explain E201/],
    ['error: device offline\n', /connected and unlocked/],
  ])('the first step is for that message: %s', async ([text, step]) => {
    put({ 'x.txt': text })
    const { stderr } = await daicha(['audit', 'x.txt', '--lang', 'en'], { cwd })
    const [, first] = /What to do\s+1\. (.*?)\s+2\./s.exec(stderr) ?? []
    expect(first).toMatch(step)
  })

  test('a record without its heading is read, and is no clean result', async () => {
    put({ 'x.txt': '  Package [com.example.cash] (1a2b3c):\n    userId=10081\n' })
    const { code, report } = await audit('x.txt')
    expect([code, codesOf(report)]).toEqual([5, ['E338']])
  })

  test.for([
    ["error: device 'SERIAL0123' not found\n", 'device not found'],
    ["adb: device 'SERIAL0123' not found\n", 'device not found'],
    ['error: device unauthorized: SERIAL0123\n', 'device unauthorized'],
    ['* failed to start daemon for SERIAL0123\n', 'adb daemon'],
    ['error: cannot do that to SERIAL0123\n', 'Error'],
    ['+8613900000000,Mama,SERIAL0123\n', 'permission export'],
  ] as const)('shows nothing of a private kind: %s', async ([text, shown]) => {
    put({ 'x.txt': text, 'f/a.txt': text, 'f/b.txt': text })
    for (const format of ['text', 'json', 'sarif', 'markdown', 'html']) {
      for (const path of ['x.txt', 'f']) {
        const { stdout, stderr } = await daicha(['audit', path, '-f', format], { cwd })
        expect(stdout + stderr).not.toMatch(/SERIAL0123|Mama|13900000000/)
        if (format === 'json' && path === 'x.txt') expect(stdout).toContain(shown)
      }
    }
  })
})

describe('a limit', () => {
  const LINE = Buffer.from(`${'a'.repeat(99)}\n`)
  const swollen = Buffer.concat(Array<Buffer>(60_000).fill(LINE))

  test.for<[string, () => Buffer]>([
    ['gzip', () => gzipSync(swollen)],
    ['a zip', () => zip({ 'a.txt': swollen })],
    ['gzip in gzip', () => gzipSync(gzipSync(swollen))],
    [
      'many that are small',
      () => zip(Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`${at}`, swollen.subarray(0, 200_000)]))),
    ],
  ])('holds a few kB that swell to megabytes: %s', async ([, bomb]) => {
    put({ x: bomb() })
    const { code, report } = await audit('x')
    expect([code, codesOf(report)]).toEqual([3, ['E309']])
  })

  test('counts the files of inner archives too, and stops once', async () => {
    const inner = zip(Object.fromEntries(Array.from({ length: 4000 }, (_, at) => [`${at}`, ''])))
    put({ 'a.zip': zip({ a: inner, b: inner, c: inner, d: inner }) })
    const { code, report } = await audit('a.zip')
    expect([code, codesOf(report)]).toEqual([3, ['E309']])
  })

  test('ends archives in archives', async () => {
    let nested = zip({ 'package.txt': clear })
    for (let depth = 0; depth < 12; depth++) nested = zip({ a: nested })
    put({ 'a.zip': nested })
    const { code, report } = await audit('a.zip')
    expect([code, codesOf(report)]).toEqual([3, ['E309']])
  })

  test('refuses a zip whose entries share their bytes', async () => {
    const whole = zip({ 'a.txt': clear, 'b.txt': clear })
    const directory = whole.readUInt32LE(whole.length - 6)
    const second = whole.indexOf('PK\x01\x02', directory + 4, 'latin1')
    whole.writeUInt32LE(0, second + 42)
    put({ 'a.zip': whole })
    const { code, report } = await audit('a.zip')
    expect([code, codesOf(report)]).toEqual([3, ['E310']])
  })

  test.runIf(process.platform === 'linux')('ends what has no end', () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(root, 'bin/daicha.js'), 'audit', '/dev/zero', '-f', 'json'],
      { cwd, encoding: 'utf8', timeout: 30_000 },
    )
    expect([status, codesOf(JSON.parse(stdout))]).toEqual([3, ['E336']])
    expect(JSON.parse(stdout).problems[0].message).toContain('256 MiB')
  })

  test('does not stop an honest report that shrinks well', async () => {
    const lines = Array.from(
      { length: 120_000 },
      (_, at) => `03-02 09:30:12.${at} I/ActivityManager: Start proc for service\n`,
    )
    put({ 'x.gz': gzipSync(`${clear}\nDUMP OF SERVICE log:\n${lines.join('')}`) })
    const { report } = await audit('x.gz')
    expect(codesOf(report)).not.toContain('E309')
  })
})
