import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { AuditError } from '../../errors.ts'
import type { Config } from '../../model/rules/config.ts'
import type { Place } from '../output.ts'
import { ownStatsOf } from '../stats.ts'
import { readJsonc } from './jsonc.ts'

const NAME = 'daicha.config.json'

/** A configuration file that was read; its paths are whole. */
export interface Configured extends Omit<Config, '$schema'> {
  path: string
}

/** The nearest `daicha.config.json`, from a folder up to the root of a repository; outside of one, that alone. */
export function findConfig(cwd: string): string | undefined {
  const folders = [cwd]
  for (let folder = cwd; !existsSync(join(folder, '.git')); folder = dirname(folder)) {
    if (dirname(folder) === folder) return existsSync(join(cwd, NAME)) ? join(cwd, NAME) : undefined
    folders.push(dirname(folder))
  }
  return folders.map((folder) => join(folder, NAME)).find((path) => existsSync(path))
}

/**
 * Reads a configuration; `known` are the formats that a report can have, `regimes` the rules to compare with, and
 * `isEarlier` tells whether a file was written by an earlier run.
 *
 * @throws AuditError E103 for what is no configuration, and for an output that it may not name; E506, E507
 */
export async function loadConfig<Format extends string>(
  file: Place,
  known: Record<Format, unknown>,
  regimes: string[],
  isEarlier: (format: NoInfer<Format>, path: string) => boolean,
): Promise<Configured> {
  const { Config } = await import('../../model/rules/config.ts')
  const { value, placeOf } = await readJsonc(file, Config, Object.keys(Config.shape))
  const { $schema: _, ...config } = value
  const { regime } = config
  if (regime !== undefined && !regimes.includes(regime))
    throw new AuditError('E103', {
      file: placeOf(['regime']),
      detail: `regime: ${JSON.stringify(regime)}`,
      guess: regimes.join(', '),
    })
  const folder = dirname(file.path)
  const isKnown = (format: string): format is Format => Object.hasOwn(known, format)
  const formats = Object.entries(config.formats ?? {}).map(([format, file]) => {
    const place = placeOf(['formats', format])
    if (!isKnown(format))
      throw new AuditError('E103', {
        file: place,
        detail: `formats.${format}`,
        guess: Object.keys(known).join(', '),
      })
    const output = outputBelow(folder, file)
    if (output === undefined || (existsSync(output) && !isEarlier(format, output)))
      throw new AuditError('E103', { file: place, detail: `formats.${format}: ${file}`, output: file })
    return [format, output] as const
  })
  return {
    ...config,
    path: file.shown,
    ...(config.ignoreFile !== undefined && { ignoreFile: resolve(folder, config.ignoreFile) }),
    ...(config.baseline !== undefined && { baseline: resolve(folder, config.baseline) }),
    ...(config.formats !== undefined && { formats: Object.fromEntries(formats) }),
  }
}

/**
 * Where a file below a folder really lies. Undefined where it would lie elsewhere once links are followed, where it is
 * a link itself, and where it is hidden or in a hidden folder: there lie hooks, settings and keys.
 */
function outputBelow(folder: string, file: string): string | undefined {
  if (isAbsolute(file)) return undefined
  const named = resolve(folder, file)
  let there = dirname(named)
  while (!existsSync(there)) there = dirname(there)
  const real = join(realpathSync(there), relative(there, dirname(named)), basename(named))
  const below = relative(realpathSync(folder), real)
  if (below === '' || isAbsolute(below)) return undefined
  if ([file, below].some((path) => path.split(/[\\/]/).some((part) => part.startsWith('.') && part !== '.')))
    return undefined
  // What has a name that the system does not take is nothing: writing it says so.
  return ownStatsOf(real)?.isSymbolicLink() ? undefined : real
}
