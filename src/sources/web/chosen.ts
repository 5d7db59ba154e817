/** A file that a person chose or dropped; the path is its name, or its place below a folder that was dropped, with `/`. */
export interface Chosen {
  path: string
  blob: Blob
}
