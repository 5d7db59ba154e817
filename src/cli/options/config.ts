import { resolve } from 'node:path'
import { AuditError, type Configured, findConfig, loadConfig, loadRules, reporters, shownPath } from '../../internal.ts'
import { flags, type OptionsOf, typedOf } from '../flags.ts'
import type { GlobalOptions } from '../global.ts'
import type { Io } from '../io.ts'
import { harmless, isEarlier, refuseOverwriting, type Written } from '../output/overwriting.ts'
import type { formatFlags } from '../output/targets.ts'
import { baselineFlags, type DecisionOptions, type FileOptions, ignoreFlags } from './decisions.ts'
import type { choiceFlags, rulesFlag } from './rule-set.ts'

export const configFlags = flags({
  '--config <file>': { help: 'help.config' },
  '--no-config': { help: 'help.noConfig' },
})

type ConfigOptions = OptionsOf<typeof configFlags>
type Typed = Pick<GlobalOptions, 'given'>

/**
 * What a run on a phone is not given: whoever holds the phone sees everything.
 *
 * @throws AuditError E116 for an option that only an audit of files takes
 */
export function refuseOnPhone({ config, given }: ConfigOptions & Typed) {
  const ofFiles = { ...(config !== false && configFlags), ...ignoreFlags, ...baselineFlags }
  const [x] = typedOf(ofFiles, given)
  if (x !== undefined) throw new AuditError('E116', { x })
}

/** The file of a run's configuration: the one that is named, the nearest, or none. */
function configFile({ config }: ConfigOptions, cwd: string): string | undefined {
  if (config === false) return undefined
  return typeof config === 'string' ? resolve(cwd, config) : findConfig(cwd)
}

/** The configuration of a run. @throws AuditError E103, E506, E507 */
export async function configOf(options: ConfigOptions, { cwd }: Pick<Io, 'cwd'>): Promise<Configured | undefined> {
  const path = configFile(options, cwd)
  if (path === undefined) return undefined
  const { config } = options
  const regimes = loadRules().regimes.map(({ id }) => id)
  const shown = typeof config === 'string' ? config : shownPath(path, cwd)
  return loadConfig({ path, shown }, reporters, regimes, isEarlier)
}

/** The options of a run: what was typed, then what the configuration says, then the default. */
export function configured<O extends DecisionOptions & OptionsOf<typeof choiceFlags & typeof formatFlags> & Typed>(
  options: O,
  config: Configured | undefined,
): O {
  if (config === undefined) return options
  const { formats, assumeLender } = config
  const assumed = assumeLender === 'all' ? ['all'] : assumeLender
  const typed = options.format.length + options.output.length > 0
  return {
    ...options,
    ...judgementIn(options, config),
    ...(assumed && options.assumeLender.length === 0 && { assumeLender: assumed }),
    // What the configuration writes to files is still shown on the screen.
    ...(formats && !typed && { format: ['text', ...Object.entries(formats).map(([name, file]) => `${name}=${file}`)] }),
  }
}

/** What a configuration decides of what counts: whatever was not typed. */
export function judgementIn({ given }: Typed, config: Configured): Partial<DecisionOptions> {
  const { ignoreFile, baseline, strictIgnores, failOn, minSeverity, policy, regime } = config
  const said = { ignoreFile, baseline, strictIgnores, failOn, minSeverity, policy, regime }
  return Object.fromEntries(
    Object.entries(said).filter(([name, value]) => value !== undefined && !given.includes(name)),
  )
}

/** All that an audit writes: its outputs, and the findings of today. */
export const writtenBy = <T extends Written>(targets: T[], { writeBaseline }: FileOptions): Written[] => [
  ...targets,
  ...(writeBaseline === undefined ? [] : [{ format: 'baseline' as const, file: writeBaseline }]),
]

/**
 * The outputs of an audit, none of which replaces what it reads, or another. A baseline that is read may be written
 * anew.
 *
 * @throws AuditError E504, E508
 */
export function harmlessInAudit<T extends Written>(
  targets: T[],
  inputs: string[],
  options: ConfigOptions & FileOptions & OptionsOf<typeof rulesFlag>,
  { cwd }: Pick<Io, 'cwd'>,
): T[] {
  const { rules, ignoreFile, baseline } = options
  const kept = [...inputs, ...rules, ...[ignoreFile, configFile(options, cwd)].flatMap((file) => file ?? [])]
  harmless(writtenBy(targets, options), kept, cwd)
  if (baseline !== undefined) refuseOverwriting(targets, [baseline], cwd)
  return targets
}
