import { fstatSync, statSync, writeSync } from 'node:fs'
import * as Exit from '../model/exit.ts'
import type { Output } from './io.ts'

export const STDERR = 2

/**
 * A stream that is written at once and whole. Node's own is opened only for a terminal, to ask for its width: loading
 * it takes longer than help takes to print. On Windows it writes there too: the console takes bytes for letters of its
 * code page, and Node hands it text.
 */
export function outputOf(
  fd: number,
  stream: () => NodeJS.WriteStream,
  process: Pick<NodeJS.Process, 'platform' | 'exit'>,
): Output {
  const { platform } = process
  const terminal = isTerminal(fd, platform) ? stream() : undefined
  const writeBytes = (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length; ) {
      try {
        at += writeSync(fd, bytes, at)
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        // Windows has two words for a pipe that its reader closed.
        if (code === 'EPIPE' || code === 'EOF') process.exit(Exit.closedPipe)
        // Nobody is left to be told.
        if (fd === STDERR && code !== 'EAGAIN') return
        // A full pipe that does not block: its reader is slower than we are.
        if (code !== 'EAGAIN') throw error
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
      }
    }
  }
  const write = terminal?.isTTY && platform === 'win32' ? (bytes: Uint8Array) => void terminal.write(bytes) : writeBytes
  return {
    isTTY: terminal?.isTTY ?? false,
    ...(terminal?.columns !== undefined && { columns: terminal.columns }),
    write: (text) => write(Buffer.from(text)),
    writeBytes: write,
  }
}

/** A terminal is a character device, and not the one that swallows everything. */
function isTerminal(fd: number, platform: string): boolean {
  try {
    const stats = fstatSync(fd)
    return stats.isCharacterDevice() && (platform === 'win32' || stats.rdev !== statSync('/dev/null').rdev)
  } catch {
    return false
  }
}
