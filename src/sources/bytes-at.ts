import { closeSync, openSync, readSync } from 'node:fs'

/** So many bytes of a file from a place on; fewer where it ends. */
export function bytesAt(path: string, from: number, length: number): Buffer {
  const fd = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(length)
    return bytes.subarray(0, readSync(fd, bytes, 0, length, from))
  } finally {
    closeSync(fd)
  }
}
