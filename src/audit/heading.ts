import type { Heading } from '../model/report/ndjson.ts'
import { SCHEMA_VERSION } from '../model/report/schema-version.ts'
import type { Rules } from '../model/rules/rule.ts'
import type { AuditOptions } from './options.ts'

/** The same in no language. */
type Untold = Omit<Heading, 'run'> & { run: Omit<Heading['run'], 'lang'> }

/** What holds for a whole run, whatever is audited in it. */
export function headingOf(
  rules: Rules,
  options: AuditOptions,
  { id, startedAt }: { id: string; startedAt: string },
): Untold {
  const { userId, assumeLender = [], policy = null, regime = 'auto', onlyRules, skipRules = [] } = options
  return {
    schemaVersion: SCHEMA_VERSION,
    tool: {
      name: 'daicha',
      version: options.version,
      rules: rules.version,
      ...(rules.files && { ruleFiles: rules.files }),
    },
    run: {
      id,
      startedAt,
      finishedAt: null,
      policy,
      regime,
      failOn: options.failOn,
      minSeverity: options.minSeverity,
      redaction: 'default',
      options: {
        user: userId === undefined ? 'all' : String(userId),
        allApps: options.allApps,
        exitZero: options.exitZero,
        allowPartial: options.allowPartial,
        assumedLenders: assumeLender === 'all' ? ['all'] : assumeLender,
        skippedRules: rules.checks
          .filter(({ status }) => status === 'active')
          .map((check) => check.id)
          .filter((check) => skipRules.includes(check) || !(onlyRules?.includes(check) ?? true)),
      },
    },
  }
}

/** `DC-20261124-7F3A`: the day, and the first digits of the hash of the first input. */
export const runId = (startedAt: string, sha256 = '0000') =>
  `DC-${startedAt.slice(0, 10).replaceAll('-', '')}-${sha256.slice(0, 4).toUpperCase()}`
