/**
 * A name that somebody's computer wrote, in UTF-8 or, as Windows does it in China, in GB 18030; who packs it seldom
 * says which.
 */
export const legible = (bytes: Uint8Array): string => new TextDecoder(encodingOfNames(bytes)).decode(bytes)

export const encodingOfNames = (bytes: Uint8Array) =>
  new TextDecoder().decode(bytes).includes('\ufffd') ? 'gb18030' : 'utf-8'
