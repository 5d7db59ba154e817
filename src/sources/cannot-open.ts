import { basename, dirname } from 'node:path'
import { AuditError, causeOf } from '../errors.ts'
import { nearFile } from './near-file.ts'

/** Why a file cannot be opened, with one of a similar name where there is none of this one. */
export function whyNotOpened(path: string, cause: unknown): { detail: string; near?: string } {
  const detail = causeOf(cause)
  const near = detail === 'ENOENT' ? nearFile(basename(path), dirname(path)) : undefined
  return { detail, ...(near !== undefined && { near }) }
}

/** E301 for it. @param shown as it was named @param missing what helps where there is no such file */
export function cannotOpen(path: string, shown: string, cause: unknown, missing?: Record<string, string>): AuditError {
  const why = whyNotOpened(path, cause)
  const params = { ...why, ...(/[*?]/.test(shown) && { pattern: shown }), ...(why.detail === 'ENOENT' && missing) }
  return new AuditError('E301', { file: shown, ...params }, { cause })
}
