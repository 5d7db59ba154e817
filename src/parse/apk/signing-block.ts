import { latin1In } from '#platform/bytes.ts'
import { UnreadableError, u32 } from './chunk.ts'

/** Bytes before the central directory that hold the signatures of any app. */
export const MOST_SIGNED = 64 * 1024

const MAGIC = 'APK Sig Block 42'
/** Its size, once more, and the magic. */
const FOOTER = 8 + MAGIC.length
/** APK Signature Scheme v2, v3, v3.1. */
const SCHEMES = [0x7109871a, 0xf05368c0, 0x1b93ad61]

/**
 * The certificates, as DER, that the APK Signing Block names for its signers, by any scheme (AOSP
 * `ApkSigningBlockUtils.java`, `ApkSignatureSchemeV2Verifier.java`, `ApkSignatureSchemeV3Verifier.java`). The
 * signatures are not checked: Android did that before it installed the app. None where the block is damaged, or only
 * the jar is signed, which was enough up to Android 10.
 *
 * @param before what stands before the central directory, up to its first byte
 */
export function certificatesIn(before: Uint8Array): Uint8Array[] {
  const end = before.length - FOOTER
  if (latin1In(before, before.length - MAGIC.length, before.length) !== MAGIC) return []
  try {
    const pairs = before.subarray(before.length - u32(before, end), end)
    return [...pieces(pairs, 8)].flatMap((pair) => {
      if (!SCHEMES.includes(u32(pair, 0))) return []
      const [signers] = pieces(pair.subarray(4))
      return [...pieces(signers)].flatMap(certificateOf)
    })
  } catch (error) {
    if (error instanceof UnreadableError) return []
    throw error
  }
}

/** A signer begins with what it signed: digests, certificates, of which the first is its own, and more. */
function certificateOf(signer: Uint8Array): Uint8Array[] {
  const [signed] = pieces(signer)
  const [, certificates] = pieces(signed)
  const [own] = pieces(certificates)
  return own === undefined ? [] : [own]
}

/** Pieces that each have their length before them, in so many bytes. @throws UnreadableError */
function* pieces(bytes: Uint8Array = new Uint8Array(), prefix: 4 | 8 = 4): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const from = at + prefix
    at = from + u32(bytes, at)
    if (at > bytes.length) throw new UnreadableError(`a piece that ends at ${at} of ${bytes.length}`)
    yield bytes.subarray(from, at)
  }
}
