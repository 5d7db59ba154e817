import { ofText } from '#platform/bytes.ts'
import { sealing } from '../sealer.ts'
import type { Capture } from './capture.ts'
import { MANIFEST } from './captured-file.ts'

/** Name and bytes of every file of a saved capture: raw answers, `manifest.json`, and `SHA256SUMS` that `sha256sum -c` checks. */
export async function contentsOf(capture: Capture): Promise<[string, Uint8Array][]> {
  const sealer = await sealing()
  const sha256 = (bytes: Uint8Array) => {
    const { pass, seal } = sealer()
    pass(bytes)
    return seal().sha256
  }
  const manifest = {
    ...capture,
    files: capture.files.map(({ bytes, ...file }) => ({ ...file, bytes: bytes.length, sha256: sha256(bytes) })),
  }
  const contents: [string, Uint8Array][] = [
    ...capture.files.map(({ name, bytes }): [string, Uint8Array] => [name, bytes]),
    [MANIFEST, ofText(`${JSON.stringify(manifest, null, 2)}\n`)],
  ]
  const sums = contents.map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`).join('')
  return [...contents, ['SHA256SUMS', ofText(sums)]]
}
