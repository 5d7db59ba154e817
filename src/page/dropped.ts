/** A file that a person chose; the path is its name, or its place in a folder that was chosen, with `/`. */
export interface PickedFile {
  path: string
  blob: Blob
}

export const chosen = (files: Iterable<File>): PickedFile[] =>
  [...files].map((blob) => ({ path: blob.webkitRelativePath || blob.name, blob }))

/** What was dropped: files, and all that is in folders. */
export async function dropped({ items, files }: DataTransfer): Promise<PickedFile[]> {
  // The entries are there only until the event is over.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry?.() ?? [])
  if (entries.length === 0) return chosen(files)
  return (await Promise.all(entries.map(filesIn))).flat()
}

async function filesIn(entry: FileSystemEntry): Promise<PickedFile[]> {
  const path = entry.fullPath.replace(/^\//, '')
  if (entry.isFile)
    return [{ path, blob: await new Promise<File>((...done) => (entry as FileSystemFileEntry).file(...done)) }]
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const all: FileSystemEntry[] = []
  // A folder is handed out in parts.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((...done) => reader.readEntries(...done))
    if (part.length === 0) break
    all.push(...part)
  }
  return (await Promise.all(all.map(filesIn))).flat()
}
