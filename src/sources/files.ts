import { relative, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import type { Dump, Dumps } from '../model/dump.ts'
import { dumpsOf } from './container.ts'
import { dumpsIn } from './content.ts'
import { onDisk } from './disk.ts'
import { dumpsInDocument, withWords } from './document/document.ts'
import { folderEntries, isEndless, isFolder } from './folder.ts'
import { budgetOf } from './limits.ts'
import { type Sealer, sealing } from './sealer.ts'
import type { Source } from './source.ts'

export interface FileContext {
  cwd: string
  /** Asked for only where a path is `-`: the stream of a process opens when it is. */
  readonly stdin: Readable
}

/**
 * The dumps that files, folders and `-` hold, in the order given; folders and archives with all that is in them. What a
 * file is, its content tells. A file that cannot be read is a dump with a failure. Where all are files or folders, they
 * can be read again.
 */
export function fromFiles(paths: string[], context: FileContext): AsyncIterable<Dump> & Dumps {
  return {
    rereadable: paths.every((path) => path !== '-' && !isEndless(resolve(context.cwd, path))),
    [Symbol.asyncIterator]: () => readingOf(paths, context),
  }
}

async function* readingOf(paths: string[], context: FileContext): AsyncGenerator<Dump> {
  const sealer = await sealing()
  const { cwd } = context
  const named = paths.map((path) => {
    const full = resolve(cwd, path)
    if (path === '-') return { path, open: () => standardInput(context.stdin, sealer()) }
    if (isFolder(full)) return { path, folder: folderAt(full, cwd, sealer) }
    return { path, open: () => fileAt(full, shownPath(full, cwd), false, sealer()) }
  })
  yield* dumpsOf(named, dumpsIn)
}

const documents = { document: dumpsInDocument, parts: withWords }

const fileAt = (...at: Parameters<typeof onDisk>): Source => ({ ...onDisk(...at), ...documents })

function folderAt(full: string, cwd: string, sealer: () => Sealer) {
  const path = shownPath(full, cwd)
  const pathOf = (name: string) => (full === resolve(cwd) ? name : [path, name].filter(Boolean).join('/'))
  const entries = [...folderEntries(full)].map((entry) =>
    'content' in entry
      ? { name: entry.name, content: () => fileAt(entry.content, pathOf(entry.name), true, sealer()) }
      : entry,
  )
  return { path, optional: false, seal: sealer().seal, walk: () => entries, pathOf }
}

function standardInput(stdin: Readable, sealed: Sealer): Source {
  return {
    path: '-',
    optional: false,
    depth: 0,
    seal: sealed.seal,
    budget: budgetOf('-', sealed.bytes),
    open: () => passing(stdin, sealed),
    ...documents,
  }
}

async function* passing(stream: Readable, { pass }: Sealer): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    pass(bytes)
    yield bytes
  }
}

/** As a report names it: below the working folder, or the bare name. */
export function shownPath(path: string, cwd: string): string {
  const below = relative(cwd, path).replaceAll('\\', '/')
  const outside = below === '' || below.startsWith('../') || /^([A-Za-z]:|\/)/.test(below)
  return outside ? (path.split(/[\\/]/).at(-1) ?? path) : below
}
