/** What a browser needs to read files, and lacks. */
export type Missing = 'worker' | 'file'

export function missing(): Missing | undefined {
  if (typeof Worker === 'undefined' || typeof URL.createObjectURL === 'undefined') return 'worker'
  return typeof Blob.prototype.stream === 'undefined' || crypto?.subtle === undefined ? 'file' : undefined
}
