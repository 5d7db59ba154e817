import { latin1In } from '#platform/bytes.ts'

/** Bytes that are looked at, and the least that tell something. */
export const SAMPLE = 1024
const LEAST = 256
/** A log that a terminal or a crash left its marks in has fewer. */
const MOST_CONTROLS = 0.03

/** What a file is, told by its bytes alone. `opaque`: whatever it holds, nobody here can see it. */
export type Form = 'text' | 'known' | 'opaque'

/**
 * Known files that are no text, and no archive: PNG, JPEG, GIF, WebP, HEIC, MP4, Matroska, WMV, RealMedia, FLV, MPEG,
 * Ogg, FLAC, MP3, AMR, SILK, CAF, AIFF, MIDI, BMP, icons, TIFF, JPEG 2000 and XL, Photoshop, metafiles, fonts, PDF,
 * certificates and what is signed, not what is encrypted, with one; stamps of time; programs of Linux, Windows, macOS,
 * Android, Java and Python, and what these keep of themselves; what Finder, Explorer, Office and Vim keep; SQLite with
 * its journals, Realm, property lists, binary XML; recordings of a network and of Bluetooth; logs and memory of
 * Windows; keys and signatures of OpenSSH, adb and OpenPGP.
 */
const KNOWN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells
  /^(\x89PNG|\xff\xd8\xff|GIF8|RIFF|.{4}(ftyp|JXL |jP|moov|mdat|wide)|.E\xdf\xa3|0(&|\x82..[^\x06]|[\x80-\x84].{0,4}\x06.{9}\x02)|\x00OpenT|FLV|\x00\x00.[\xb3\xba]|OggS|fLaC|ID3|\xff[\n\xe2-\xff]|#!AMR|.?#!SILK|caff|FORM|MThd|\.RMF|BM|icns|\x00\x00[\x01\x02]\x00|II\*|MM\x00\*|8BPS|\xd7\xcd\xc6\x9a|.{40} EMF|OTTO|wOF|\x00\x01\x00\x00|true|ttcf|%PDF|\x7fELF|MZ|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe|\x00asm|c?dex\n|vdex|..\r\n|\x00\x00\x00\x01Bud1|\x00\x05\x16[\x00\x07]|L\x00\x00\x00\x01|\xd0\xcf\x11\xe0|SQLite format 3|bplist|ABX|\xd4\xc3\xb2\xa1|\xa1\xb2\xc3\xd4|M<\xb2\xa1|\xa1\xb2<M|\n\r\r\n|btsnoop\x00|ElfFile\x00|MDMP|regf|7\x7f\x06[\x82\x83]|\x18\xe2-\x00|\xd9\xd5\x05\xf9|.{16}T-DB|openssh-key|@\x00\x00\x00|[\x89\x95\x99]..\x04|[\xc2\xc5\xc6]..?\x04|JAVA PROFILE|b0VIM|art\n|pro\x00|\xde\x12\x04\x95|[\x02\x03]\x00[\x08\x0c]\x00)/s

/** What a file is that begins so. Texts of any encoding have next to no control characters. */
export function formOf(beginning: Uint8Array, isUtf16: boolean): Form {
  const bytes = beginning.subarray(0, SAMPLE)
  if (bytes.length < LEAST || isUtf16) return 'text'
  const counts = new Uint32Array(256)
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1
  const share = (from: number, to: number) => counts.subarray(from, to).reduce((sum, n) => sum + n, 0) / bytes.length
  // In EBCDIC a blank is what ASCII has for an at sign, and letters have the eighth bit.
  const isForeign = share(0x40, 0x41) > 0.05 && share(0x80, 0x100) > 0.3 && share(0x0a, 0x0b) + share(0x20, 0x21) === 0
  // A terminal rings and writes over what it wrote, and so does a page of a manual.
  const isText = !isForeign && share(0, 0x07) + share(0x0e, 0x1b) <= MOST_CONTROLS
  return isText ? 'text' : KNOWN.test(latin1In(bytes, 0, 48)) ? 'known' : 'opaque'
}
