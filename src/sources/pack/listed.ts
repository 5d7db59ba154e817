import type { Pack, PackFile } from '../../model/report/pack.ts'
import { PACK_FORMAT } from '../../model/report/pack-format.ts'

/** What an audit needs of the `manifest.json` of an evidence pack. */
export interface Listed extends Pick<Pack, 'leftOut'> {
  files: Pick<PackFile, 'path' | 'role' | 'sha256'>[]
}

const ROLES: readonly unknown[] = ['readme', 'report', 'raw', 'excerpt', 'added', 'log'] satisfies PackFile['role'][]

/** What a pack lists; undefined for anything else. Looked at by hand: a page has no room for a library of schemas. */
export function listedIn(manifest: unknown): Listed | undefined {
  const { format, leftOut, files } = (manifest ?? {}) as Record<string, unknown>
  const isListed = Array.isArray(leftOut) && leftOut.every(isText) && Array.isArray(files) && files.every(isFile)
  return format === PACK_FORMAT && isListed ? { leftOut, files } : undefined
}

const isText = (value: unknown) => typeof value === 'string'

function isFile(value: unknown): value is Listed['files'][number] {
  const { path, role, sha256 } = (value ?? {}) as Record<string, unknown>
  return isText(path) && ROLES.includes(role) && /^[0-9a-f]{64}$/.test(String(sha256))
}
