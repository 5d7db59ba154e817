/**
 * A regular expression that is made when it is first used. Node checks one that is written out as soon as it reads the
 * file, and to gather the letters of `\p{L}` takes it longer than to read the rest.
 */
export function late(source: string, flags: string): () => RegExp {
  let made: RegExp | undefined
  return () => {
    made ??= new RegExp(source, flags)
    return made
  }
}
