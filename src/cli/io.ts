import type { Readable } from 'node:stream'

export interface Output {
  write: (text: string) => unknown
  /** The same for text that is encoded already; without it, `write` is given the text. */
  writeBytes?: (bytes: Uint8Array) => unknown
  isTTY?: boolean
  columns?: number
}

/** What a command is handed: tests run the whole program with strings in place of streams. */
export interface Io {
  stdout: Output
  stderr: Output
  stdin: Readable & { isTTY?: boolean }
  env: Record<string, string | undefined>
  cwd: string
  /** Locale of the system, for systems that keep it outside of the environment. */
  locale?: string
  /** RFC 3339 with offset. */
  now: () => string
  /** Lets so many milliseconds pass. @throws the reason of the signal */
  wait: (ms: number, signal: AbortSignal) => Promise<void>
}

/** Whether somebody sits there who can be asked. */
export const hasPerson = ({ stdin, stdout }: Pick<Io, 'stdin' | 'stdout'>) =>
  stdin.isTTY === true && stdout.isTTY === true
