import { lazy } from './lazy.ts'

/**
 * A regular expression that is made when it is first used. Node checks one that is written out as soon as it reads the
 * file, and to gather the letters of `\p{L}` takes it longer than to read the rest.
 */
export const late = (source: string, flags: string) => lazy(() => new RegExp(source, flags))
