/** What the tests have for themselves, in TypeScript, which Node 20 cannot load as it is. */
import { join } from 'node:path'
import { runnerImport } from 'vite'
import { root } from '../scripts/freshness.js'

const moduleOf = async (path) => (await runnerImport(join(root, 'test', path))).module

export const { axml, arsc } = await moduleOf('apk/binary.ts')
export const { zipOf } = await moduleOf('zip.ts')
const tar = await moduleOf('tar.ts')

export const tarOf = (files) => tar.tarOf([...files].map(([name, bytes]) => ({ name, bytes })))
