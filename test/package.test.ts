import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { Spec, Validation } from '@cyclonedx/cyclonedx-library'
import { beforeAll, describe, expect, test } from 'vitest'
import { root } from './daicha.ts'
import { newFolder } from './folder.ts'

let folder: string
/** Made in a copy of what lies here, built or not. */
let tarball: string
/** Somebody's empty project, with the tarball installed. */
let project: string
let installed: string

beforeAll(() => {
  folder = newFolder()
  const clone = copied(['.git', 'data'])
  tarball = join(folder, npm(clone, 'pack', '--silent', '--pack-destination', folder).trim())
  rmSync(clone, { recursive: true })

  project = join(folder, 'project')
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), '{ "private": true }')
  npm(project, 'install', '--offline', '--no-audit', '--no-fund', tarball)
  installed = join(project, 'node_modules/daicha')
  cpSync(join(root, 'fixtures'), join(project, 'fixtures'), { recursive: true })
}, 300_000)

const npm = (cwd: string, ...argv: string[]) =>
  execFileSync('npm', argv, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

/** What lies here, elsewhere, without these at its top. */
function copied(leftOut: string[]): string {
  const copy = mkdtempSync(join(folder, 'else where '))
  const isLeftOut = (path: string) => leftOut.includes(relative(root, path))
  cpSync(root, copy, { recursive: true, verbatimSymlinks: true, filter: (path) => !isLeftOut(path) })
  return copy
}

const filesIn = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** The folder whose name begins so. */
const below = (path: string, begins: string) =>
  join(path, readdirSync(path).find((name) => name.startsWith(begins)) ?? expect.fail(`no ${begins} in ${path}`))

const hashesIn = (path: string) =>
  filesIn(path)
    .map((file) => `${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${relative(path, file)}`)
    .sort()

const daicha = (...argv: string[]) =>
  spawnSync(join(project, 'node_modules/.bin/daicha'), argv, {
    cwd: project,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', LANG: 'en_US.UTF-8' },
  })

describe('the tarball', () => {
  test('holds nothing that cannot be read', () => {
    const files = filesIn(installed)
    expect(files.length).toBeGreaterThan(50)
    const isText = (path: string) =>
      !new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)).includes('\0')
    expect(files.filter((path) => !isText(path))).toEqual([])
  })

  /** Pages of a package that is on no registry have no address: what they lead to comes with them. */
  test('holds all that its pages lead to; the pictures of the page are in the repository alone', () => {
    const pages = filesIn(installed).filter((path) => path.endsWith('.md'))
    expect(pages.length).toBeGreaterThan(15)
    const links = pages.flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/\]\((?!\w+:|#)([^)#]+)/g)].map(([, to = '']) => join(dirname(path), to)),
    )
    expect(links.filter((path) => !existsSync(path) && !path.endsWith('.webp'))).toEqual([])
  })

  test('brings no other package and runs nothing when it is installed', () => {
    expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['daicha'])
    const { dependencies, scripts } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
    expect(dependencies).toBeUndefined()
    expect(Object.keys(scripts).filter((name) => /install|^prepare$/.test(name))).toEqual([])
  })

  test('lists what is bundled by the published schema of CycloneDX, each with its licence', async () => {
    const text = readFileSync(join(installed, 'dist/bom.cdx.json'), 'utf8')
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6)
    expect(await validator.validate(text)).toBeNull()
    expect(await validator.validate(text.replace('"library"', '"magic"'))).not.toBeNull()

    const { components } = JSON.parse(text) as {
      components: { group?: string; name: string; version: string; licenses: unknown[]; hashes: unknown[] }[]
    }
    const listed = components.map(({ group, name, version }) => `${group ? `${group}/` : ''}${name} ${version}`)
    expect(listed.map((name) => name.split(' ')[0])).toEqual(
      expect.arrayContaining(['commander', '@devicefarmer/adbkit', 'zod', 'yauzl', 'execa']),
    )
    expect(components.filter(({ licenses, hashes }) => !licenses?.length || !hashes?.length)).toEqual([])
    const licenses = readFileSync(join(installed, 'dist/THIRD-PARTY.txt'), 'utf8')
    expect(listed.filter((name) => !licenses.includes(`${name} (`))).toEqual([])
  })
})

