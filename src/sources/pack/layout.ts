import type { Pack } from '../../model/report/pack.ts'

/** What a pack holds for itself besides its manifest and sums. */
export const LOG = 'log.ndjson'
export const README = 'README.txt'

export const manifestText = (pack: Pack) => `${JSON.stringify(pack, null, 2)}\n`

/** Names of devices on Windows, with any ending. */
const DEVICE = /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$) *(\.|$)/i
const FORBIDDEN = /[<>:"/\\|?*]|\p{Cc}/u
const UNCLEAR = /[<>:"/\\|?*]|\p{C}|\p{Zl}|\p{Zp}/gu
const LAST = /[. ]+$/
const LONGEST = 80

export const isNoNameOnWindows = (name: string) => DEVICE.test(name) || LAST.test(name) || FORBIDDEN.test(name)

/** A name that Windows, macOS and Linux can unpack, and that looks like what it is. */
export function safeName(name: string): string {
  const plain = name.normalize('NFC').replace(UNCLEAR, '_').replace(LAST, '_')
  const { stem, ending } = parted(DEVICE.test(plain) || plain === '' ? `_${plain}` : plain)
  return [...stem].slice(0, LONGEST).join('').trimEnd() + ending
}

/** A path that no other has, in capitals or small letters. */
export function unusedPath(path: string, taken: Set<string>): string {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const { stem, ending } = parted(path.slice(folder.length))
  let unused = path
  for (let n = 2; taken.has(keyOf(unused)); n++) unused = `${folder}${stem}-${n}${ending}`
  taken.add(keyOf(unused))
  return unused
}

export const keyOf = (path: string) => path.normalize('NFC').toLowerCase()

function parted(name: string): { stem: string; ending: string } {
  const [ending = ''] = /(?<=.)\.[\p{L}\d]{1,10}$/u.exec(name) ?? []
  return { stem: name.slice(0, name.length - ending.length), ending }
}
