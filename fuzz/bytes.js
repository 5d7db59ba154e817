/** Bytes that are changed without knowing what they mean, up to the size that every reader must end with in time. */
const MOST_BYTES = 64 * 1024

const EDGES = [0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff]

const changes = [
  /** A byte. */
  (bytes, { below }) => spliced(bytes, below(bytes.length + 1), 1, Buffer.from([below(256)])),
  /** A few bytes out. */
  (bytes, { below, from }) => spliced(bytes, below(bytes.length + 1), from(1, 20)),
  /** Cut. */
  (bytes, { below }) => bytes.subarray(0, below(bytes.length + 1)),
  /** A number that is a length or an offset. */
  (bytes, { below, pick }) => {
    const number = Buffer.alloc(4)
    number.writeUInt32LE(pick(EDGES))
    const size = pick([2, 4])
    return spliced(bytes, below(bytes.length / 2 + 1) * 2, size, number.subarray(0, size))
  },
  /** A piece elsewhere, once. */
  (bytes, { below, from }) => {
    const at = below(bytes.length + 1)
    return spliced(bytes, below(bytes.length + 1), 0, bytes.subarray(at, at + from(1, 200)))
  },
  /** A piece again and again: what is quadratic shows. */
  (bytes, { below, from, pick }) => {
    const at = below(bytes.length + 1)
    const piece = bytes.subarray(at, at + pick([1, 2, from(1, 12), from(1, 80), from(1, 400)]))
    return piece.length === 0 ? bytes : spliced(bytes, at, 0, Buffer.alloc(pick([200, 5000, MOST_BYTES]), piece))
  },
  /** A line again and again. */
  (bytes, { below, pick }) => {
    const start = bytes.lastIndexOf(10, below(bytes.length + 1)) + 1
    const end = bytes.indexOf(10, start)
    const line = bytes.subarray(start, end === -1 ? bytes.length : end + 1)
    return line.length === 0 ? bytes : spliced(bytes, start, 0, Buffer.alloc(pick([500, MOST_BYTES]), line))
  },
  /** What programs trip over. */
  (bytes, { below, pick }) => spliced(bytes, below(bytes.length + 1), 0, Buffer.from(pick(traps))),
]

const traps = [
  '__proto__',
  'constructor',
  'toString',
  '\u202e',
  '\ufeff',
  '\0',
  '-1',
  '1e309',
  '99999999999999999999',
  'NaN',
  '{{',
  '"',
  "'",
  '[[[[',
  '$(x)',
  '%s',
  '../',
  '&#',
  '*x',
  '&x',
  '!!js',
  '\\u0000',
  '\r',
  '\u2028',
  '::error::',
]

const spliced = (bytes, at, count, piece = Buffer.alloc(0)) =>
  Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at + count)])

export function changed(bytes, dice) {
  let made = bytes
  for (let step = dice.from(1, 4); step > 0; step--) made = dice.pick(changes)(made, dice).subarray(0, MOST_BYTES)
  return made
}
