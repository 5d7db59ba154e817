import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { resolve } from 'node:path'
import { AuditError, causeOf } from '../index.ts'
import type { Io } from './io.ts'

/** Where the formats of a run go, piece by piece. A file is written beside and renamed when the run is whole. */
export interface Sinks {
  write: (at: number, text: string | Uint8Array) => void
  commit: () => void
  /** Removes what was not committed. */
  close: () => void
}

/** @throws AuditError E502 when a file cannot be written */
export function openSinks(targets: { file?: string }[], { cwd, stdout }: Pick<Io, 'cwd' | 'stdout'>): Sinks {
  const open = new Map<number, { fd: number; part: string; path: string; shown: string }>()
  const orSay = <T>(shown: string, action: () => T): T => {
    try {
      return action()
    } catch (cause) {
      throw new AuditError('E502', { path: shown, detail: causeOf(cause) }, { cause })
    }
  }
  const close = () => {
    for (const { fd, part } of open.values()) {
      closeSync(fd)
      rmSync(part, { force: true })
    }
    open.clear()
  }
  try {
    for (const [at, { file }] of targets.entries()) {
      if (file === undefined) continue
      const path = resolve(cwd, file)
      open.set(at, { fd: orSay(file, () => openSync(`${path}.part`, 'w')), part: `${path}.part`, path, shown: file })
    }
  } catch (error) {
    close()
    throw error
  }
  return {
    write(at, text) {
      const file = open.get(at)
      const bytes = typeof text === 'string' ? Buffer.from(text) : text
      if (file !== undefined)
        orSay(file.shown, () => {
          for (let from = 0; from < bytes.length; ) from += writeSync(file.fd, bytes, from)
        })
      else if (stdout.writeBytes) stdout.writeBytes(bytes)
      else stdout.write(new TextDecoder().decode(bytes))
    },
    commit() {
      for (const [at, { fd, part, path, shown }] of [...open]) {
        orSay(shown, () => {
          closeSync(fd)
          open.delete(at)
          renameSync(part, path)
        })
      }
    },
    close,
  }
}
