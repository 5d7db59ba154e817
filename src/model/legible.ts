/**
 * A name that somebody's computer wrote, in UTF-8 or, as Windows does it in China, in GB 18030; who packs it seldom
 * says which.
 */
export function legible(bytes: Uint8Array): string {
  const name = new TextDecoder().decode(bytes)
  return name.includes('\ufffd') ? new TextDecoder('gb18030').decode(bytes) : name
}
