import { type Audit, AuditError, extractOf, isPackageName, nearest, type Rules } from '../../internal.ts'
import { flags, wrongValue } from '../flags.ts'

/** E114 for what is no package. */
export const noPackage = (option: string, typed: string, ...besides: string[]): AuditError =>
  wrongValue(option, typed, [], { allowed: [EXAMPLE, ...besides].join(', '), package: EXAMPLE })

const EXAMPLE = 'com.example.app'

export const packageFlag = {
  help: 'help.app',
  parse: (typed: string) => {
    if (!isPackageName(typed)) throw noPackage('--app', typed)
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
  rules: Pick<Rules, 'checks'>,
  place: string | null = null,
): Audit {
  if (app === undefined || audit.stats.packages === 0) return audit
  const extract = extractOf(audit, app, rules)
  if (extract !== undefined) return extract
  throw unknownApp(app, new Set(audit.apps.map((one) => one.package)), place)
}

/** E348: none of the apps that are known has that name; of which phone they are, where there are several. */
export function unknownApp(name: string, known: Set<string>, place: string | null = null): AuditError {
  const names = [...known]
  return new AuditError('E348', {
    package: name,
    file: place ?? undefined,
    guess: nearest(name, names)[0],
    list: names.length > 0 ? names.join(', ') : undefined,
  })
}
