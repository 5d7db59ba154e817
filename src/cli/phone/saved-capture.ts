import { type Capture, isRead, type Say, visible } from '../../internal.ts'
import { sizeOf } from './size.ts'

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
