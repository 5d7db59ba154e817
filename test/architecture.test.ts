import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

interface ImportTable {
  rooms: Record<string, { may: string[] }>
  floors: Record<string, string[]>
  libraries: [name: string, place: string, why: string][]
  pure: string[]
  speaksToPhones: string
  opensSockets: string
}
const config: string = '../.dependency-cruiser.js'
const { rooms, floors, libraries, pure, ...phones } = (await import(config)) as ImportTable

/** Rooms that look at the world: every module of Node but those that open sockets. */
const worldly = ['cli', 'sources', 'platform']
const impure = ['process', 'console', 'performance', 'Date.now()', 'new Date()', 'Date()', 'Math.random()']
const speaksToPhones = new RegExp(phones.speaksToPhones)
const opensSockets = new RegExp(phones.opensSockets)
const sockets = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']

/** What is wrong with one file; `path` is relative to src. */
function complaints(path: string, text: string): string[] {
  const room = roomOf(path)
  if (rooms[room] === undefined) return [`${path}: the table has no row for ${room}`]

  const place = `src/${path}`
  const mayUse = (name: string) =>
    name.startsWith('node:')
      ? worldly.includes(room)
      : libraries.some(([library, where]) => library === name && new RegExp(where).test(place))
  const wrong = new Set<string>()
  for (const name of importsOf(text)) {
    if (name.startsWith('.') || name.startsWith('#')) {
      const target = name.startsWith('#') ? 'platform' : roomOf(posix.join(posix.dirname(path), name))
      if (target !== room && !rooms[room].may.includes(target)) wrong.add(`imports ${name}`)
    } else {
      if (!mayUse(/^(node:|@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name)) wrong.add(`imports ${name}`)
      if (opensSockets.test(name) && !speaksToPhones.test(place)) wrong.add(`imports ${name}, which opens sockets`)
    }
  }

  const used = globalsOf(text)
  if (pure.includes(room)) for (const name of impure) if (used.has(name)) wrong.add(`uses ${name}`)
  if (!speaksToPhones.test(place)) for (const name of sockets) if (used.has(name)) wrong.add(`uses ${name}`)
  return [...wrong].map((what) => `${path}: ${what}`)
}

const roomOf = (path: string) => path.split('/')[0] ?? path

/** Static, dynamic, re-exporting and type-only imports alike. */
const importsOf = (text: string) => ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)

/** Names that stand alone (`process`, not `.process` and not a key), and the calls that read the clock or roll dice. */
function globalsOf(text: string): Set<string> {
  const used = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && standsAlone(node)) used.add(node.text)
    if (ts.isCallExpression(node)) used.add(`${node.expression.getText()}()`)
    if (ts.isNewExpression(node) && !node.arguments?.length) used.add(`new ${node.expression.getText()}()`)
    // globalThis.fetch and globalThis['fetch'] are fetch.
    if (ts.isPropertyAccessExpression(node) && node.expression.getText() === 'globalThis') used.add(node.name.text)
    if (ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression)) {
      if (node.expression.getText() === 'globalThis') used.add(node.argumentExpression.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('', text, ts.ScriptTarget.Latest, true))
  return used
}

function standsAlone(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) return parent.name !== node
  return !ts.isPropertySignature(parent) && !ts.isBindingElement(parent) && !ts.isJsxAttribute(parent)
}

describe('the rooms of src', () => {
  const src = fileURLToPath(new URL('../src/', import.meta.url))
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))

  test('there is a house to look at', () => {
    expect(files.length).toBeGreaterThanOrEqual(20)
  })

  test('every import stands in the table, and the pure rooms are pure', () => {
    expect(files.flatMap((path) => complaints(path.replaceAll('\\', '/'), readFileSync(src + path, 'utf8')))).toEqual(
      [],
    )
  })

  test.for(Object.entries(floors))('the floors of %s are its folders', ([room, folders]) => {
    const found = files.flatMap((path) => new RegExp(`^${room}/([^/]+)/`).exec(path)?.[1] ?? [])
    expect(new Set(folders)).toEqual(new Set(found))
  })
})

