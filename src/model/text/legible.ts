/** GB 2312: the ideographs from D8 on are rare, and two of them in a row are letters of another alphabet. */
const CHINESE = /^([\0-~]|[\xa1-\xa9\xb0-\xd7][\xa1-\xfe]|[\xd8-\xf7][\xa1-\xfe](?![\xd8-\xf7]))*$/
/** Big5: the ideographs from C9 on are rare. */
const TRADITIONAL = /^([\0-~]|[\xa1-\xc6][@-~\xa1-\xfe])*$/
const CYRILLIC = /^(?!.*[а-яё][А-ЯЁ])[\0-~Ѐ-ӿ№]*$/s
/** What Windows writes elsewhere, and what a name in it is made of. */
const ELSEWHERE: [encoding: string, names: RegExp][] = [
  ['shift_jis', /^(?=.*[ぁ-ヿ])[\0-~　-〿ぁ-ヿ一-鿿！-～]*$/s],
  ['ibm866', CYRILLIC],
  ['windows-1251', CYRILLIC],
]

/** A name that somebody's computer wrote; who packs it seldom says in which encoding. */
export const legible = (bytes: Uint8Array): string => decoded(bytes, encodingOfNames(bytes))

/** UTF-8 or, as Windows does it, the encoding of its country. */
export function encodingOfNames(bytes: Uint8Array): string {
  const as = (encoding: string) => decoded(bytes, encoding)
  if (!as('utf-8').includes('\ufffd')) return 'utf-8'
  const written = as('latin1')
  if (CHINESE.test(written)) return 'gb18030'
  if (TRADITIONAL.test(written)) return 'big5'
  const [encoding = 'gb18030'] = ELSEWHERE.find(([of, names]) => names.test(as(of))) ?? []
  return encoding
}

/** To make one takes longer than to read a line. */
const decoders = new Map<string, InstanceType<typeof TextDecoder>>()

function decoded(bytes: Uint8Array, encoding: string): string {
  const decoder = decoders.get(encoding) ?? new TextDecoder(encoding)
  decoders.set(encoding, decoder)
  return decoder.decode(bytes)
}
