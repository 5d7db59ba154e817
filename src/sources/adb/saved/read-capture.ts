import { textIn } from '#platform/bytes.ts'
import type { Dump, Failure } from '../../../model/dump.ts'
import { sha256Of } from '../../sealer.ts'
import { CAPTURE_FORMAT, type CapturedFile } from '../asking/captured-file.ts'
import { dumpsOf } from './capture-dumps.ts'

/** What a capture may say of an answer that failed. */
const codes = [
  'E208',
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
] as const
/** What another version calls otherwise was not read either. */
const UNREAD = 'E210'

/** Their words name what was asked for, which older captures do not say. */
const NAMES_ANSWER = ['E209', 'E210']

/** What an audit needs of a file that the `manifest.json` of a capture lists. */
interface CaptureFile extends Omit<CapturedFile, 'bytes' | 'failure'> {
  sha256: string
  failure?: { code: (typeof codes)[number]; params: Record<string, string>; incomplete?: boolean }
}

/** The files that a saved capture lists, by name. */
export type CaptureFiles = Map<string, CaptureFile>

/** The files of a capture, from its `manifest.json`; undefined for any other file of that name. */
export function captureFiles(manifest: Uint8Array): CaptureFiles | undefined {
  try {
    const { format, files } = JSON.parse(textIn(manifest))
    if (format !== CAPTURE_FORMAT) return undefined
    return new Map((files as Saved[]).map(fileOf).map((file) => [file.name, file]))
  } catch {
    return undefined
  }
}

/** Looked at by hand: a page for a browser has no room for a library of schemas. @throws where it is no such file */
function fileOf({ name, command, startedAt, finishedAt, exitCode, stderr, sha256, failure }: Saved): CaptureFile {
  must(isText(name) && /^[\w+-][\w.+-]*$/.test(name) && Array.isArray(command) && command.every(isText))
  must([startedAt, finishedAt, stderr, sha256].every(isText) && (exitCode === null || Number.isSafeInteger(exitCode)))
  const file = { name, command, startedAt, finishedAt, exitCode, stderr, sha256 } as CaptureFile
  return failure === undefined ? file : { ...file, failure: failureOf(failure as Saved) }
}

function failureOf({ code, params, incomplete, ...others }: Saved): NonNullable<CaptureFile['failure']> {
  must(Object.values(params as Saved).every(isText) && Object.keys(others).length === 0)
  must(incomplete === undefined || typeof incomplete === 'boolean')
  return {
    code: codes.find((known) => known === code) ?? UNREAD,
    params: params as Record<string, string>,
    ...(typeof incomplete === 'boolean' && { incomplete }),
  }
}

type Saved = Record<string, unknown>
const isText = (value: unknown): value is string => typeof value === 'string'

function must(isSo: boolean): void {
  if (!isSo) throw new TypeError('no capture')
}

/**
 * A file of a capture as it was read from the phone; one that changed since then is no evidence.
 *
 * @param bytes nothing where the file is gone
 */
export async function* capturedDump(
  { sha256, failure, ...file }: CaptureFile,
  bytes: Uint8Array = new Uint8Array(),
): AsyncGenerator<Dump> {
  const isSame = (await sha256Of(bytes)) === sha256
  const why: Failure | undefined = isSame
    ? failure && {
        code: failure.code,
        params: { ...(NAMES_ANSWER.includes(failure.code) && { what: 'answer' }), ...failure.params },
        incomplete: failure.incomplete ?? true,
      }
    : { code: 'E503', params: { file: file.name } }
  yield* dumpsOf({ files: [{ ...file, bytes, ...(why && { failure: why }) }] })
}
