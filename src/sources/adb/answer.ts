const LF = 0x0a
/** No line that matters here is longer. */
const LONGEST_LINE = 4096

/**
 * The lines of an answer that begin so, as Latin-1 text, without their line end. An answer may be longer than a string
 * can be: only these lines are decoded.
 */
export function* linesWith(bytes: Buffer, start: string): Generator<string> {
  for (let at = startsAt(bytes, start, 0); at < bytes.length; at = startsAt(bytes, start, at + 1)) {
    const end = bytes.subarray(at, at + LONGEST_LINE).indexOf(LF)
    yield bytes.toString('latin1', at, end < 0 ? Math.min(at + LONGEST_LINE, bytes.length) : at + end).trimEnd()
  }
}

/** The parts of an answer that begin with such a line, up to the next one; of a long part its beginning. */
export function* partsWith(bytes: Buffer, start: string, longest = 1024 ** 2): Generator<string> {
  for (let at = startsAt(bytes, start, 0), next = at; at < bytes.length; at = next) {
    next = startsAt(bytes, start, at + 1)
    yield bytes.toString('latin1', at, Math.min(next, at + longest))
  }
}

/** Where the next such line begins; the length where there is none. */
function startsAt(bytes: Buffer, start: string, from: number): number {
  if (from === 0 && bytes.indexOf(start) === 0) return 0
  const hit = bytes.indexOf(`\n${start}`, Math.max(0, from - 1))
  return hit < 0 ? bytes.length : hit + 1
}
