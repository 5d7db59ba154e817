import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { putWhole, refuseTaken } from '../../output.ts'
import type { Capture } from '../capture.ts'
import { contentsOf } from './capture-contents.ts'

/**
 * Saves a capture as a folder, or as a zip where the path ends so, which only its owner can open.
 *
 * @throws AuditError E501 when the path exists, E502 when it cannot be written
 */
export async function saveCapture(capture: Capture, path: string, shown = path): Promise<void> {
  const place = { path, shown }
  refuseTaken(place)
  const contents = await contentsOf(capture)
  const zip = /\.zip$/i.test(path) ? await (await import('../../archive/write-zip.ts')).zipped(contents) : undefined
  await putWhole(place, (part) => {
    if (zip) writeFileSync(part, zip, { flag: 'wx', mode: 0o600 })
    else writeFolder(part, contents)
  })
}

function writeFolder(path: string, contents: [string, Uint8Array][]): void {
  mkdirSync(path, { mode: 0o700 })
  for (const [name, bytes] of contents) writeFileSync(join(path, name), bytes)
}
