import type { Failure } from '../../model/dump.ts'
import { type Resources, readResources } from './arsc.ts'
import { UnreadableError } from './chunk.ts'
import { type ApkManifest, readManifest } from './manifest.ts'
import { isSummary, readSummary } from './summary.ts'

/** What one of the two files of an APK says, or the summary of both. */
export interface ApkEntry {
  manifest?: ApkManifest
  resources?: Resources
  failure?: Failure
}

const ENTRIES = ['AndroidManifest.xml', 'resources.arsc'] as const
const SUMMARY = 'apk'
export type EntryName = (typeof ENTRIES)[number] | typeof SUMMARY

/** First bytes of a binary XML document and of a resource table (AOSP `ResourceTypes.h`). */
const MAGIC: Record<string, EntryName> = { '03000800': 'AndroidManifest.xml', '02000c00': 'resources.arsc' }

/**
 * Which entry of an APK a text is that is none. APKs made against zip tools have a manifest with another first number,
 * which Android takes: there the name tells.
 */
export function entryName(path: string, head: Uint8Array): EntryName | undefined {
  if (!head.subarray(0, 4).includes(0)) return isSummary(head) ? SUMMARY : undefined
  return MAGIC[hexOf(head.subarray(0, 4))] ?? ENTRIES.find((name) => path.endsWith(name))
}

const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** Both entries of one APK have this in common. */
export const apkOf = (path: string) => path.slice(0, Math.max(0, ...ENTRIES.map((name) => path.lastIndexOf(name))))

/** Damaged resources cost the label, nothing else. */
export function readEntry(name: EntryName, bytes: Uint8Array, path: string): ApkEntry {
  if (name === SUMMARY) return readSummary(bytes, path)
  try {
    return name === 'AndroidManifest.xml' ? { manifest: readManifest(bytes) } : { resources: readResources(bytes) }
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error
    return name === 'AndroidManifest.xml' ? { failure: { code: 'E311', params: { file: path } } } : {}
  }
}
