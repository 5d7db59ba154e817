import { textIn } from '#platform/bytes.ts'
import { AuditError } from '../errors.ts'
import type { Dump } from '../model/dump.ts'
import type { CaptureFiles } from './adb/saved/read-capture.ts'
import { apksFirst, isApk } from './archive/apks-first.ts'
import { dumpOf, failing, missing, passedOver } from './dump.ts'
import { held } from './limits.ts'
import { MANIFEST, SUMS } from './manifest.ts'
import type { Listed } from './pack/listed.ts'
import { housekeepingOf, isMetIn } from './passed-over.ts'
import { nameIn, placeBelow, wayTo } from './place.ts'
import type { Entry, Source, Walk } from './source.ts'

const MAX_MANIFEST = 16 * 1024 ** 2
/** What a capture or a pack holds for itself. */
const OWN = [MANIFEST, SUMS]

/** A folder or an archive. */
export interface Container extends Pick<Source, 'path' | 'optional' | 'seal'> {
  walk: Walk
  /** A capture that fills it is named by its files alone, as one that comes from a phone is. */
  bare: boolean
  /** Nothing more is opened. */
  isSpent: () => boolean
  pathOf: (name: string) => string
}

/** A folder of a person, or a file that was named. */
type Named = { path: string } & ({ folder: Omit<Container, 'bare' | 'isSpent'> } | { open: () => Source })

/** The dumps of all that was named, the APKs first. */
export async function* dumpsOf(named: Named[], dumpsIn: (source: Source, bare?: boolean) => AsyncGenerator<Dump>) {
  const bare = named.length === 1
  const among = (one: Named, part?: 'apks' | 'rest') =>
    'folder' in one ? dumpsAmong({ ...one.folder, bare, isSpent: () => false }, dumpsIn, part) : []
  if (!bare) for (const one of named) yield* among(one, 'apks')
  for (const one of apksFirst(named, ({ path }) => path))
    yield* 'open' in one ? dumpsIn(one.open(), bare) : among(one, bare ? undefined : 'rest')
}

/**
 * The dumps of everything that a folder or an archive holds. What a saved capture lists is read as its manifest says
 * and held to its hashes, wherever it lies; what lies beside that is read like any file.
 *
 * @param part only the APKs, or all but them: where it is one of several, its APKs go before whatever else was named
 */
export async function* dumpsAmong(
  container: Container,
  dumpsIn: (source: Source) => AsyncGenerator<Dump>,
  part?: 'apks' | 'rest',
): AsyncGenerator<Dump> {
  const { walk, seal, isSpent, pathOf } = container
  const { captures, packs, names, files, isEmpty, hasApks } = await surveyed(container)
  const seen = new Set<string>()
  // An APK says what an app is called: that must be known when a dump that names the app is read.
  for (const apks of hasApks ? [true, false] : [false]) {
    for await (const entry of walk()) {
      if (hasApks && isApk(entry.name) !== apks) continue
      if (isSpent()) return
      if (part !== undefined && apks !== (part === 'apks')) seen.add(entry.name)
      else yield* dumpsAt(entry)
    }
  }
  if (part === 'apks') return
  if (isEmpty) yield dumpOf({ ...container, isOpened: true }, () => [])
  for (const [home, listed] of captures)
    for (const file of listed.values())
      if (!seen.has(placeBelow(home, file.name))) yield* captured(container, home, file)
  for (const [home, { pack }] of packs) yield* lackingOf(container, home, pack, seen)

  async function* dumpsAt(entry: Entry<() => Source>): AsyncGenerator<Dump> {
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
    const packed = packedAs(name, packs)
    if (packed === 'ours') return
    seen.add(name)
    const source = packed ? await sealedAs(packed, entry.content()) : entry.content()
    // A file that is alone stands for the archive, and one that was named when it was packed for itself.
    source.optional ||= files > 1 && !(packed && /^raw\/[^/]+$/.test(packed.path))
    const home = innermost(name, captures)
    if (home === undefined) {
      yield* dumpsIn(source)
      return
    }
    const below = wayTo(home, name)
    const file = captures.get(home)?.get(below)
    if (file) {
      try {
        yield* captured(container, home, file, await held(source.open(), source.path))
      } catch (error) {
        yield { capture: placeOf(container, home), ...failing(source, error) }
      }
    } else if (!OWN.includes(below))
      for await (const dump of dumpsIn(source)) yield { capture: placeOf(container, home), ...dump }
  }
}

async function* captured(
  container: Container,
  home: string,
  file: CapturedFileOf,
  bytes?: Uint8Array,
): AsyncGenerator<Dump> {
  const { capturedDump } = await import('./adb/saved/read-capture.ts')
  const isAlone = container.bare && home === ''
  const path = isAlone ? file.name : container.pathOf(placeBelow(home, file.name))
  for await (const dump of capturedDump(file, bytes)) yield { ...dump, path, capture: placeOf(container, home) }
}

