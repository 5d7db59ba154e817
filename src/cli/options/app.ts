import { type Audit, AuditError, extractOf, isPackageName, nearest, type RuleSet } from '../../internal.ts'
import { flags, wrongValue } from '../flags.ts'

export const packageFlag = {
  help: 'help.app',
  parse: (typed: string) => {
    if (!isPackageName(typed)) throw wrongValue('--app', typed, [], { allowed: 'com.example.app' })
    return typed
  },
} as const

export const appFlag = flags({ '--app <package>': packageFlag })

/**
 * The audit, or what it says of the one app that was asked for.
 *
 * @param place of which phone it is, where there are several
 * @throws AuditError E348
 */
export function onlyApp(
  audit: Audit,
  app: string | undefined,
  rules: Pick<RuleSet, 'checks'>,
  place: string | null = null,
): Audit {
  if (app === undefined || audit.stats.packages === 0) return audit
  const extract = extractOf(audit, app, rules)
  if (extract !== undefined) return extract
  const known = [...new Set(audit.apps.map((one) => one.package))]
  const [guess] = nearest(app, known)
  throw new AuditError('E348', {
    package: app,
    ...(place !== null && { file: place }),
    ...(guess !== undefined && { guess }),
    ...(known.length > 0 && { list: known.join(', ') }),
  })
}
