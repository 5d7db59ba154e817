import {
  AuditError,
  type Capture,
  type DeviceSnapshot,
  type DeviceTransport,
  isOff,
  type Say,
  visible,
} from '../../internal.ts'
import * as Exit from '../../model/exit.ts'
import { isLender } from '../../model/lender.ts'
import type { Session } from './choose.ts'
import { keepEvidence } from './evidence.ts'
import { readPhone } from './read.ts'
import { byAdb } from './revoke/by-adb.ts'
import { byHand } from './revoke/by-hand.ts'
import { judged, type Look, type Seen, seenIn } from './revoke/look.ts'
import { shown, tellOthers } from './revoke/tell.ts'
import { type Options, type Rules, teller } from './revoke/work.ts'

/**
 * Takes contacts away from one app, in the users that were asked for. Evidence is saved first, and only a new reading
 * says that it worked. `captured` is what the phone said a moment ago, where somebody has read it.
 *
 * @throws AuditError E113, E401, E405, E406 before anything is sent
 */
export async function revoke(
  phone: DeviceTransport,
  packageName: string | undefined,
  rules: Rules,
  options: Options,
  { captured: before, ...session }: Session & { captured?: Capture },
): Promise<number> {
  const work = { ...session, phone, rules, options, tell: teller(session) }
  const { words, tell } = work
  const { say } = words
  const captured = before ?? (await readPhone(phone, rules, options, session))
  const look = await judged(captured, work)
  const name = packageName ?? onlyLender(look, options, say)
  if (name === undefined) {
    await tell(say('revoke.none'))
    return Exit.clean
  }
  const here = seenIn(look, name).filter(({ user }) => options.user === undefined || user.userId === options.user)
  const present = here.filter(({ reported }) => reported.contacts.reason !== 'NOT_INSTALLED')
  const [first] = present
  if (first === undefined) throw new AuditError('E401', { package: name })
  if (!options.anyApp && !isLender(first.reported.lender.class)) throw new AuditError('E406', { package: name })
  const open = present.filter(({ reported }) => !isOff(reported.contacts))
  if (open.length === 0) {
    await tell(say('revoke.alreadyOff', { app: shown(first.reported) }))
    return (await tellOthers(look, name, present, work)) ? Exit.unchanged : Exit.clean
  }

  const { folder, isNew } = await keepEvidence(captured, rules, session)
  await tell(say(isNew ? 'revoke.evidence' : 'revoke.evidenceFound', { path: visible(folder) }))
  if (isNew) await tell(say('capture.reminder'))
  await tell(say('revoke.past'), '')
  for (const seen of open) await tell(...describe(seen, look.snapshot, say))
  return options.byAdb ? byAdb(open, folder, work) : byHand(open, look, work)
}

/** The one lender of the phone that is not off; with several, a person has to name one. */
function onlyLender({ report }: Look, { user }: Options, say: Say): string | undefined {
  const open = report.apps.filter(
    (app) =>
      isLender(app.lender.class) &&
      (user === undefined || app.user === user) &&
      ['granted', 'one-tap'].includes(app.contacts.verdict),
  )
  const names = [...new Set(open.map((app) => app.package))]
  if (names.length < 2) return names[0]
  throw new AuditError('E113', {
    x: 'daicha revoke',
    cmd: 'revoke',
    what: `${say('help.revokePackage')}: ${names.join(', ')}`,
    example: `daicha revoke ${names[0]}`,
  })
}

/** What will lose the permission, and what may give it back. */
function describe({ app, user, sharers, reported }: Seen, { specialAccess }: DeviceSnapshot, say: Say): string[] {
  const special = specialAccess.some((one) => one.packageName === app.packageName && one.userId === user.userId)
  return [
    say('revoke.target', { app: shown(reported), user: user.userId }),
    ...(sharers.length > 0
      ? [say('revoke.shared', { list: [...new Set(sharers.map((one) => one.packageName))].join(', ') })]
      : []),
    ...(special ? [say('revoke.special')] : []),
  ]
}
