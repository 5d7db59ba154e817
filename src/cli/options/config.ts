import { resolve } from 'node:path'
import {
  AuditError,
  type AuditOptions,
  type AuditRules,
  type Configured,
  findConfig,
  loadBaseline,
  loadConfig,
  loadIgnores,
  nearest,
  reporters,
  shownPath,
  writeOutput,
} from '../../index.ts'
import type { Io } from '../io.ts'
import { isEarlier, refuseOverwriting, refuseSamePlace, type Written } from '../output/overwriting.ts'
import type { AuditCommand } from './audit-command.ts'
import type { Decisions } from './decisions.ts'

/** What a run on a phone is not given: whoever holds the phone sees everything. */
const FILES_ONLY = [
  'config',
  'ignoreFile',
  'strictIgnores',
  'baseline',
  'writeBaseline',
  'filesFrom',
  'files0From',
] as const

/** @throws AuditError E101 for an option that only an audit of files takes */
export function refuseOnPhone(options: AuditCommand) {
  for (const name of FILES_ONLY) {
    if (!options.given.includes(name) || options[name] === false) continue
    throw new AuditError('E101', {
      x: `--device --${name.replace(/[A-Z0]/g, (letter) => (letter === '0' ? '0' : `-${letter.toLowerCase()}`))}`,
    })
  }
}

/** The configuration of a run: the file that was named, or the nearest one, or none. @throws AuditError E103, E506, E507 */
export async function configOf({ config, device }: AuditCommand, { cwd }: Io): Promise<Configured | undefined> {
  if (device || config === false) return undefined
  const path = typeof config === 'string' ? resolve(cwd, config) : findConfig(cwd)
  if (path === undefined) return undefined
  return loadConfig(path, typeof config === 'string' ? config : shownPath(path, cwd), reporters, isEarlier)
}

/** The options of a run: what was typed, then what the configuration says, then the default. */
export function configured(options: AuditCommand, config: Configured | undefined): AuditCommand {
  if (config === undefined) return options
  const { formats, assumeLender } = config
  const assumed = assumeLender === 'all' ? ['all'] : assumeLender
  const typed = options.format.length > 0 || options.output !== undefined
  return {
    ...options,
    ...judgementIn(options, config),
    ...(assumed && options.assumeLender.length === 0 && { assumeLender: assumed }),
    // What the configuration writes to files is still shown on the screen.
    ...(formats && !typed && { format: ['text', ...Object.entries(formats).map(([name, file]) => `${name}=${file}`)] }),
  }
}

/** What a configuration decides of what counts: whatever was not typed. */
export function judgementIn({ given }: AuditCommand, config: Configured): Partial<AuditCommand> {
  const { ignoreFile, baseline, strictIgnores, failOn, minSeverity, policy, regime } = config
  const said = { ignoreFile, baseline, strictIgnores, failOn, minSeverity, policy, regime }
  return Object.fromEntries(
    Object.entries(said).filter(([name, value]) => value !== undefined && !given.includes(name)),
  )
}

/**
 * The outputs of a run, none of which replaces what it reads, or another. A baseline that is read may be written anew.
 *
 * @throws AuditError E504, E508
 */
export function harmless<T extends Written>(targets: T[], inputs: string[], options: AuditCommand, { cwd }: Io): T[] {
  const { rules, ignoreFile, config, baseline, writeBaseline } = options
  const kept = [...inputs, ...rules, ...[ignoreFile, config].filter((file) => typeof file === 'string')]
  const outputs = [...targets, ...(writeBaseline === undefined ? [] : [baselineTo(writeBaseline)])]
  refuseSamePlace(outputs, cwd)
  refuseOverwriting(outputs, kept, cwd)
  if (baseline !== undefined) refuseOverwriting(targets, [baseline], cwd)
  return targets
}

const baselineTo = (file: string): Written => ({ format: 'baseline', file })

/** The files of decisions that a run heeds. @throws AuditError E103, E104 */
export async function decisionsOf(options: AuditCommand, rules: AuditRules, { cwd, now }: Io): Promise<Decisions> {
  const { ignoreFile, baseline, writeBaseline } = options
  const today = now().slice(0, 10)
  const shown = (path: string) => shownPath(resolve(cwd, path), cwd)
  const ruleIds = rules.checks.map(({ id }) => id)
  return {
    ignores:
      ignoreFile === undefined
        ? []
        : await loadIgnores(resolve(cwd, ignoreFile), shown(ignoreFile), { today, ruleIds }),
    ...(baseline !== undefined && {
      baseline: await loadBaseline(resolve(cwd, baseline), shown(baseline)),
      baselinePath: shown(baseline),
    }),
    ...(writeBaseline !== undefined && {
      writeBaseline: (text: string) => writeOutput(resolve(cwd, writeBaseline), writeBaseline, text),
    }),
  }
}

/** The rules that are applied, and what is taken for a lender. @throws AuditError E101 */
export function choiceOf(
  { rule, skipRule, assumeLender }: AuditCommand,
  { checks }: AuditRules,
): Pick<AuditOptions, 'onlyRules' | 'skipRules' | 'assumeLender'> {
  const ids = checks.map(({ id }) => id)
  for (const [flag, named] of [
    ['--rule', rule],
    ['--skip-rule', skipRule],
  ] as const) {
    const unknown = named.find((id) => !ids.includes(id))
    if (unknown === undefined) continue
    const [guess] = nearest(unknown, ids)
    throw new AuditError('E101', { x: `${flag} ${unknown}`, ...(guess !== undefined && { guess }) })
  }
  return {
    ...(rule.length > 0 && { onlyRules: rule }),
    ...(skipRule.length > 0 && { skipRules: skipRule }),
    ...(assumeLender.length > 0 && { assumeLender: assumeLender.includes('all') ? ('all' as const) : assumeLender }),
  }
}
