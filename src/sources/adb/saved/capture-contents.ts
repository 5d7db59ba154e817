import { ofText } from '#platform/bytes.ts'
import { MANIFEST, SUMS, sumsText } from '../../manifest.ts'
import { sealOf, sha256Of } from '../../sealer.ts'
import type { Capture } from '../capture.ts'

/** Name and bytes of every file of a saved capture: answers, `manifest.json`, and `SHA256SUMS` for `sha256sum -c`. */
export async function contentsOf(capture: Capture): Promise<[string, Uint8Array][]> {
  const files = await Promise.all(
    capture.files.map(async ({ bytes, ...file }) => ({ ...file, ...(await sealOf([bytes])) })),
  )
  const manifest = ofText(`${JSON.stringify({ ...capture, files }, null, 2)}\n`)
  const sums = sumsText(
    files.map(({ name, sha256 }) => ({ path: name, sha256 })),
    await sha256Of(manifest),
  )
  return [
    ...capture.files.map(({ name, bytes }): [string, Uint8Array] => [name, bytes]),
    [MANIFEST, manifest],
    [SUMS, ofText(sums)],
  ]
}
