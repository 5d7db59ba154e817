import { latin1In, placeOf } from '#platform/bytes.ts'

/** So much of a file tells its kind. */
export const BEGINNING = 48

const beginning = (bytes: Uint8Array) => latin1In(bytes, 0, BEGINNING)

/**
 * What is packed, by its first bytes as Latin-1. Where it is known how they go on, it is looked for inside of other
 * files, too. `isOfParts`: databases, recordings and programs pack parts of what they hold so.
 */
type Packed = [name: string, start: string, whole?: RegExp, isOfParts?: true]

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: these are what tells
// biome-ignore format: a table is read by its columns
const PACKED: Packed[] = [
  // By each file in it: a document of an office program may stand in an older one or in a mail, and its look does in
  // most.
  ['zip',       'PK\x03\x04', /^.{4}[\n-?]\x00.{2}[\x00-c]\x00.{20}(?!\[Con|_rels|(docProps|customXml|word|xl|ppt|theme|drs)\/).{10}/s],
  ['7z',        '7z\xbc\xaf\x27\x1c', /^.{6}\x00[\x00-\x04]/s],
  ['RAR',       'Rar!\x1a\x07', /^.{6}[\x00\x01]/s],
  ['CAB',       'MSCF\0\0\0\0', /^/],
  ['xz',        '\xfd7zXZ\0', /^.{6}\x00[\x00\x01\x04\n]/s],
  ['gzip',      '\x1f\x8b\x08', /^.{3}[\x00\x08].{4}[\x00\x02\x04][\x00\x03\x07\n\x0b\x13\xff]/s, true],
  ['Zstandard', '(\xb5/\xfd'],
  ['LZ4',       '\x04"M\x18'],
  ['LZ4',       '\x02!L\x18'],
  ['lzip',      'LZIP'],
  ['LZMA',      ']\0\0'],
  ['bzip2',     'BZh', /^...[1-9]1AY&SY/, true],
  ['yEnc',      '=ybegin '],
]

/**
 * Known files that are no text, and nothing packed: PNG, JPEG, GIF, WebP, HEIC, MP4, Matroska, WMV, RealMedia, FLV,
 * MPEG, Ogg, FLAC, MP3, AMR, SILK, CAF, AIFF, MIDI, BMP, icons, TIFF, JPEG 2000 and XL, Photoshop, metafiles, fonts,
 * PDF, certificates and what is signed, not what is encrypted, with one; stamps of time; programs of Linux, Windows,
 * macOS, Android, Java and Python, and what these keep of themselves; what Finder, Explorer, Office and Vim keep;
 * SQLite with its journals, Realm, property lists, binary XML; recordings of a network and of Bluetooth; logs and
 * memory of Windows; keys and signatures of OpenSSH, adb and OpenPGP.
 */
const HARMLESS =
  /^(\x89PNG|\xff\xd8\xff|GIF8|RIFF|.{4}(ftyp|JXL |jP|moov|mdat|wide)|.E\xdf\xa3|0(&|([b-\x7f]|\x81.)[\x020]|\x82..[^\x06]|[\x80-\x84].{0,4}\x06.{9}\x02)|\0OpenT|FLV|\0\0.[\xb3\xba]|OggS|fLaC|ID3|\xff[\n\xe2-\xff]|#!AMR|.?#!SILK|caff|FORM|MThd|\.RMF|BM|icns|\0\0[\x01\x02]\0|II\*|MM\0\*|8BPS|\xd7\xcd\xc6\x9a|.{40} EMF|OTTO|wOF|\0\x01\0\0|true|ttcf|%PDF|\x7fELF|MZ|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe|\0asm|c?dex\n|vdex|..\r\n|\0\0\0\x01Bud1|\0\x05\x16[\0\x07]|L\0\0\0\x01|\xd0\xcf\x11\xe0|SQLite format 3|bplist|ABX|\xd4\xc3\xb2\xa1|\xa1\xb2\xc3\xd4|M<\xb2\xa1|\xa1\xb2<M|\n\r\r\n|btsnoop\0|ElfFile\0|MDMP|regf|7\x7f\x06[\x82\x83]|\x18\xe2-\0|\xd9\xd5\x05\xf9|.{16}T-DB|openssh-key|@\0\0\0|[\x88\x89\x94\x95\x98\x99]..?\x04|[\xc2\xc5\xc6]..?\x04|JAVA PROFILE|b0VIM|art\n|pro\0|\xde\x12\x04\x95|[\x02\x03]\0[\x08\x0c]\0)/s
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: these are what tells

/** As what a file is packed that begins so. */
export function packedAs(bytes: Uint8Array): string | undefined {
  const first = beginning(bytes)
  return PACKED.find(([, start, whole = /^/]) => first.startsWith(start) && whole.test(first))?.[0]
}

export const isHarmless = (bytes: Uint8Array) => HARMLESS.test(beginning(bytes))

/** Whether something packed stands in a file, which may be known and harmless. No text holds a NUL, and that does. */
export const holdsPacked = (bytes: Uint8Array, isKnown: boolean) =>
  bytes.includes(0) &&
  PACKED.some(([, start, whole, isOfParts]) => {
    if (whole === undefined || (isOfParts && isKnown)) return false
    const first = Uint8Array.from(start, (one) => one.charCodeAt(0))
    for (let at = placeOf(bytes, first); at !== -1; at = placeOf(bytes, first, at + 1))
      if (whole.test(latin1In(bytes, at, at + BEGINNING))) return true
    return false
  })
