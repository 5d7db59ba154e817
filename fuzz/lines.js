/**
 * Texts of dumps as they are mutated: one char a byte, so that a damaged byte stays what it is. Lines end in LF, as the
 * fixtures do once they are decoded.
 */
export const fromBytes = (bytes) => {
  const [first, second] = bytes
  const isUtf16 = (first === 0xff && second === 0xfe) || second === 0
  return isUtf16
    ? Buffer.from(bytes.toString('utf16le').replace(/^\ufeff/, '')).toString('latin1')
    : bytes.toString('latin1')
}

export const toBytes = (text) => Buffer.from(text, 'latin1')

/** The characters of a text, for what writes them in another encoding. */
export const decoded = (text) => toBytes(text).toString('utf8')

/** The same text with other lines. */
export const mapLines = (text, change) => change(text.split('\n')).join('\n')
