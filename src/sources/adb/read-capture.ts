import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { Dump, Failure } from '../../model/dump.ts'
import type { CapturedFile } from './captured-file.ts'
import { dumpsOf, MANIFEST } from './saved-capture.ts'

const SavedFailure = z.strictObject({
  code: z.string(),
  params: z.record(z.string(), z.string()),
  incomplete: z.boolean().optional(),
})

/** What an audit needs of the `manifest.json` of a saved capture. */
const Manifest = z.object({
  format: z.literal('daicha-capture/1'),
  files: z.array(
    z.object({
      name: z.string().regex(/^[\w+-][\w.+-]*$/),
      command: z.array(z.string()),
      startedAt: z.string(),
      finishedAt: z.string(),
      exitCode: z.int().nullable(),
      stderr: z.string(),
      sha256: z.string(),
      failure: SavedFailure.optional(),
    }),
  ),
})

/** The dumps of a saved capture; undefined when the folder is none. A file that changed since then is no evidence. */
export function readCapture(folder: string): AsyncGenerator<Dump> | undefined {
  const manifest = manifestIn(folder)
  if (manifest === undefined) return undefined
  const files = manifest.files.map(({ sha256, failure, ...file }): CapturedFile => {
    const path = join(folder, file.name)
    const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
    const isSame = createHash('sha256').update(bytes).digest('hex') === sha256
    const why: Failure | undefined = isSame
      ? failure && { code: failure.code, params: failure.params, incomplete: failure.incomplete ?? true }
      : { code: 'E503', params: { file: file.name } }
    return { ...file, bytes, ...(why && { failure: why }) }
  })
  return dumpsOf({ files })
}

function manifestIn(folder: string): z.infer<typeof Manifest> | undefined {
  try {
    return Manifest.safeParse(JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8'))).data
  } catch {
    return undefined
  }
}