/** What a pack lists and does not hold, or says of itself that it left out. */
function* lackingOf(
  container: Container,
  home: string,
  { files, leftOut }: Listed,
  seen: ReadonlySet<string>,
): Generator<Dump> {
  const { seal, pathOf } = container
  if (!files.some(({ role }) => role === 'raw')) yield missing({ path: placeOf(container, home), seal }, 'E372')
  for (const file of files.filter(isInput)) {
    const name = placeBelow(home, file.path)
    if (!seen.has(name)) yield missing({ path: pathOf(name), seal }, 'E503')
  }
  for (const name of leftOut) yield passedOver({ path: pathOf(placeBelow(home, name)), seal }, true)
}

/** What a capture or a pack in it is called. */
const placeOf = ({ path, pathOf }: Container, home: string) => (home === '' ? path : pathOf(home))

type CapturedFileOf = CaptureFiles extends Map<string, infer File> ? File : never

/** The innermost capture, or pack, that a file lies in. */
function innermost(name: string, homes: ReadonlyMap<string, unknown>): string | undefined {
  if (homes.size === 0) return undefined
  const folders = name.split('/').map((_, at, parts) => parts.slice(0, at).join('/'))
  return folders.findLast((folder) => homes.has(folder))
}

/** The evidence packs that a folder or an archive holds, unpacked, by the folder that each lies in. */
type Packs = Map<string, PackIn>

interface PackIn {
  pack: Listed
  roles: Map<string, Listed['files'][number]>
}

/** What the innermost pack that a file lies in says of it; nothing where it lies in none, or is not listed. */
function packedAs(name: string, packs: Packs): Listed['files'][number] | 'ours' | undefined {
  const home = innermost(name, packs)
  const found = home === undefined ? undefined : packs.get(home)
  if (home === undefined || found === undefined) return undefined
  const below = wayTo(home, name)
  const file = found.roles.get(below)
  if (file && isInput(file)) return file
  return file || OWN.includes(below) ? 'ours' : undefined
}

/** What came from a phone or from a person; the rest is what was made of it. */
const isInput = ({ role }: Listed['files'][number]) => role === 'raw' || role === 'added'

/** A file of a pack; one that changed since it was packed is no evidence. */
async function sealedAs({ sha256 }: Pick<Listed['files'][number], 'sha256'>, source: Source): Promise<Source> {
  const { unchanged } = await import('./pack/unchanged.ts')
  const changed = () => new AuditError('E503', { file: source.path })
  const { open, again } = source
  return {
    ...source,
    open: () => unchanged(open(), sha256, changed),
    ...(again && { again: () => unchanged(again(), sha256, changed) }),
  }
}

/** What a first walk tells: which folders are captures or packs, and what there is to be read. */
async function surveyed({ walk }: Container) {
  const captures = new Map<string, CaptureFiles>()
  const packs: Packs = new Map()
  /** Of files, and of the folders that they lie in. */
  const names = new Set<string>()
  let files = 0
  let isEmpty = true
  let hasApks = false
  for await (const entry of walk()) {
    const { name } = entry
    if (housekeepingOf(name) !== undefined) continue
    isEmpty = false
    if (!('content' in entry)) continue
    files++
    hasApks ||= isApk(name)
    for (let at = name.length; at > 0; at = name.lastIndexOf('/', at - 1)) names.add(name.slice(0, at))
    if (nameIn(name) !== MANIFEST) continue
    const { capture, pack } = await manifestIn(entry.content())
    const home = name.slice(0, -MANIFEST.length - 1)
    if (capture) captures.set(home, capture)
    if (pack) packs.set(home, { pack, roles: new Map(pack.files.map((file) => [file.path, file])) })
  }
  for (const homes of [captures, packs])
    for (const home of homes.keys())
      if (packedAs(`${home}/${MANIFEST}`, new Map([...packs].filter(([other]) => other !== home))) === 'ours')
        homes.delete(home)
  return { captures, packs, names, files, isEmpty, hasApks }
}

async function manifestIn(source: Source): Promise<{ capture?: CaptureFiles | undefined; pack?: Listed | undefined }> {
  const { captureFiles } = await import('./adb/saved/read-capture.ts')
  const { listedIn } = await import('./pack/listed.ts')
  try {
    const bytes = await held(source.open(), source.path, MAX_MANIFEST)
    const capture = captureFiles(bytes)
    return { capture, ...(!capture && { pack: listedIn(JSON.parse(textIn(bytes))) }) }
  } catch (error) {
    if (!(error instanceof AuditError || error instanceof SyntaxError)) throw error
    return {}
  }
}
