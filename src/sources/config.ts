import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { AuditError } from '../errors.ts'
import type { Config } from '../model/config.ts'
import { readJsonc } from './jsonc.ts'

const NAME = 'daicha.config.json'

/** A configuration file that was read; its paths are whole. */
export interface Configured extends Omit<Config, '$schema'> {
  path: string
}

/** The nearest `daicha.config.json` from a folder up to the root of its repository; outside of one, that folder alone. */
export function findConfig(cwd: string): string | undefined {
  const folders = [cwd]
  for (let folder = cwd; !existsSync(join(folder, '.git')); folder = dirname(folder)) {
    if (dirname(folder) === folder) return isPlain(join(cwd, NAME)) ? join(cwd, NAME) : undefined
    folders.push(dirname(folder))
  }
  return folders.map((folder) => join(folder, NAME)).find(isPlain)
}

/** A pipe or a device is no configuration: reading it may never end. */
const isPlain = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false

/**
 * Reads a configuration; `known` are the formats that a report can have.
 *
 * @throws AuditError E103 for what is no configuration, and for an output outside of its folder
 */
export async function loadConfig(path: string, shown: string, known: string[]): Promise<Configured> {
  const { Config } = await import('../model/config.ts')
  const { value, placeOf } = await readJsonc(path, shown, Config, Object.keys(Config.shape))
  const { $schema: _, ...config } = value
  const folder = dirname(resolve(path))
  const formats = Object.entries(config.formats ?? {}).map(([format, file]) => {
    if (!known.includes(format))
      throw new AuditError('E103', {
        file: placeOf(['formats', format]),
        detail: `formats.${format}`,
        guess: known.join(', '),
      })
    if (!isBelow(join(folder, file), folder) || isAbsolute(file))
      throw new AuditError('E103', { file: placeOf(['formats', format]), detail: `formats.${format}: ${file}` })
    return [format, join(folder, file)] as const
  })
  return {
    ...config,
    path: shown,
    ...(config.ignoreFile !== undefined && { ignoreFile: resolve(folder, config.ignoreFile) }),
    ...(config.baseline !== undefined && { baseline: resolve(folder, config.baseline) }),
    ...(config.formats !== undefined && { formats: Object.fromEntries(formats) }),
  }
}

/** Whether a file would lie in a folder, links followed as far as the path exists. */
function isBelow(file: string, folder: string): boolean {
  let there = file
  while (!existsSync(there) && dirname(there) !== there) there = dirname(there)
  const real = join(realpathSync(there), relative(there, file))
  const path = relative(realpathSync(folder), real)
  return path !== '' && path.split(/[\\/]/)[0] !== '..' && !isAbsolute(path)
}
