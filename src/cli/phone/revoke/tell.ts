import { explainProblem, isOff, type ProblemCode, type ReportedApp, type Say, visible } from '../../../internal.ts'
import { problemText } from '../../output/problem.ts'
import { type Look, type Seen, seenIn } from './look.ts'
import type { Work } from './work.ts'

export async function tellProblem(code: ProblemCode, params: Record<string, string>, { io, words }: Work) {
  io.stderr.write(await problemText(explainProblem(code, words, { params }), words))
}

export async function tellOff({ reported, user }: Seen, say: Say, tell: Work['tell']) {
  const asks = reported.contacts.canAsk === 'first' || reported.contacts.canAsk === 'again'
  await tell(say('revoke.proved', { app: shown(reported), user: user.userId }))
  if (asks) await tell(say('revoke.mayAsk'))
}

/** Other users in which the app still is not off. @returns whether there are any */
export async function tellOthers(look: Look, name: string, done: Seen[], { tell, words }: Work): Promise<boolean> {
  const others = seenIn(look, name).filter(
    ({ user, reported }) => !done.some((one) => one.user.userId === user.userId) && !isOff(reported.contacts),
  )
  for (const { user, reported } of others)
    await tell(
      words.say('revoke.other', {
        app: shown(reported),
        user: user.userId,
        command: `daicha revoke ${name} --user ${user.userId}`,
      }),
    )
  return others.length > 0
}

export const shown = ({ label, package: name }: Pick<ReportedApp, 'label' | 'package'>) =>
  visible(label === null || label === name ? name : `${label} (${name})`)
