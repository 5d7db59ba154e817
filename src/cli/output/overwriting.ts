import { realpathSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import {
  AuditError,
  beginningOf,
  type Format,
  type Guidance,
  HEAD_BYTES,
  isOurs,
  loadGuidance,
  placeAt,
  placeOf,
  refuseUnwritable,
  runVerdicts,
  statsOf,
} from '../../internal.ts'

export interface Written {
  format: Format | 'baseline'
  file?: string
}

/**
 * The outputs, each of which can be written, and none replaces another or what the run reads. Results are text: an
 * archive, such as a capture or a pack of evidence, is none of an earlier run.
 *
 * @throws AuditError E501, E502, E504, E508
 */
export function harmless<T extends Written>(outputs: T[], inputs: string[], cwd: string): T[] {
  for (const { file } of outputs) if (file !== undefined) refuseUnwritable(placeAt(file, cwd))
  refuseSamePlace(outputs, cwd)
  refuseOverwriting(outputs, inputs, cwd)
  for (const { file } of outputs)
    if (file !== undefined && !isText(resolve(cwd, file))) throw new AuditError('E501', { path: file })
  return outputs
}

/** Of what is no ordinary file nothing is lost; what cannot be read may be anything. */
function isText(named: string): boolean {
  const { path, descriptor } = placeOf(named)
  try {
    return descriptor !== undefined || !beginningOf(path, HEAD_BYTES)?.includes('\0')
  } catch {
    return false
  }
}

/**
 * Refuses to write over what the run reads: over a file that is named, or over one in a folder that is named, unless an
 * earlier run wrote it.
 *
 * @throws AuditError E504
 */
export function refuseOverwriting(outputs: Written[], inputs: string[], cwd: string): void {
  const existing = outputs.flatMap(({ format, file }) => {
    const stats = file === undefined ? undefined : statsOf(resolve(cwd, file))
    if (file === undefined || !stats?.isFile()) return []
    const path = realpathSync(resolve(cwd, file))
    return [{ format, file, path, id: idOf(stats), folders: new Set(foldersOf(path)) }]
  })
  if (existing.length === 0) return
  for (const input of inputs) {
    const stats = input === '-' ? undefined : statsOf(resolve(cwd, input))
    if (stats === undefined) continue
    const id = idOf(stats)
    const harmed = existing.find((output) =>
      stats.isDirectory() ? output.folders.has(id) && !isEarlier(output.format, output.path) : output.id === id,
    )
    if (harmed) throw new AuditError('E504', { path: harmed.file })
  }
}

/** For what a person goes on writing in: no file is replaced but an empty one. @throws AuditError E501 */
export function refuseReplacing(outputs: Pick<Written, 'file'>[], cwd: string): void {
  for (const { file } of outputs) {
    const stats = file === undefined ? undefined : statsOf(resolve(cwd, file))
    if (file !== undefined && stats?.isFile() && stats.size > 0n) throw new AuditError('E501', { path: file })
  }
}

/** What a file or folder is, however it is spelled: whether `dump` and `DUMP` are one, the disk alone knows. */
const idOf = ({ dev, ino }: NonNullable<ReturnType<typeof statsOf>>) => `${dev}:${ino}`

/** The folders that a path lies in, all the way up. */
function* foldersOf(path: string): Generator<string> {
  const folder = dirname(path)
  const stats = statsOf(folder)
  if (stats) yield idOf(stats)
  if (folder !== path) yield* foldersOf(folder)
}

/** Refuses to write two results into one file. @throws AuditError E508 */
function refuseSamePlace(outputs: Written[], cwd: string): void {
  const places = new Set<string>()
  for (const { file } of outputs) {
    if (file === undefined) continue
    const stats = statsOf(resolve(cwd, file))
    if (stats && !stats.isFile()) continue
    // Names that differ in capitals alone are one file on Windows and macOS.
    const place = stats ? idOf(stats) : placeOf(resolve(cwd, file)).path.toLowerCase()
    if (places.has(place)) throw new AuditError('E508', { path: file })
    places.add(place)
  }
}

/** Whether a file was written by an earlier run, or is empty. */
export function isEarlier(format: Written['format'], path: string): boolean {
  const head = beginningOf(path, HEAD_BYTES)
  return head !== undefined && isOurs(format, head, badgesOf(loadGuidance()))
}

const badgesOf = ({ words }: Guidance) =>
  runVerdicts.flatMap((verdict) => Object.values(words[`verdict.${verdict}`] ?? {}))