describe('where it is installed', () => {
  test.skipIf(process.platform === 'win32')('for the whole machine, the manual comes with the command', () => {
    const prefix = join(folder, 'prefix')
    npm(project, 'install', '--global', '--prefix', prefix, '--offline', '--no-audit', '--no-fund', tarball)
    for (const path of ['bin/daicha', 'share/man/man1/daicha.1'])
      expect(existsSync(join(prefix, path)), path).toBe(true)
  })

  const preCommit = spawnSync('pre-commit', ['--version'], { encoding: 'utf8' }).stdout ?? ''
  const isRequired = process.env['DAICHA_REQUIRE_SHARED'] === '1'

  test.skipIf(preCommit === '' && !isRequired)(
    `as a hook in a repository of somebody else it runs, and is the same to the byte, though made elsewhere and from nothing${preCommit === '' ? ' (skipped: pre-commit is not installed)' : ''}`,
    () => {
      const git = (cwd: string, ...argv: string[]) =>
        execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...argv], { cwd, encoding: 'utf8' })
      // A copy, so that it is what lies here that is tried, committed or not.
      const hooks = copied(['node_modules', 'dist', '.git', 'data'])
      git(hooks, 'init', '-q')
      git(hooks, 'add', '-A')
      git(hooks, 'commit', '-qm', 'a')

      const theirs = mkdtempSync(join(folder, 'theirs-'))
      cpSync(join(root, 'fixtures/sample/input'), join(theirs, 'dumps'), { recursive: true })
      const repo = { repo: hooks, rev: git(hooks, 'rev-parse', 'HEAD').trim(), hooks: [{ id: 'daicha' }] }
      writeFileSync(join(theirs, '.pre-commit-config.yaml'), JSON.stringify({ repos: [repo] }))
      git(theirs, 'init', '-q')
      git(theirs, 'add', '-A')
      const home = join(folder, 'pre-commit')
      const { status, stdout } = spawnSync('pre-commit', ['run', 'daicha', '--files', 'dumps/package.txt'], {
        cwd: theirs,
        encoding: 'utf8',
        env: { ...process.env, PRE_COMMIT_HOME: home, DAICHA_LANG: 'en' },
      })
      expect(stdout).toContain('[ACT NOW]')
      expect(stdout).toContain('exit code: 1')
      expect(status).toBe(1)

      const made = join(below(below(home, 'repo'), 'node_env-'), 'lib/node_modules/daicha')
      expect(hashesIn(made)).toEqual(hashesIn(installed))
    },
    600_000,
  )

  const library = readFileSync(join(root, 'docs/library.md'), 'utf8')

  test('every command runs', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(daicha('--version').stdout).toBe(`${version}\n`)
    const list = join(project, 'list.txt')
    writeFileSync(list, 'fixtures/sample/input\nfixtures/clear-phone/input\n')
    writeFileSync(join(project, 'apps.csv'), 'package\ncom.example.app\n')
    // biome-ignore format: a table is read by its columns
    const runs: [code: number, shown: RegExp, ...argv: string[]][] = [
      [0, /^Usage: daicha/, '--help'],
      [1, /^\[ACT NOW\]/,   'audit', 'fixtures/sample/input'],
      [0, /^\[OK\]/,        'audit', 'fixtures/clear-phone/input'],
      [1, /"type":"end"/,   'audit', '--files-from', list, '-f', 'ndjson', '-j', '2'],
      [1, /^$/,             'audit', 'fixtures/sample/input', '-q', '-f', 'html=report.html', '-f', 'sarif=r.sarif', '-f', 'json=r.json'],
      [1, /^\[ACT NOW\]/,   'report', 'r.json', '--use-exit'],
      [0, /READ_CONTACTS/,  'explain', 'READ_CONTACTS'],
      [0, /com\.example/,   'classify', '--from', 'apps.csv'],
      [0, /lender/,         'rules', 'show', 'lender-reads-contacts'],
      [0, /"\$schema"/,     'schema', 'report'],
    ]
    for (const [code, shown, ...argv] of runs) {
      const { status, stdout, stderr } = daicha(...argv)
      expect([argv, status, stderr], stdout).toEqual([argv, code, ''])
      expect(stdout).toMatch(shown)
    }
    expect(existsSync(join(project, 'report.html'))).toBe(true)
  }, 120_000)

  test('the example of docs/library.md compiles, with types and without any other package, and runs', () => {
    const [, example = ''] = /```js\n(.*?)```/s.exec(library) ?? []
    const [, printed = ''] = /```text\n(act .*?)```/s.exec(library) ?? []
    writeFileSync(join(project, 'example.mjs'), example)
    const ran = spawnSync(process.execPath, ['example.mjs'], { cwd: project, encoding: 'utf8' })
    expect([ran.stdout, ran.stderr]).toEqual([printed, ''])

    // What the types say is what is there: each wrong use is an error.
    writeFileSync(
      join(project, 'example.mts'),
      `${example}
const verdict: 'act' | 'check' | 'clear' | 'incomplete' = report.verdict
// @ts-expect-error
report.verdict = 'fine'
// @ts-expect-error
report.apps[0]?.contacts.nothing
// @ts-expect-error
report.findings[0]?.nothing
export { verdict }
`,
    )
    const options = {
      strict: true,
      module: 'nodenext',
      target: 'es2023',
      noEmit: true,
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
    }
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['example.mts'] }))
    const tsc = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc')], {
      cwd: project,
      encoding: 'utf8',
    })
    expect([tsc.status, tsc.stdout]).toEqual([0, ''])
  }, 120_000)
})
