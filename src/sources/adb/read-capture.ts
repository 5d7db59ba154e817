import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
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

/**
 * The dumps of a saved capture; undefined when there is none. A file that changed since then is no evidence.
 *
 * @param read gives a file of the folder or the zip, or nothing where it is missing
 */
export async function readCapture(
  read: (name: string) => Promise<Buffer | undefined>,
): Promise<AsyncGenerator<Dump> | undefined> {
  const manifest = manifestIn(await read(MANIFEST))
  if (manifest === undefined) return undefined
  const files: CapturedFile[] = []
  for (const { sha256, failure, ...file } of manifest.files) {
    const bytes = (await read(file.name)) ?? Buffer.alloc(0)
    const isSame = createHash('sha256').update(bytes).digest('hex') === sha256
    const why: Failure | undefined = isSame
      ? failure && { code: failure.code, params: failure.params, incomplete: failure.incomplete ?? true }
      : { code: 'E503', params: { file: file.name } }
    files.push({ ...file, bytes, ...(why && { failure: why }) })
  }
  return dumpsOf({ files })
}

/** Reads the files of a folder; one that cannot be read counts as missing. */
export const filesOf = (folder: string) => async (name: string) => {
  try {
    return readFileSync(join(folder, name))
  } catch {
    return undefined
  }
}

function manifestIn(bytes: Buffer | undefined): z.infer<typeof Manifest> | undefined {
  if (bytes === undefined) return undefined
  try {
    return Manifest.safeParse(JSON.parse(bytes.toString())).data
  } catch {
    return undefined
  }
}
