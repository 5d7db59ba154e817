import { readFileSync } from 'node:fs'

/** The version of this package, which lies beside `dist/`. */
export const packageVersion = () =>
  (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version
