/** Texts that are remembered, so that many phones need no more memory than one. */
const MOST = 50_000

/**
 * Remembers what was answered to a text, and forgets all when that is too much. No answer may depend on what was asked
 * before, so `answer` must know nothing but the text.
 */
export function remembered<T extends object | boolean | string>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    if (known.size >= MOST) known.clear()
    const made = answer(text)
    known.set(text, made)
    return made
  }
}
