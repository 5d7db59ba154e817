import type { Dump } from '../../model/dump.ts'
import { dumpsOf } from '../container.ts'
import { dumpsIn } from '../content.ts'
import { budgetOf } from '../limits.ts'
import { sealing } from '../sealer.ts'
import type { Source } from '../source.ts'
import { bytesOf, type Chosen, inFolders } from './chosen.ts'
import { dumpsInDocument } from './document.ts'

/**
 * The dumps that chosen files hold, as `fromFiles` gives those of paths: each file alone, those of one folder together.
 *
 * @param onRead told the bytes of each piece that was read, of all files together
 */
export async function* fromBlobs(files: Chosen[], onRead: (bytes: number) => void = () => {}): AsyncGenerator<Dump> {
  const sealer = await sealing()
  const open = (file: Chosen, optional: boolean): Source => {
    const { path, blob } = file
    const { seal, bytes, pass } = sealer()
    const onPiece = (piece: Uint8Array) => {
      pass(piece)
      onRead(piece.length)
    }
    return {
      path,
      optional,
      depth: 0,
      seal,
      budget: budgetOf(path, bytes),
      open: () => bytesOf(file, onPiece),
      file: blob,
      again: () => bytesOf(file),
      document: dumpsInDocument,
    }
  }
  const { alone, folders } = inFolders(files, (file) => () => open(file, true))
  yield* dumpsOf(
    [
      ...alone.map((file) => ({ path: file.path, open: () => open(file, false) })),
      ...[...folders].map(([path, entries]) => {
        const pathOf = (name: string) => `${path}/${name}`
        return { path, folder: { path, optional: false, seal: sealer().seal, walk: () => entries, pathOf } }
      }),
    ],
    dumpsIn,
  )
}
