import type { PlainFile } from '#platform/zip.ts'
import { AuditError } from '../errors.ts'
import type { Chunks, Dump } from '../model/dump.ts'
import { begun, isGzip, isTar, isZip, saysMuch } from './archive/bytes.ts'
import { type Container, dumpsAmong } from './container.ts'
import { dumpOf, failing, UntrueError } from './dump.ts'
import { held } from './limits.ts'
import type { Packed, Source } from './source.ts'

/** The dumps that a file holds, whatever it is packed in. What it is, its content tells. */
export async function* dumpsIn(source: Source, bare = false): AsyncGenerator<Dump> {
  try {
    const { head, chunks } = await begun(source.open())
    if (isZip(head)) yield* dumpsInZip(source, chunks, bare)
    else if (isGzip(head)) {
      if (saysMuch(head)) throw new AuditError('E310', { file: source.path })
      yield* dumpsIn(await gunzipped(source, chunks), bare)
    } else if (isTar(head)) yield* dumpsInTar(source, chunks, bare)
    else yield* source.document?.(source, head, chunks) ?? [dumpOf(source, () => chunks)]
  } catch (error) {
    yield failing(source, error)
  }
}

async function gunzipped(source: Source, chunks: Chunks): Promise<Source> {
  const { gunzip } = await import('./archive/gzip.ts')
  const { again, ...rest } = deeper(source)
  const meter = source.budget.meter()
  return {
    ...rest,
    isOpened: true,
    open: () => gunzip(chunks, source.path, meter),
    ...(again && { again: () => gunzip(again(), source.path, meter) }),
  }
}

/** An APK gives what it asks for; every other zip what is in it. One that was cut gives what stands before. */
async function* dumpsInZip(source: Source, chunks: Chunks, bare: boolean): AsyncGenerator<Dump> {
  const { path, file, budget } = source
  let damage: unknown
  async function* standing() {
    try {
      yield* chunks
    } catch (error) {
      if (!(error instanceof AuditError && error.code === 'E340')) throw error
      damage = error
    }
  }
  // A zip is read from its end: of a file all bytes are hashed first, and what comes as a stream is held.
  const bytes = file === undefined ? await held(standing(), path) : undefined
  if (bytes === undefined) for await (const _ of chunks);
  const { readApkBytes, readApkFile } = await import('./archive/apk.ts')
  const { openZip } = await import('./archive/zip.ts')
  const apk = bytes ? await readApkBytes(bytes, path) : await readApkFile(file as PlainFile, path)
  if (apk !== undefined) {
    for (const [name, content] of Object.entries(apk.files))
      yield {
        ...dumpOf({ ...source, path: `${path}!${name}`, optional: false }, () => [content]),
        signers: apk.signers,
      }
    if (damage) throw damage
    return
  }
  const at = bytes ? { bytes } : { file: file as PlainFile }
  const { entries, unlisted, cut, close } = await openZip(at, path, budget)
  try {
    yield* dumpsAmong(
      archive(source, () => source.parts?.(entries) ?? entries, bare),
      dumpsIn,
    )
    if (unlisted.length > 0) yield dumpOf({ ...source, optional: true, isOpened: true }, () => [unlisted])
    if (cut ?? damage) throw cut ?? damage
  } finally {
    close()
  }
}

/**
 * A tar is walked as it flows by; what cannot flow by twice is held. One that is cut, or damaged and not packed, gives
 * what stands before.
 */
async function* dumpsInTar(source: Source, chunks: Chunks, bare: boolean): AsyncGenerator<Dump> {
  const { tarEntries } = await import('./archive/tar.ts')
  const { path, budget } = source
  const kept = source.again ? chunks : [await held(chunks, path)]
  let walks = 0
  let damage: unknown
  async function* entries() {
    const isFirst = walks++ === 0
    let isEmpty = true
    try {
      for await (const entry of tarEntries((!isFirst && source.again?.()) || kept, path)) {
        if (isFirst) budget.entries(1)
        isEmpty = false
        yield entry
      }
    } catch (error) {
      if (isEmpty || error instanceof UntrueError) throw error
      damage = error
    }
  }
  yield* dumpsAmong(archive(source, entries, bare), dumpsIn)
  if (damage) throw damage
}

export function archive(
  source: Source,
  entries: () => Iterable<Packed> | AsyncIterable<Packed>,
  bare: boolean,
): Container {
  const { again: _, ...inner } = deeper(source)
  const { path, optional, seal, budget } = inner
  const pathOf = (name: string) => `${path}!${name}`
  async function* walk() {
    for await (const entry of entries())
      yield 'content' in entry
        ? { name: entry.name, content: () => ({ ...inner, path: pathOf(entry.name), ...entry.content }) }
        : entry
  }
  return { path, optional, seal, walk, bare, isSpent: budget.spent, pathOf }
}

function deeper({ file: _, isOpened: __, ...source }: Source): Source {
  source.budget.depth(source.depth + 1)
  return { ...source, depth: source.depth + 1 }
}
