import type { Dump } from '../../model/dump.ts'
import { apksFirst } from '../archive/apks-first.ts'
import { type Container, dumpsAmong } from '../container.ts'
import { dumpsIn } from '../content.ts'
import { budgetOf } from '../limits.ts'
import { housekeepingOf } from '../passed-over.ts'
import { type Sealer, sealing } from '../sealer.ts'
import type { Entry, Source } from '../source.ts'
import { bytesOf, type Chosen, inFolders } from './chosen.ts'
import { dumpsInDocument } from './document.ts'

/**
 * The dumps that chosen files hold, as `fromFiles` gives those of paths: each file alone, those of one folder together.
 *
 * @param onRead told the bytes of each piece that was read, of all files together
 */
export async function* fromBlobs(files: Chosen[], onRead: (bytes: number) => void = () => {}): AsyncGenerator<Dump> {
  const sealer = await sealing()
  const { alone, folders } = inFolders(files)
  const isOnly = alone.length + folders.size === 1
  const open = (file: Chosen, optional: boolean) => chosen(file, optional, sealer(), onRead)
  const containers = [...folders].map(([path, all]): Container => {
    const entries = all.map(
      ({ name, ...file }): Entry<() => Source> =>
        housekeepingOf(name) === undefined ? { name, content: () => open(file, true) } : { name, passedOver: true },
    )
    const pathOf = (name: string) => `${path}/${name}`
    const { seal } = sealer()
    return { path, optional: false, seal, walk: () => entries, bare: isOnly, isSpent: () => false, pathOf }
  })
  if (!isOnly) for (const folder of containers) yield* dumpsAmong(folder, dumpsIn, 'apks')
  for (const file of apksFirst(alone, ({ path }) => path)) yield* dumpsIn(open(file, false), isOnly)
  for (const folder of containers) yield* dumpsAmong(folder, dumpsIn, isOnly ? undefined : 'rest')
}

function chosen(file: Chosen, optional: boolean, sealed: Sealer, onRead: (bytes: number) => void): Source {
  const { path, blob } = file
  async function* passing() {
    for await (const piece of bytesOf(file)) {
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
    again: () => bytesOf(file),
    document: dumpsInDocument,
  }
}
