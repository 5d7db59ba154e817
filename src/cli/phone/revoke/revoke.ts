import { AuditError, type Capture } from '../../../internal.ts'
import * as Exit from '../../../model/exit.ts'
import { inFull } from '../../../model/report/app-name.ts'
import { isLender } from '../../../model/rules/lender.ts'
import { lacks } from '../../flags.ts'
import { keepEvidence } from '../keep-evidence.ts'
import { readPhone } from '../read.ts'
import { byAdb } from './by-adb.ts'
import { byHand } from './by-hand.ts'
import { isReal, isThere, isWhole, judged, type Look, lookAgain, type Open, openIn, seenIn } from './look.ts'
import { groupWords, tellOthers, tellOtherWays } from './tell.ts'
import { auditFor, fromHere, groupsOf, type Work } from './work.ts'

/**
 * Takes contacts, and what else was asked for, away from one app, in the users that were asked for. Evidence is saved
 * first, and only a new reading says that it worked. `before` is what the phone said a moment ago, where somebody has
 * read it.
 *
 * @throws AuditError E113, E401, E405, E406 before anything is sent
 */
export async function revoke(packageName: string | undefined, work: Work, before?: Capture): Promise<number> {
  const { phone, rules, options, io, words, tell } = work
  const { say } = words
  const groups = groupsOf(options)
  const captured = before ?? (await readPhone(phone, rules, options, { ...work, named: packageName }))
  let look = await judged(captured, work)
  const name = packageName ?? onlyLender(look, work)
  if (name === undefined) {
    tell(say('revoke.none', { what: groupWords(groups, say) }))
    if (look.report.complete) return Exit.clean
    tell(say('revoke.notWhole', { command: auditFor(options) }))
    return Exit.partial
  }
  const isMeant = ({ user }: Pick<Open, 'user'>) => options.user === undefined || user.userId === options.user
  const sharers = seenIn(look, name).flatMap((seen) => seen.sharers.map((app) => app.packageName))
  // A permission is taken from the one that asks for it, which a whole dump does not tell.
  if (sharers.length > 0) look = await lookAgain([name, ...sharers], work)
  const present = seenIn(look, name).filter((seen) => isMeant(seen) && isThere(seen))
  const [one] = present
  if (one === undefined) {
    const audit = auditFor(options)
    if (isWhole(look)) throw new AuditError('E401', { package: name, user: options.user?.toString(), audit })
    tell(say('revoke.notSeen', { package: name }), say('revoke.notWhole', { command: audit }))
    return Exit.partial
  }
  if (!options.anyApp && !isLender(one.reported.lender.class)) throw new AuditError('E406', { package: name })
  const all = openIn(look, name, groups).filter((seen) => isMeant(seen) && isThere(seen))
  const [first, ...others] = all.filter((seen) => isReal(look, seen))
  if (first === undefined && all.length > 0) {
    tellOthers(look, name, [], work)
    return Exit.unchanged
  }
  if (first === undefined) {
    tell(say('revoke.alreadyOff', { app: inFull(one.reported, say), what: groupWords(groups, say) }))
    if (!isWhole(look)) tell(say('revoke.notWhole', { command: auditFor(options) }))
    tellOtherWays(look, present, work, false)
    if (tellOthers(look, name, present, work)) return Exit.unchanged
    return isWhole(look) ? Exit.clean : Exit.partial
  }

  const open: [Open, ...Open[]] = [first, ...others]
  const { folder, isNew } = await keepEvidence(captured, rules, work)
  tell(say(isNew ? 'revoke.evidence' : 'revoke.evidenceFound', { path: fromHere(folder, io) }))
  if (isNew) tell(say('capture.reminder'))
  work.signal.throwIfAborted()
  tell(say('revoke.past'), '')
  return (options.byAdb ? byAdb : byHand)(open, look, folder, work)
}

/** The one lender of the phone that is not off; with several, a person has to name one. */
function onlyLender(look: Look, { options, words: { say } }: Work): string | undefined {
  const groups = groupsOf(options)
  const open = look.report.apps.filter(
    (app) =>
      isLender(app.lender.class) &&
      isThere({ reported: app }) &&
      (options.user === undefined || app.user === options.user) &&
      openIn(look, app.package, groups).some(({ user }) => user.userId === app.user),
  )
  const names = new Map(open.map((app) => [app.package, inFull(app, say)]))
  const [first] = names.keys()
  // A yes that is given before anything is seen is one to an app that was named.
  if (names.size < (options.byAdb && options.yes ? 1 : 2)) return first
  throw lacks('daicha revoke', say('classify.part.package'), {
    allowed: [...names.values()].join(say('join.comma')),
    example: `daicha revoke ${first}`,
  })
}
