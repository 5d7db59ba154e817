/**
 * Every reader of the program, with inputs that it takes. Whatever bytes it is given, it ends in time, and all that it
 * throws is an error that a person can act on. `run` gives the report, or what the command line did.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from '../scripts/freshness.js'
import { generated } from './generated.js'
import { toBytes } from './lines.js'
import { arsc, axml, tarOf, zipOf } from './of-tests.js'

/** The name that stands for the property in place of a reader. */
export const MUTATIONS = 'mutations'

const fixture = (name, file = 'package.txt') => readFileSync(join(root, 'fixtures', name, 'input', file))
const packageTexts = [
  fixture('sample'),
  fixture('one-ui'),
  fixture('shared-uid-grants-all-members'),
  fixture('single-package-dump'),
  ...generated().map(({ files }) => toBytes(files.get('package.txt'))),
]
const sample = ['package.txt', 'appops.txt', 'getprop.txt'].map((name) => [name, fixture('sample', name)])

const asText = (path, command) => (bytes, subject) =>
  subject.auditTexts(new Map([[path, bytes]]), new Map(command ? [[path, command]] : []))
const besideDump = (path, command) => (bytes, subject) =>
  subject.auditTexts(new Map([...sample, [path, bytes]]), new Map(command ? [[path, command]] : []))
const asFile = (path) => (bytes, subject) => subject.auditOnDisk(new Map([[path, bytes]]), [path])
const byCommand = (argv, path) => (bytes, subject) => subject.run(argv, new Map([...sample, [path, bytes]]))

const setting = (key) => ['settings', 'get', '--user', '0', 'secure', key]
const admins =
  'Enabled Device Admins (User 0, provisioningState: 0):\n  com.example.kuaijie/.Admin:\n    uid=10075\nDevice Owner: \n  package=com.example.kiosk\nProfile Owner (User 10): \n  package=com.example.work\n'
const users =
  'Users:\n  UserInfo{0:Owner:c13} serialNo=0 isPrimary=true\n    Type: android.os.usertype.full.SYSTEM\n  UserInfo{10:Work:1030} serialNo=10\n    Type: android.os.usertype.profile.MANAGED\n'
const appsTable =
  'package,label,permissions\ncom.example.kuaijie,"示例快借, loan",android.permission.READ_CONTACTS\ncom.example.notes,Notes,\n'
const appsNdjson =
  '{"package":"com.example.kuaijie","label":"Quick loan","permissions":["android.permission.READ_CONTACTS"]}\n{"package":"com.example.notes"}\n'
const ignores = {
  ignore: [
    { rule: 'lender-reads-contacts', package: 'com.example.*', reason: 'a test phone of ours', expires: '2027-01-01' },
  ],
}
const config = {
  lang: 'en',
  failOn: 'low',
  minSeverity: 'note',
  regime: 'cn',
  assumeLender: ['com.example.notes'],
  formats: { json: 'out.json' },
}
const baseline = {
  type: 'baseline',
  findings: [{ input: null, fingerprint: 'lender-reads-contacts:com.example.kuaijie:0' }],
}
const rules = readFileSync(join(root, 'rules/lenders/example.yaml'))
const json = (value) => Buffer.from(JSON.stringify(value, null, 2))

