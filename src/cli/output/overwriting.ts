import { type BigIntStats, realpathSync, statSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import {
  AuditError,
  beginningOf,
  type Format,
  type Guidance,
  HEAD_BYTES,
  isOurs,
  loadGuidance,
  placeOf,
  refuseUnwritable,
  runVerdicts,
} from '../../internal.ts'

/** A file that a run writes. */
export interface Written {
  format: Format | 'baseline'
  file?: string
}

/**
 * The outputs, each of which can be written, and none replaces another or what the run reads.
 *
 * @throws AuditError E502, E504, E508
 */
export function harmless<T extends Written>(outputs: T[], inputs: string[], cwd: string): T[] {
  for (const { file } of outputs) if (file !== undefined) refuseUnwritable(resolve(cwd, file), file)
  refuseSamePlace(outputs, cwd)
  refuseOverwriting(outputs, inputs, cwd)
  return outputs
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
    return file !== undefined && stats?.isFile()
      ? [{ format, file, stats, path: realpathSync(resolve(cwd, file)) }]
      : []
  })
  if (existing.length === 0) return
  for (const input of inputs) {
    const stats = input === '-' ? undefined : statsOf(resolve(cwd, input))
    if (stats === undefined) continue
    const folder = stats.isDirectory() ? realpathSync(resolve(cwd, input)) + sep : undefined
    const harmed = existing.find((output) =>
      folder === undefined
        ? output.stats.dev === stats.dev && output.stats.ino === stats.ino
        : output.path.startsWith(folder) && !isEarlier(output.format, output.path),
    )
    if (harmed) throw new AuditError('E504', { path: harmed.file })
  }
}

/** Refuses to write two results into one file. @throws AuditError E508 */
function refuseSamePlace(outputs: Written[], cwd: string): void {
  const places = new Set<string>()
  for (const { file } of outputs) {
    if (file === undefined) continue
    const stats = statsOf(resolve(cwd, file))
    if (stats && !stats.isFile()) continue
    const { path: place } = placeOf(resolve(cwd, file))
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

/** Nothing of what is not there or may not be looked at: opening it says why. */
function statsOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true })
  } catch {
    return undefined
  }
}
