import { type Capture, isRead, type Say, visible } from '../../internal.ts'

/** What lies where, and how large it is. */
export function savedText({ files }: Capture, path: string, say: Say) {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0)
  const missing = files.filter((file) => !isRead(file)).length
  return say(missing === 0 ? 'capture.saved' : 'capture.savedPart', {
    path: visible(path),
    n: files.length - missing,
    missing,
    size: sizeOf(bytes),
  })
}

/** Bytes as a person reads them. */
export const sizeOf = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