export async function readersFor(subject) {
  const manifest = axml({
    tag: 'manifest',
    with: { package: 'com.example.kuaijie', versionCode: 7, versionName: '7' },
    in: [
      { tag: 'uses-sdk', with: { minSdkVersion: 21, targetSdkVersion: 33 } },
      { tag: 'uses-permission', with: { name: 'android.permission.READ_CONTACTS', maxSdkVersion: 32 } },
      {
        tag: 'application',
        with: { label: { resource: 0x7f010000 } },
        in: [
          { tag: 'activity', with: { name: '.LoanActivity' } },
          { tag: 'provider', with: { name: '.Files', authorities: 'com.example.a;com.example.b' } },
        ],
      },
    ],
  })
  const resources = ['plain', 'sparse', 'offset16', 'compact'].map((layout) =>
    arsc([
      { locale: '', values: ['Quick', undefined, { resource: 0x7f010000 }], layout },
      { locale: 'zh-CN', values: ['快借'], layout },
    ]),
  )
  const apk = zipOf(
    new Map([
      ['AndroidManifest.xml', manifest],
      ['resources.arsc', resources[0]],
    ]),
  )
  const { stdout: report } = await subject.run(['audit', '.', '-f', 'json'], new Map(sample))
  const { stdout: stream } = await subject.run(['audit', '.', '-f', 'ndjson'], new Map(sample))
  const { stdout: page } = await subject.run(['audit', '.', '-f', 'html'], new Map(sample))
  const reports = [report, stream, page].map((text) => Buffer.from(text))
  const anyFormat =
    (argv, path) =>
    (bytes, one, { pick }) =>
      byCommand([...argv, '-f', pick(subject.formats), '--lang', pick(['en', 'zh-CN'])], path)(bytes, one)

  // biome-ignore format: a table is read by its columns
  return [
    { name: 'package',       seeds: packageTexts,                                                     run: asText('package.txt') },
    { name: 'bugreport',     seeds: [fixture('bugreport-text', 'bugreport.txt'), fixture('service-dump-timeout', 'bugreport.txt')], run: asText('bugreport.txt') },
    { name: 'appops',        seeds: fixtureFiles('appops.txt'),                                       run: besideDump('appops.txt') },
    { name: 'appops get',    seeds: [Buffer.from('Uid mode: READ_CONTACTS: ignore\nREAD_CONTACTS: allow; time=+1h2m3s4ms ago; rejectTime=+2d ago (running)\nMIUIOP(10029): ask\n')], run: besideDump('com.example.kuaijie.txt') },
    { name: 'users',         seeds: [Buffer.from(users), ...fixtureFiles('users.txt')],               run: besideDump('users.txt') },
    { name: 'getprop',       seeds: fixtureFiles('getprop.txt'),                                      run: besideDump('getprop.txt') },
    { name: 'pm list',       seeds: fixtureFiles('packages-list.txt'),                                run: besideDump('packages-list.txt') },
    { name: 'settings',      seeds: [Buffer.from('com.example.kuaijie/.Help:com.example.notes/com.example.notes.A\n')], run: besideDump('s.out', setting('enabled_accessibility_services')) },
    { name: 'roles',         seeds: [Buffer.from('com.example.kuaijie;com.example.notes\n')],         run: besideDump('r.out', ['cmd', 'role', 'get-role-holders', '--user', '0', 'android.app.role.SMS']) },
    { name: 'device policy', seeds: [Buffer.from(admins)],                                            run: besideDump('p.out', ['dumpsys', 'device_policy']) },
    { name: 'any text',      seeds: [...packageTexts, Buffer.from(users), Buffer.from(admins), fixture('utf16-crlf')], run: asFile('dump.txt') },
    { name: 'zip',           seeds: [zipOf(new Map(sample)), fixture('bugreport-zip', 'bugreport.zip')], run: asFile('dumps.zip') },
    { name: 'gzip',          seeds: [gzipSync(fixture('sample'))],                                    run: asFile('package.txt.gz') },
    { name: 'tar',           seeds: [tarOf(new Map(sample)), gzipSync(tarOf(new Map(sample)))],       run: asFile('dumps.tar') },
    { name: 'manifest',      seeds: [manifest],                                                       run: asText('app.apk!AndroidManifest.xml') },
    { name: 'resources',     seeds: resources,                                                        run: (bytes, one) => one.auditTexts(new Map([['app.apk!AndroidManifest.xml', manifest], ['app.apk!resources.arsc', bytes]])) },
    { name: 'apk',           seeds: [apk, readFileSync(join(root, 'test/apk/signed.apk'))],           run: asFile('app.apk') },
    { name: 'capture',       seeds: [captureManifest()],                                              run: (bytes, one) => one.auditOnDisk(new Map([...sample, ['manifest.json', bytes]]), ['.']) },
    { name: 'capture zip',   seeds: [zipOf(new Map([...sample, ['manifest.json', captureManifest()]]))], run: asFile('capture.zip') },
    { name: 'saved reports', seeds: reports,                                                          run: anyFormat(['report', 'saved.json'], 'saved.json') },
    { name: 'merge',         seeds: reports,                                                          run: byCommand(['report', 'merge', 'saved.json'], 'saved.json') },
    { name: 'formats',       seeds: packageTexts,                                                     run: anyFormat(['audit', 'mutated.txt', '--all-apps'], 'mutated.txt') },
    { name: 'config',        seeds: [json(config)],                                                   run: byCommand(['audit', 'package.txt', '--config', 'c.json'], 'c.json') },
    { name: 'ignores',       seeds: [json(ignores)],                                                  run: byCommand(['audit', 'package.txt', '--ignore-file', 'i.json'], 'i.json') },
    { name: 'baseline',      seeds: [json(baseline)],                                                 run: byCommand(['audit', 'package.txt', '--baseline', 'b.json'], 'b.json') },
    { name: 'tables',        seeds: [Buffer.from(appsTable), Buffer.from(appsNdjson)],                run: byCommand(['classify', '--from', 'apps.csv'], 'apps.csv') },
    { name: 'rule files',    seeds: [rules, ...checks()],                                             run: byCommand(['audit', 'package.txt', '--rules', 'r.yaml'], 'r.yaml') },
    { name: 'rules lint',    seeds: [rules, ...checks()],                                             run: byCommand(['rules', 'lint', 'r.yaml'], 'r.yaml') },
  ]
}

/** The files of that name in all fixtures. */
const fixtureFiles = (file) =>
  readdirSync(join(root, 'fixtures'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(root, 'fixtures', entry.name, 'input')).includes(file))
    .map(({ name }) => fixture(name, file))

/** The checks, as a rule file of somebody's own adds them. */
const checks = () =>
  readdirSync(join(root, 'rules/checks')).map((name) => {
    const text = readFileSync(join(root, 'rules/checks', name), 'utf8').replace(/^#.*\n/gm, '')
    return Buffer.from(`checks:\n  - ${text.trimEnd().replaceAll('\n', '\n    ')}\n`)
  })

const captureManifest = () =>
  json({
    format: 'daicha-capture/1',
    files: sample.map(([name, bytes]) => ({
      name,
      command: name === 'getprop.txt' ? ['getprop'] : ['dumpsys', name.replace('.txt', '')],
      startedAt: '2026-11-24T06:20:03Z',
      finishedAt: '2026-11-24T06:20:04Z',
      exitCode: 0,
      stderr: '',
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
  })
