export interface Limits {
  timeoutMs: number
  signal?: AbortSignal | undefined
}

/** The longest time that a timer takes. */
const LONGEST = 2 ** 31 - 1

/**
 * Waits for something no longer than its time, and no longer than nobody aborts it. Whoever runs it ends it then.
 *
 * @throws what `late` makes, or the reason of the signal
 */
export async function within<T>({ timeoutMs, signal }: Limits, late: () => Error, run: () => Promise<T>): Promise<T> {
  if (signal?.aborted) throw signal.reason
  let timer: ReturnType<typeof setTimeout> | undefined
  let abort = () => {}
  const cut = new Promise<never>((_, reject) => {
    abort = () => reject(signal?.reason)
    timer = setTimeout(() => reject(late()), Math.min(timeoutMs, LONGEST))
    signal?.addEventListener('abort', abort)
  })
  try {
    return await Promise.race([run(), cut])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}
