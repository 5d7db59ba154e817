import { type Bytes, UnreadableError } from './chunk.ts'

/**
 * Unit in which a file that is far away is fetched. A command to a phone costs about as much time as half of this does
 * by cable, so that less is not worth one.
 */
const PAGE = 256 * 1024
/** A run of pages that is read through is fetched faster and faster, up to this many at once. */
const MOST_AT_ONCE = 4
/** What is no larger is fetched at once. */
const WHOLE = 8 * PAGE
/** More than any table of resources needs to tell a few texts. */
const MOST_PAGES = 64

/** How much of a file of this size is fetched first. */
export const firstPart = (size: number) => (size <= WHOLE ? size : PAGE)

/** A part of a file. */
export interface Range {
  offset: number
  length: number
}

/** Something touched a byte that is not there yet. */
class Missing extends Error {
  readonly at: number

  constructor(at: number) {
    super(`byte ${at}`)
    this.at = at
  }
}

class Pages implements Bytes {
  readonly #pages: ReadonlyMap<number, Uint8Array>
  readonly #from: number
  readonly length: number

  constructor(pages: ReadonlyMap<number, Uint8Array>, from: number, length: number) {
    this.#pages = pages
    this.#from = from
    this.length = length
  }

  at(index: number): number | undefined {
    if (index >= this.length) return undefined
    const at = this.#from + index
    const page = this.#pages.get(Math.floor(at / PAGE))
    if (page === undefined) throw new Missing(at)
    return page[at % PAGE]
  }

  subarray(from: number, to: number): Pages {
    const end = Math.min(to, this.length)
    return new Pages(this.#pages, this.#from + from, Math.max(0, end - from))
  }
}

/**
 * Reads a file of which only those parts are fetched that the reading touches. For each part that is missing the
 * reading begins anew, so it must do the same again.
 *
 * @param get gives a part, whole
 * @throws UnreadableError when the reading touches more than the file of any app needs; and what the two throw
 */
export async function readLazily<T>(
  size: number,
  get: (offset: number, length: number) => Promise<Uint8Array>,
  read: (bytes: Bytes) => T,
): Promise<{ value: T; fetched: Range[] }> {
  const pages = new Map<number, Uint8Array>()
  const fetched: Range[] = []
  const add = async (first: number, length: number) => {
    const offset = first * PAGE
    const bytes = await get(offset, length)
    fetched.push({ offset, length })
    for (let at = 0; at < length; at += PAGE) pages.set(first + at / PAGE, bytes.subarray(at, at + PAGE))
  }
  await add(0, firstPart(size))
  for (;;) {
    try {
      return { value: read(new Pages(pages, 0, size)), fetched }
    } catch (error) {
      if (!(error instanceof Missing)) throw error
      if (pages.size >= MOST_PAGES) throw new UnreadableError(`more than ${MOST_PAGES} pages are needed`)
      const first = Math.floor(error.at / PAGE)
      let run = 1
      while (run < MOST_AT_ONCE && pages.has(first - run) && !pages.has(first + run)) run++
      await add(first, Math.min(run * PAGE, size - first * PAGE))
    }
  }
}
