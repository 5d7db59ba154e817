import { grouped } from '../../internal.ts'

/** The number that is to be written down. */
export const numberLines = (manifest: string) =>
  grouped(manifest)
    .map((line) => `  ${line}\n`)
    .join('')
