import { basename, dirname } from 'node:path'
import { AuditError, causeOf } from '../errors.ts'
import { nearFile } from './near-file.ts'

/** Why a file cannot be opened, with one of a similar name where there is none of this one. */
export function whyNotOpened(path: string, cause: unknown): { detail: string; near?: string } {
  const detail = causeOf(cause)
  const near = detail === 'ENOENT' ? nearFile(basename(path), dirname(path)) : undefined
  return { detail, ...(near !== undefined && { near }) }
}

/** E301 for it. @param shown as it was named */
export const cannotOpen = (path: string, shown: string, cause: unknown): AuditError =>
  new AuditError(
    'E301',
    { file: shown, ...whyNotOpened(path, cause), ...(/[*?]/.test(shown) && { pattern: shown }) },
    { cause },
  )
