import { AuditError } from '../errors.ts'
import type { Dump } from '../model/dump.ts'
import { MANIFEST } from './adb/captured-file.ts'
import type { CaptureFiles } from './adb/read-capture.ts'
import { dumpOf, failing, passedOver } from './dump.ts'
import { held } from './limits.ts'
import { housekeepingOf, isMetIn } from './passed-over.ts'
import { nameIn, placeBelow, wayTo } from './place.ts'
import type { Entry, Source, Walk } from './source.ts'

const MAX_MANIFEST = 16 * 1024 ** 2
/** What a capture holds for itself. */
const OF_CAPTURE = [MANIFEST, 'SHA256SUMS']

/** A folder or an archive. */
export interface Container extends Pick<Source, 'path' | 'optional' | 'seal'> {
  walk: Walk
  /** A capture that fills it is named by its files alone, as one that comes from a phone is. */
  bare: boolean
  /** Nothing more is opened. */
  isSpent: () => boolean
  pathOf: (name: string) => string
}

/**
 * The dumps of everything that a folder or an archive holds. What a saved capture lists is read as its manifest says and
 * held to its hashes, wherever it lies; what lies beside that is read like any file.
 */
export async function* dumpsAmong(
  container: Container,
  dumpsIn: (source: Source) => AsyncGenerator<Dump>,
): AsyncGenerator<Dump> {
  const { path, walk, bare, seal, isSpent, pathOf } = container
  const { captures, names, files, hasApks } = await surveyed(container)
  const seen = new Set<string>()
  if (files === 0) yield dumpOf(container, () => [])
  // An APK says what an app is called: that must be known when a dump that names the app is read.
  for (const apks of hasApks ? [true, false] : [false]) {
    for await (const entry of walk()) {
      if (hasApks && isApk(entry.name) !== apks) continue
      if (isSpent()) return
      yield* dumpsOf(entry)
    }
  }
  for (const [home, listed] of captures)
    for (const [name, file] of listed)
      if (!seen.has(placeBelow(home, name))) yield* captured(home, name, file, new Uint8Array())

  async function* dumpsOf(entry: Entry<() => Source>): AsyncGenerator<Dump> {
    const { name } = entry
    const housekeeping = housekeepingOf(name)
    if (housekeeping !== undefined) {
      if (!seen.has(housekeeping)) yield passedOver({ path: pathOf(housekeeping), seal }, false)
      seen.add(housekeeping)
      return
    }
    if ('link' in entry && isMetIn(names, name, entry.link)) return
    if (!('content' in entry)) {
      yield passedOver({ path: pathOf(name), seal }, true)
      return
    }
    seen.add(name)
    const source = entry.content()
    // A file that is alone stands for the archive.
    source.optional ||= files > 1
    const home = homeOf(name, captures)
    if (home === undefined) {
      yield* dumpsIn(source)
      return
    }
    const below = wayTo(home, name)
    const file = captures.get(home)?.get(below)
    if (file) {
      try {
        yield* captured(home, below, file, await held(source.open(), source.path))
      } catch (error) {
        yield { capture: captureAt(home), ...failing(source, error) }
      }
    } else if (!OF_CAPTURE.includes(below))
      for await (const dump of dumpsIn(source)) yield { capture: captureAt(home), ...dump }
  }

  async function* captured(home: string, name: string, file: CapturedFileOf, bytes: Uint8Array): AsyncGenerator<Dump> {
    const { capturedDump } = await import('./adb/read-capture.ts')
    for await (const dump of capturedDump(file, bytes))
      yield {
        ...dump,
        path: bare && home === '' ? name : pathOf(placeBelow(home, name)),
        capture: captureAt(home),
      }
  }

  function captureAt(home: string): string {
    return home === '' ? path : pathOf(home)
  }
}

type CapturedFileOf = CaptureFiles extends Map<string, infer File> ? File : never

const isApk = (name: string) => name.endsWith('.apk')

/** The innermost capture that a file lies in. */
function homeOf(name: string, captures: ReadonlyMap<string, CaptureFiles>): string | undefined {
  if (captures.size === 0) return undefined
  const folders = name.split('/').map((_, at, parts) => parts.slice(0, at).join('/'))
  return folders.findLast((folder) => captures.has(folder))
}

/** What a first walk tells: which folders are captures, and what there is to be read. */
async function surveyed({ walk }: Container) {
  const captures = new Map<string, CaptureFiles>()
  /** Of files, and of the folders that they lie in. */
  const names = new Set<string>()
  let files = 0
  let hasApks = false
  for await (const entry of walk()) {
    const { name } = entry
    if (!('content' in entry) || housekeepingOf(name) !== undefined) continue
    files++
    hasApks ||= isApk(name)
    for (let at = name.length; at > 0; at = name.lastIndexOf('/', at - 1)) names.add(name.slice(0, at))
    if (nameIn(name) !== MANIFEST) continue
    const listed = await manifestIn(entry.content())
    if (listed) captures.set(name.slice(0, -MANIFEST.length - 1), listed)
  }
  return { captures, names, files, hasApks }
}

async function manifestIn(source: Source): Promise<CaptureFiles | undefined> {
  const { captureFiles } = await import('./adb/read-capture.ts')
  try {
    return captureFiles(await held(source.open(), source.path, MAX_MANIFEST))
  } catch (error) {
    if (!(error instanceof AuditError)) throw error
    return undefined
  }
}
