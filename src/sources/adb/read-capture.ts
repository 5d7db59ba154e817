import * as z from 'zod'
import { textIn } from '#platform/bytes.ts'
import type { Dump, Failure } from '../../model/dump.ts'
import { sealing } from '../sealer.ts'
import { dumpsOf } from './capture-dumps.ts'

const SavedFailure = z.strictObject({
  // What another version calls otherwise was not read either.
  code: z
    .enum([
      'E209',
      'E210',
      'E214',
      'E217',
      'E219',
      'E220',
      'E221',
      'E222',
      'E309',
      'E310',
      'E311',
      'E319',
      'E340',
      'E345',
    ])
    .catch('E210'),
  params: z.record(z.string(), z.string()),
  incomplete: z.boolean().optional(),
})

/** Their words name what was asked for, which older captures do not say. */
const NAMES_ANSWER = ['E209', 'E210']

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

/** The files that a saved capture lists, by name. */
export type CaptureFiles = Map<string, z.infer<typeof Manifest>['files'][number]>

/** The files of a capture, from its `manifest.json`; undefined for any other file of that name. */
export function captureFiles(manifest: Uint8Array): CaptureFiles | undefined {
  try {
    const { data } = Manifest.safeParse(JSON.parse(textIn(manifest)))
    return data && new Map(data.files.map((file) => [file.name, file]))
  } catch {
    return undefined
  }
}

/**
 * A file of a capture as it was read from the phone; one that changed since then is no evidence.
 *
 * @param bytes nothing where the file is gone
 */
export async function* capturedDump(
  { sha256, failure, ...file }: CaptureFiles extends Map<string, infer File> ? File : never,
  bytes: Uint8Array = new Uint8Array(),
): AsyncGenerator<Dump> {
  const { pass, seal } = (await sealing())()
  pass(bytes)
  const isSame = seal().sha256 === sha256
  const why: Failure | undefined = isSame
    ? failure && {
        code: failure.code,
        params: { ...(NAMES_ANSWER.includes(failure.code) && { what: 'answer' }), ...failure.params },
        incomplete: failure.incomplete ?? true,
      }
    : { code: 'E503', params: { file: file.name } }
  yield* dumpsOf({ files: [{ ...file, bytes, ...(why && { failure: why }) }] })
}
