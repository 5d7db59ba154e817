import type { Chosen } from '../sources/web/chosen.ts'

export const chosen = (files: Iterable<File>): Chosen[] =>
  [...files].map((blob) => ({ path: blob.webkitRelativePath || blob.name, blob }))

/** In Chrome and Edge: there an entry cannot be read where the page itself is a file. */
interface Item extends DataTransferItem {
  getAsFileSystemHandle?: () => Promise<FileSystemHandle | null>
}

/** What was dropped or pasted: files, and all that is in folders; or else text. */
export async function dropped(data: DataTransfer): Promise<Chosen[]> {
  const text = data.getData('text')
  if (data.files.length === 0 && text !== '') return [{ path: 'text.txt', blob: new Blob([text]) }]
  // Each of them is there only until the event is over.
  const all = [...(data.items as Iterable<Item>)].map((item) => {
    const entry = item.webkitGetAsEntry?.()
    const file = item.getAsFile()
    if (!entry?.isDirectory) return chosen(file === null ? [] : [file])
    const handle = item.getAsFileSystemHandle?.()
    return handle === undefined ? filesIn(entry) : handle.then((folder) => below(folder as FileSystemDirectoryHandle))
  })
  return (await Promise.all(all)).flat()
}

async function below(folder: FileSystemDirectoryHandle, path = folder.name): Promise<Chosen[]> {
  const all: Chosen[] = []
  for await (const one of folder.values()) {
    const place = `${path}/${one.name}`
    if (one instanceof FileSystemFileHandle) all.push({ path: place, blob: await one.getFile() })
    else all.push(...(await below(one as FileSystemDirectoryHandle, place)))
  }
  return all
}

async function filesIn(entry: FileSystemEntry): Promise<Chosen[]> {
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
