/**
 * SHA-256 (FIPS 180-4) of bytes as they come; the browser's own wants all of them at once. In chromium libraries took
 * two and four times as long, which was most of the time that a large file took.
 */
export async function hashing() {
  return () => {
    const state = BEGINNING.slice()
    /** What is no whole block yet. */
    const rest = new Uint8Array(BLOCK)
    let held = 0
    let size = 0
    return {
      update(bytes: Uint8Array) {
        size += bytes.length
        let at = 0
        if (held > 0) {
          const more = bytes.subarray(0, BLOCK - held)
          rest.set(more, held)
          held += more.length
          at = more.length
          if (held < BLOCK) return
          take(state, rest, 0)
        }
        for (; at + BLOCK <= bytes.length; at += BLOCK) take(state, bytes, at)
        rest.set(bytes.subarray(at))
        held = bytes.length - at
      },
      hex() {
        const last = new Uint8Array(held + 9 > BLOCK ? 2 * BLOCK : BLOCK)
        last.set(rest.subarray(0, held))
        last[held] = 0x80
        new DataView(last.buffer).setBigUint64(last.length - 8, BigInt(size) * 8n)
        const end = state.slice()
        for (let at = 0; at < last.length; at += BLOCK) take(end, last, at)
        return Array.from(end, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
      },
    }
  }
}

const BLOCK = 64

const PRIMES: number[] = []
for (let n = 2; PRIMES.length < 64; n++) if (PRIMES.every((prime) => n % prime !== 0)) PRIMES.push(n)

/** The first 32 bits behind the point of each root. */
const bitsOf = (root: (prime: number) => number) => Int32Array.from(PRIMES, (prime) => root(prime) * 2 ** 32)
const BEGINNING = bitsOf(Math.sqrt).slice(0, 8)
const ROUNDS = bitsOf(Math.cbrt)

const schedule = new Int32Array(ROUNDS.length)

/** Takes one block into the state. The letters are those of the standard; sums are of 32 bits, each cut at once. */
function take(state: Int32Array, bytes: Uint8Array, from: number): void {
  const w = schedule
  for (let t = 0, at = from; t < 16; t++, at += 4)
    w[t] =
      ((bytes[at] as number) << 24) |
      ((bytes[at + 1] as number) << 16) |
      ((bytes[at + 2] as number) << 8) |
      (bytes[at + 3] as number)
  for (let t = 16; t < ROUNDS.length; t++) {
    const x = w[t - 15] as number
    const y = w[t - 2] as number
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    w[t] = (((((w[t - 16] as number) + s0) | 0) + (w[t - 7] as number)) | 0) + s1
  }
  let a = state[0] as number
  let b = state[1] as number
  let c = state[2] as number
  let d = state[3] as number
  let e = state[4] as number
  let f = state[5] as number
  let g = state[6] as number
  let h = state[7] as number
  for (let t = 0; t < ROUNDS.length; t++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const ch = g ^ (e & (f ^ g))
    const t1 = (((((((h + s1) | 0) + ch) | 0) + (ROUNDS[t] as number)) | 0) + (w[t] as number)) | 0
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0] = (state[0] as number) + a
  state[1] = (state[1] as number) + b
  state[2] = (state[2] as number) + c
  state[3] = (state[3] as number) + d
  state[4] = (state[4] as number) + e
  state[5] = (state[5] as number) + f
  state[6] = (state[6] as number) + g
  state[7] = (state[7] as number) + h
}