describe('what the check reports', () => {
  // biome-ignore format: a table is read by its columns
  test.for<[string, string, string, number]>([
    ['its own room',                        'judge/a.ts',              "import { b } from './b.ts'",                 0],
    ['a room that the table allows',        'judge/a.ts',              "import type { App } from '../model/app.ts'", 0],
    ['a room that it does not',             'judge/a.ts',              "import { b } from '../parse/b.ts'",          1],
    ['only a type of that room',            'judge/a.ts',              "import type { B } from '../parse/b.ts'",     1],
    ['a re-export of that room',            'judge/a.ts',              "export * from '../parse/b.ts'",              1],
    ['a dynamic import of that room',       'judge/a.ts',              "await import('../parse/b.ts')",              1],
    ['a file outside of src',               'judge/a.ts',              "import b from '../../scripts/b.js'",         1],
    ['a room without a row',                'utils/a.ts',              '',                                           1],
    ['a library of that room',              'model/a.ts',              "import * as z from 'zod'",                   0],
    ['a library of another room',           'judge/a.ts',              "import * as z from 'zod'",                   1],
    ['a module of Node in a pure room',     'parse/a.ts',              "import { readFileSync } from 'node:fs'",     1],
    ['the same in a room of the world',     'sources/a.ts',            "import { readFileSync } from 'node:fs'",     0],
    ['the clock',                           'parse/a.ts',              'const now = Date.now()',                     1],
    ['a new Date without a time',           'parse/a.ts',              'const now = new Date()',                     1],
    ['a new Date of a time',                'parse/a.ts',              'const then = new Date(0)',                   0],
    ['dice',                                'explain/a.ts',            'const n = Math.random()',                    1],
    ['the environment',                     'report/a.ts',             'const zone = process.env.TZ',                1],
    ['printing',                            'report/a.ts',             "console.log('x')",                           1],
    ['a field of the same name',            'parse/a.ts',              'const { id } = app.process',                 0],
    ['a comment and a string',              'parse/a.ts',              "// process\nconst a = 'console fetch'",      0],
    ['a socket',                            'cli/a.ts',                "import { connect } from 'node:net'",         1],
    ['a request',                           'sources/files.ts',        "await fetch('https://example.org')",         1],
    ['a request through globalThis',        'sources/files.ts',        "await globalThis.fetch('https://e.org')",    1],
    ['a socket where phones are spoken to', 'sources/adb/server/a.ts', "import { connect } from 'node:net'",         0],
    ['adbkit where phones are spoken to',   'sources/adb/server/a.ts', "await import('@devicefarmer/adbkit')",       0],
    ['adbkit elsewhere',                    'sources/adb/a.ts',        "await import('@devicefarmer/adbkit')",       1],
  ])('%s', ([, path, text, found]) => {
    expect(complaints(path, text)).toHaveLength(found)
  })
})

test('the page on how the program is built speaks of files that there are', () => {
  const root = new URL('..', import.meta.url)
  const page = readFileSync(new URL('docs/architecture.md', root), 'utf8')
  const paths = [...page.matchAll(/`((?:src|rules|docs|\.)[\w./-]+)`/g)].map(([, path = '']) => path)
  expect(paths.length).toBeGreaterThan(20)
  expect(paths.filter((path) => !existsSync(new URL(path, root)))).toEqual([])
})

const committed = spawnSync('git', ['ls-files'], { cwd: new URL('..', import.meta.url), encoding: 'utf8' })

test.skipIf(committed.status !== 0)('nothing lies at the top of the repository that this does not name', () => {
  const named = `
    .ci .dependency-cruiser.js .editorconfig .gitattributes .github .gitignore .npmrc .pre-commit-hooks.yaml
    CHANGELOG.md CONTRIBUTING.md LICENSE README.md README.zh-CN.md SECURITY.md
    action.yml biome.json knip.json package-lock.json package.json tsconfig.json tsconfig.web.json vitest.config.ts
    bench bin docs examples fixtures fuzz rules schema scripts src test`.split(/\s+/)
  const top = new Set(committed.stdout.split('\n').map((path) => path.split('/')[0]))
  expect([...top].filter((name) => !named.includes(name ?? ''))).toEqual([])
})

test.skipIf(committed.status !== 0)('no comment is wider than code, but for indented samples', () => {
  const isWide = (line: string) => [...line].length > 120 && /^ *(?:\/\/|\/\*\*|\*) ?\S/.test(line)
  const widest = committed.stdout.split('\n').flatMap((path) => {
    if (!/^(?:src|scripts|bench|fuzz|test)\/.*\.[jt]s$/.test(path)) return []
    const lines = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8').split('\n')
    return lines.flatMap((line, at) => (isWide(line) ? [`${path}:${at + 1}`] : []))
  })
  expect(widest).toEqual([])
})
