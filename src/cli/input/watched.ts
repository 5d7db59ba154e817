import { setImmediate } from 'node:timers/promises'
import { type fromFiles, visible } from '../../internal.ts'
import type { Io } from '../io.ts'
import { isWatched, progress } from '../output/progress.ts'

type Dumps = ReturnType<typeof fromFiles>

/** Takes dumps, with a line of progress that counts and names them while they are read. */
export async function watched<T>(dumps: Dumps, io: Io, quiet: boolean, take: (dumps: Dumps) => Promise<T>): Promise<T> {
  if (!isWatched(io, quiet)) return take(dumps)
  const line = progress(io, quiet)
  let told = ''
  line.say(() => told)
  async function* each() {
    let read = 0
    for await (const dump of dumps) {
      read++
      const isTyped = dump.path === '-' && io.stdin.isTTY === true
      told = isTyped ? '' : `${read}  ${visible(dump.path)}`
      // Without a breath in between the line stands still, and nobody hears Ctrl-C.
      await setImmediate()
      yield dump
    }
  }
  try {
    return await take({ ...dumps, [Symbol.asyncIterator]: each })
  } finally {
    line.end()
  }
}
