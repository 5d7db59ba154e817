import { ofText } from '#platform/bytes.ts'
import { MANIFEST, SUMS, sumsText } from '../../manifest.ts'
import { sealing } from '../../sealer.ts'
import type { Capture } from '../capture.ts'

/** Name and bytes of every file of a saved capture: answers, `manifest.json`, and `SHA256SUMS` for `sha256sum -c`. */
export async function contentsOf(capture: Capture): Promise<[string, Uint8Array][]> {
  const sealer = await sealing()
  const sealOf = (bytes: Uint8Array) => {
    const { pass, seal } = sealer()
    pass(bytes)
    return seal()
  }
  const files = capture.files.map(({ bytes, ...file }) => ({ ...file, ...sealOf(bytes) }))
  const manifest = ofText(`${JSON.stringify({ ...capture, files }, null, 2)}\n`)
  const sums = sumsText(
    files.map(({ name, sha256 }) => ({ path: name, sha256 })),
    sealOf(manifest).sha256,
  )
  return [
    ...capture.files.map(({ name, bytes }): [string, Uint8Array] => [name, bytes]),
    [MANIFEST, manifest],
    [SUMS, ofText(sums)],
  ]
}
