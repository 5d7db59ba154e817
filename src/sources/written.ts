/** The encoding that a byte order mark tells; Notepad, spreadsheets and `>` of PowerShell write UTF-16. */
export const encodingOf = ([first, second]: Uint8Array) =>
  first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'

/** The text of a file that a person wrote or a program saved for one, without its mark. */
export const written = (bytes: Uint8Array): string => new TextDecoder(encodingOf(bytes)).decode(bytes)
