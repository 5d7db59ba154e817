/** What a browser needs to read files, and lacks. */
export type Missing = 'worker' | 'file' | 'zip'

export function missing(): Missing | undefined {
  if (typeof Worker === 'undefined' || typeof URL.createObjectURL === 'undefined') return 'worker'
  if (typeof Blob.prototype.stream === 'undefined' || crypto?.subtle === undefined) return 'file'
  return canUnzip() ? undefined : 'zip'
}

function canUnzip(): boolean {
  try {
    new DecompressionStream('deflate-raw')
    return true
  } catch {
    return false
  }
}

/** Whether a file can be read here at all. */
export const canCheck = (lacks: Missing | undefined) => lacks === undefined || lacks === 'zip'
