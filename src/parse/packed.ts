/** Bytes that are looked at, and the least that tell something. */
export const SAMPLE = 1024
const LEAST = 256
/** No byte is more frequent in what is packed well; in a text one in six is a blank. */
const MOST_FREQUENT = 0.04

/**
 * Pictures, films, sounds, type and pages are packed too, and hold no dump: PNG, JPEG, GIF, WebP, HEIC, MP4, Matroska,
 * WMV, RealMedia, FLV, MPEG, Ogg, FLAC, MP3, AMR, SILK, CAF, AIFF, BMP, TIFF, JPEG 2000 and XL, Photoshop, OpenType, WOFF, PDF.
 */
const MEDIA =
  /^(\x89PNG|\xff\xd8\xff|GIF8|RIFF|.{4}(ftyp|JXL |jP)|.E\xdf\xa3|0&\xb2u|FLV|\0\0.[\xb3\xba]|OggS|fLaC|ID3|\xff[\n\xe2-\xff]|#!AMR|.?#!SILK|caff|FORM|\.RMF|BM|II\*|MM\0\*|8BPS|OTTO|wOF|%PDF)/s

/**
 * Whether a file looks compressed or encrypted: its first bytes are as good as random, and it is no picture or the like.
 * Half of random bytes have the eighth bit and a tenth are control characters, of which no text of any encoding has one.
 */
export function looksPacked(beginning: Uint8Array): boolean {
  const bytes = beginning.subarray(0, SAMPLE)
  if (bytes.length < LEAST || MEDIA.test(String.fromCharCode(...bytes.subarray(0, 16)))) return false
  const counts = new Uint32Array(256)
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1
  const share = (from: number, to: number) => counts.subarray(from, to).reduce((sum, n) => sum + n, 0) / bytes.length
  const isEven = Math.max(...counts) / bytes.length < MOST_FREQUENT
  return isEven && share(0x80, 0x100) > 0.35 && share(0, 0x09) + share(0x0e, 0x1b) > 0.04
}
