import {
  AuditError,
  firstInstallOf,
  type Printed,
  type Revocation,
  revocationLogs,
  sendChange,
  stateOf,
} from '../../../internal.ts'
import { problemIn, sayError } from '../../output/problem.ts'
import { findAgain, type Look, type Seen } from './look.ts'
import { fromHere, sameIdentity, type Work } from './work.ts'

type Change = Revocation['changes'][number]

/** Whether a phone said that a shell may do nothing for a user (AOSP `UserController.handleIncomingUser`). */
export const isUserClosed = (said: string) =>
  /does not have permission to access user|no_debugging_features/i.test(said)

/** What is meant to be done, written down before it is, and what became of it. */
export interface OnRecord<One extends Seen = Seen> {
  path: string
  package: string
  /** The command that tells how it came out, where it ends midway. */
  again: string
  changes: Change[]
  /**
   * Sends one of the changes; it is on record before it is sent, and its answer after. Nothing where none comes in
   * time: the phone may be asking its owner.
   */
  send: (change: Change, signal?: AbortSignal) => Promise<Printed | undefined>
  /** How it came out, the phone as it was read last, and who was proved. That it cannot be written is told once. */
  end: (ended: Revocation['ended'], look?: Look, isProved?: (one: One) => boolean) => void
}

export async function newRecord<One extends Seen>(
  seen: One[],
  calls: { userId: number; command: string[] }[],
  { folder, again, ...about }: Pick<Revocation, 'groups' | 'byHand' | 'undoes'> & { folder: string; again: string },
  work: Work,
): Promise<OnRecord<One>> {
  const { phone, io, version } = work
  const identity = await sameIdentity(work)
  const { newRevocationLog } = await revocationLogs()
  const { path, log, save } = newRevocationLog(folder, identity, {
    tool: `daicha ${version}`,
    startedAt: io.now(),
    package: seen[0]?.app.packageName ?? '',
    ...about,
    users: seen.map((one) => ({
      userId: one.user.userId,
      firstInstall: firstInstallOf(one),
      before: stateOf(one, about.groups),
      after: null,
      proved: null,
    })),
    changes: calls.map((call) => ({ ...call, sentAt: null, exitCode: null, said: '' })),
  })
  let isUnwritable = false
  const keep = () => {
    try {
      save()
    } catch (error) {
      isUnwritable = true
      throw error
    }
  }
  return {
    path: fromHere(path, io),
    package: log.package,
    again,
    changes: log.changes,
    async send(change, signal) {
      change.sentAt = io.now()
      keep()
      const result = await sendChange(phone, change.command, signal).catch((error) => {
        if (error instanceof AuditError && error.code === 'E209') return undefined
        throw error
      })
      if (result === undefined) return undefined
      change.exitCode = result.exitCode
      change.said = `${result.stderr}${result.stdout}`.slice(0, 2000)
      keep()
      return result
    },
    end(ended, look, isProved = () => false) {
      log.ended = ended
      for (const user of look ? log.users : []) {
        const one = seen.find((one) => one.user.userId === user.userId)
        const now = look && one && findAgain(look, one)
        user.after = typeof now === 'object' ? stateOf(now, about.groups) : null
        user.proved = one !== undefined && isProved(one)
      }
      try {
        save()
      } catch (error) {
        if (!isUnwritable) sayError(problemIn(error), work)
      }
    },
  }
}
