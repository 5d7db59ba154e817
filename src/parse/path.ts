/** Where a file lies, with the `/` of a folder or the `!` of an archive behind it. */
export const folderOf = (path: string) => path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('!')) + 1)

export const fileNameOf = (path: string) => path.slice(folderOf(path).length)
