import type { Dump } from '../../model/dump.ts'
import { piecesOf } from '../../platform/web/zip.ts'
import { apksFirst } from '../apks-first.ts'
import { dumpsAmong } from '../container.ts'
import { dumpsIn } from '../content.ts'
import { budgetOf } from '../limits.ts'
import { housekeepingOf } from '../passed-over.ts'
import { type Sealer, sealing } from '../sealer.ts'
import type { Entry, Source } from '../source.ts'
import type { Chosen } from './chosen.ts'

/**
 * The dumps that chosen files hold, as `fromFiles` gives those of paths: each file alone, those of one folder together.
 *
 * @param onRead told the bytes of each piece that was read, of all files together
 */
export async function* fromBlobs(files: Chosen[], onRead: (bytes: number) => void = () => {}): AsyncGenerator<Dump> {
  const sealer = await sealing()
  const alone = files.filter(({ path }) => !path.includes('/'))
  const folders = new Map<string, Chosen[]>()
  for (const file of files.filter(({ path }) => path.includes('/'))) {
    const folder = file.path.slice(0, file.path.indexOf('/'))
    const below = folders.get(folder) ?? []
    below.push(file)
    folders.set(folder, below)
  }
  const isOnly = alone.length + folders.size === 1
  const open = ({ path, blob }: Chosen, optional: boolean) => chosen(blob, path, optional, sealer(), onRead)
  for (const file of apksFirst(alone, ({ path }) => path)) yield* dumpsIn(open(file, false), isOnly)
  for (const [folder, all] of folders) {
    const { seal } = sealer()
    const entries: Entry<() => Source>[] = all
      .map(({ path, blob }) => ({ path, blob, name: path.slice(folder.length + 1) }))
      .sort((a, b) => inWalk(a.name, b.name))
      .map(({ path, blob, name }) =>
        housekeepingOf(name) === undefined
          ? { name, content: () => open({ path, blob }, true) }
          : { name, passedOver: true as const },
      )
    const pathOf = (name: string) => `${folder}/${name}`
    yield* dumpsAmong(
      { path: folder, optional: false, seal, walk: () => entries, bare: isOnly, isSpent: () => false, pathOf },
      dumpsIn,
    )
  }
}

/** As a walk meets them: folder by folder, by name. */
function inWalk(a: string, b: string): number {
  const [of, other] = [a.split('/'), b.split('/')]
  const at = of.findIndex((part, n) => part !== other[n])
  return (of[at] ?? '') < (other[at] ?? '') ? -1 : 1
}

function chosen(blob: Blob, path: string, optional: boolean, sealed: Sealer, onRead: (bytes: number) => void): Source {
  async function* passing() {
    for await (const piece of piecesOf(blob)) {
      sealed.pass(piece)
      onRead(piece.length)
      yield piece
    }
  }
  return {
    path,
    optional,
    depth: 0,
    seal: sealed.seal,
    budget: budgetOf(path, sealed.bytes),
    open: passing,
    file: blob,
    again: () => piecesOf(blob),
  }
}
