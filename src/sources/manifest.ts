/** What a saved capture and an evidence pack hold for themselves: what lists the other files, and the hashes of all. */
export const MANIFEST = 'manifest.json'
export const SUMS = 'SHA256SUMS'

/** As `sha256sum` prints it, and checks it. @param manifest its hash */
export const sumsText = (files: { path: string; sha256: string }[], manifest: string) =>
  [...files, { path: MANIFEST, sha256: manifest }].map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('')
