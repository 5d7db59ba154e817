import { isOff, openPage, sendChange, settingsPath } from '../../../internal.ts'
import * as Exit from '../../../model/exit.ts'
import { progress } from '../progress.ts'
import { interruption, stopped } from '../read.ts'
import { type Look, lookAgain, type Seen, seenIn } from './look.ts'
import { shown, tellOff, tellOthers, tellProblem } from './tell.ts'
import { pause, type Work } from './work.ts'

/** Between two looks at a phone whose owner is tapping. */
const PAUSE = 2000
/** After this long nobody is tapping any more. */
const PATIENCE = 10 * 60_000

/** Opens the page of the app, says what to tap, and looks until it is off. */
export async function byHand(open: Seen[], { report }: Look, work: Work): Promise<number> {
  const { phone, words, io, tell, options } = work
  const { say } = words
  let isDone = true
  for (const seen of open) {
    const { app, user, reported } = seen
    const stop = interruption()
    const line = progress(io, options.quiet)
    try {
      const label = reported.label ?? app.packageName
      const { stdout, stderr } = await sendChange(phone, openPage(seen))
      const isOpen = !/Error|Exception/.test(`${stdout}${stderr}`)
      await tell(say(isOpen ? 'revoke.opened' : 'revoke.notOpened', { app: shown(reported), user: user.userId }))
      await tell(say('revoke.tap', { path: settingsPath(report.device, label, words) }))
      await tell(say('revoke.stop'))
      const end = Date.parse(io.now()) + PATIENCE
      let again: Look
      let now: Seen | undefined
      do {
        await pause(PAUSE, stop.signal)
        await line.say(say('revoke.waiting'))
        again = await lookAgain(app.packageName, work, stop.signal)
        now = seenIn(again, app.packageName).find((one) => one.user.userId === user.userId)
      } while (now !== undefined && !isOff(now.reported.contacts) && Date.parse(io.now()) < end)
      line.end()
      if (now === undefined || isOff(now.reported.contacts)) await tellOff(now ?? seen, say, tell)
      else {
        isDone = false
        await tellProblem('E404', {}, work)
      }
      if (seen === open.at(-1) && (await tellOthers(again, app.packageName, open, work)))
        isDone &&= options.user !== undefined
    } catch (error) {
      line.end()
      throw stop.signal.aborted ? stopped(io, words) : error
    } finally {
      line.end()
      stop.off()
    }
  }
  return isDone ? Exit.clean : Exit.unchanged
}
