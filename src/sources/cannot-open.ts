import { readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { AuditError, causeOf } from '../errors.ts'
import { nearest } from '../model/text/nearest.ts'

/** Why a file cannot be opened, with one of a similar name where there is none of this one. */
export function whyNotOpened(path: string, cause: unknown): { detail: string; near: string | undefined } {
  const detail = causeOf(cause)
  return { detail, near: detail === 'ENOENT' ? nearFile(basename(path), dirname(path)) : undefined }
}

/** E301 for it. @param shown as it was named @param missing what helps where there is no such file */
export function cannotOpen(
  path: string,
  shown: string,
  cause: unknown,
  missing?: Record<string, string | undefined>,
): AuditError {
  const why = whyNotOpened(path, cause)
  const pattern = /[*?]/.test(shown) ? shown : undefined
  const params = { file: shown, ...why, pattern, ...(why.detail === 'ENOENT' && missing) }
  return new AuditError('E301', params, { cause })
}

/** A file of the same folder with a name like the one that was typed, named as that was. */
export function nearFile(typed: string, cwd: string): string | undefined {
  const name = basename(typed)
  try {
    const [near] = nearest(
      name,
      readdirSync(dirname(resolve(cwd, typed))).filter((one) => one !== name && !one.startsWith('.')),
    )
    return near && join(dirname(typed), near)
  } catch {
    return undefined
  }
}
