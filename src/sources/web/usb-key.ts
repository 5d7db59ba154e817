import { ofText } from '#platform/bytes.ts'

/** What a phone calls whom it was allowed to. */
const NAME = 'daicha'
const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-1',
}
const MODULUS_BYTES = 256

/** Who asks a phone. */
export interface UsbKey {
  /** Of a token of the phone, which stands for a SHA-1. */
  sign: (token: Uint8Array) => Uint8Array
  publicKey: () => Uint8Array
}

let key: Promise<UsbKey> | undefined

/** The key of this visit. It is kept nowhere, so a phone asks its owner again the next time. */
export function keyOfVisit(): Promise<UsbKey> {
  key ??= made()
  return key
}

async function made(): Promise<UsbKey> {
  const { privateKey } = await crypto.subtle.generateKey(RSA, true, ['sign', 'verify'])
  const { n = '', d = '' } = await crypto.subtle.exportKey('jwk', privateKey)
  return usbKey(numberOf(n), numberOf(d))
}

/** An RSA key of 2048 bits: its modulus, and its private exponent. */
export const usbKey = (n: bigint, d: bigint): UsbKey => ({
  sign: (token) => bytesOf(power(numberIn(padded(token)), d, n)),
  publicKey: () => ofText(`${btoa(String.fromCharCode(...androidKey(n)))} ${NAME}\0`),
})

/** `DigestInfo` of a SHA-1, in DER. */
const SHA1_INFO = '3021300906052b0e03021a05000414'

/** As PKCS#1 pads what is signed. WebCrypto would take the hash of the token, and a phone takes it for the hash. */
function padded(token: Uint8Array): string {
  const end = `00${SHA1_INFO}${hexOf(token)}`
  return `0001${end.padStart(2 * MODULUS_BYTES - 4, 'f')}`
}

/**
 * As AOSP `libcrypto_utils/android_pubkey.cpp` writes a key: modulus and a power of two modulo it, for Montgomery's way
 * of multiplying, and the exponent. The lowest byte is the first.
 */
function androidKey(n: bigint): Uint8Array {
  const words = [BigInt(MODULUS_BYTES / 4), BigInt.asUintN(32, -inverse(n))]
  const square = 2n ** BigInt(2 * 8 * MODULUS_BYTES) % n
  const bytes = [...words.map((one) => bytesOf(one, 4)), bytesOf(n), bytesOf(square), bytesOf(65537n, 4)]
  return new Uint8Array(bytes.flatMap((one) => [...one.reverse()]))
}

/** Of an odd number, modulo 2 ** 32: each step has twice as many bits right, and the number itself has three. */
function inverse(n: bigint): bigint {
  let guess = n
  for (let step = 0; step < 4; step++) guess = BigInt.asUintN(32, guess * (2n - n * guess))
  return guess
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
const numberIn = (hex: string) => BigInt(`0x${hex}`)

function bytesOf(number: bigint, length = MODULUS_BYTES): Uint8Array {
  const digits = number.toString(16).padStart(2 * length, '0')
  return Uint8Array.from({ length }, (_, at) => Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16))
}

/** Base64 as a JSON web key has it. */
const numberOf = (base64: string) =>
  numberIn(hexOf(Uint8Array.from(atob(base64.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0))))
