import type { Labels } from '../../../model/phone/snapshot.ts'
import {
  firstPart,
  type ReadPart,
  readLazily,
  readManifest,
  readResources,
  textsOf,
  UnreadableError,
  writeSummary,
} from '../../../parse/index.ts'
import { type FarApk, openApk, type ReadRange } from '../../archive/apk.ts'
import { sha256Of } from '../../sealer.ts'

type Manifest = ReturnType<typeof readManifest>

/**
 * What an APK that lies far away says of itself: its manifest, and what it is called.
 *
 * @throws UnreadableError for what is no APK, or is one of another app; and what `read` throws
 */
export async function summaryOf(
  read: ReadRange,
  size: number,
  { packageName, path }: { packageName: string; path: string },
): Promise<string> {
  const { manifest: bytes, resources, signers } = await openApk(read, size, firstPart)
  const manifest = readManifest(bytes)
  if (manifest.packageName !== packageName) throw new UnreadableError(manifest.packageName)
  const part: ReadPart = { entry: 'AndroidManifest.xml', bytes: bytes.length, sha256: await sha256Of(bytes) }
  const texts = await textsIn(resources, manifest)
  return writeSummary({
    path,
    bytes: size,
    read: [part, ...(texts.part ? [texts.part] : [])],
    manifest: { ...manifest, signers },
    label: texts.label,
    iconLabel: texts.iconLabel,
    versionName: texts.versionName,
  })
}

interface Texts {
  label: Labels | null
  iconLabel: Labels | undefined
  versionName: string | undefined
  part?: ReadPart
}

/** Texts that are resources cost a look into their table; one that cannot be read costs those texts. */
async function textsIn(resources: FarApk['resources'], manifest: Manifest): Promise<Texts> {
  const said = (table: Parameters<typeof textsOf>[1]): Texts => {
    const label = textsOf(manifest.label, table)
    const isMissing = manifest.label !== undefined && Object.keys(label).length === 0
    return {
      label: isMissing ? null : label,
      iconLabel: manifest.iconLabel === undefined ? undefined : textsOf(manifest.iconLabel, table),
      versionName: textsOf(manifest.versionName, table).default,
    }
  }
  const isPlain = [manifest.label, manifest.iconLabel, manifest.versionName].every((text) => typeof text !== 'object')
  if (isPlain || resources === undefined) return said(undefined)
  try {
    const { size, read } = await resources()
    const parts: Uint8Array[] = []
    const keeping = async (offset: number, length: number) => {
      const bytes = await read(offset, length)
      parts.push(bytes)
      return bytes
    }
    const { value, fetched } = await readLazily(size, keeping, (bytes) => said(readResources(bytes)))
    const isWhole = fetched.reduce((sum, { length }) => sum + length, 0) >= size
    const part = { entry: 'resources.arsc' as const, bytes: size, sha256: await sha256Of(...parts) }
    return { ...value, part: { ...part, ...(!isWhole && { ranges: fetched }) } }
  } catch (error) {
    if (error instanceof UnreadableError) return said(undefined)
    throw error
  }
}
