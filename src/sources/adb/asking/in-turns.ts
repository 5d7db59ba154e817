/** More than two commands at once make a phone slower, not faster. */
const AT_ONCE = 2

/** Runs what it is given, so many at a time, in the order in which it is given. */
export function turns(atOnce = AT_ONCE) {
  const waiting: (() => void)[] = []
  let running = 0
  let failed: { error: unknown } | undefined
  const take = async <T>(run: () => Promise<T>): Promise<T> => {
    if (running < atOnce) running++
    else await new Promise<void>((go) => waiting.push(go))
    try {
      if (failed) throw failed.error
      return await run()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
  /** All of them, or the error of one that failed, once the others have ended; what still waits is not begun then. */
  const together = async <T extends readonly Promise<unknown>[] | []>(all: T) => {
    const end = (error: unknown) => {
      failed ??= { error }
    }
    await Promise.all(all.map((one) => one.catch(end)))
    return Promise.all(all)
  }
  return { take, together }
}
