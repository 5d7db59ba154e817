import { CommanderError } from 'commander'
import {
  type AdbServer,
  AuditError,
  isTelling,
  type ListedDevice,
  loadRules,
  ownSerial,
  problemOf,
} from '../../internal.ts'
import * as Exit from '../../model/exit.ts'
import type { GlobalOptions } from '../global.ts'
import { asker, chooseOne, confirm } from '../input/ask.ts'
import { problemIn, sayError } from '../output/problem.ts'
import { teller } from '../output/teller.ts'
import { choose, connected, type Session } from '../phone/choose.ts'
import { interruption } from '../phone/read.ts'
import { listedOnce, patience } from '../phone/wait.ts'
import { check } from './check.ts'
import { next } from './next.ts'
import { ended, left, type Talk } from './talk.ts'
import { turnOff } from './turn-off.ts'

/** The whole check in questions and answers, for a person with one phone and no wish to learn options. */
export async function runWizard(options: GlobalOptions, session: Session): Promise<number> {
  const { io, words, version } = session
  const { say } = words
  const tell = teller(io)
  tell(`daicha ${version}  ${say('tagline')}`, '')

  const withoutPhone = (error: unknown) => {
    sayError(problemIn(error), session)
    const ways = [say('wizard.way.connect'), say('wizard.way.file'), say('wizard.way.helper')]
    tell(say('emergency.police.none'), say('emergency.support.none'), '')
    tell(say('wizard.ways'), ...ways.map((way) => `  ${way}`))
    return Exit.phone
  }
  let server: AdbServer
  try {
    server = await connected(options, session)
  } catch (error) {
    return withoutPhone(error)
  }

  const stop = interruption()
  const beside = [say('wizard.meanwhile'), say('emergency.police.none'), say('emergency.support.none')]
  const waiting = patience(session, stop.signal, { ...options, beside })
  const rules = loadRules()
  const asking = asker(io, stop.signal)
  const talk: Talk = { ...session, options, rules, tell, waiting, asker: asking, wasOpened: false, hasChanged: false }
  try {
    return await guided(server, talk)
  } catch (error) {
    waiting.rest()
    if (stop.signal.aborted && !(error instanceof CommanderError)) throw ended(talk)
    return withoutPhone(error)
  } finally {
    waiting.rest()
    asking.close()
    stop.off()
  }
}

/** Looks for a phone, and checks it until the person has seen enough. */
async function guided(server: AdbServer, talk: Talk): Promise<number> {
  const { words, asker, waiting } = talk
  const { say } = words
  let picked = await agreedOn(server, talk)
  for (let isSaved = false; ; ) {
    if (typeof picked === 'number') return picked
    const before = picked
    try {
      const device = await listedOnce(server, (listed) => again(before, listed), waiting)
      if (device === undefined) {
        isSaved = false
        picked = await agreedOn(server, talk)
        continue
      }
      const reading = await check(server, device, talk)
      const wish = await next(reading, isSaved, talk)
      if (wish.code !== undefined) return wish.code
      isSaved = wish.isSaved
      if (wish.turnOff.length > 0) {
        if (!(await turnOff(wish.turnOff, { server, device, reading }, talk)))
          return left(talk, reading.report.exit.code)
        isSaved = true
      }
    } catch (error) {
      if (waiting.signal.aborted) throw error
      sayError(problemIn(error), talk)
      const isWished = await confirm(asker, say('wizard.again'), say)
      if (isWished !== true) return left(talk, Exit.phone)
    }
  }
}

/** A phone whose owner agrees to the check; the exit code where nobody does. */
async function agreedOn(server: AdbServer, talk: Talk): Promise<ListedDevice | number> {
  const { words, asker, tell, waiting } = talk
  const { say } = words
  const isNamed = Boolean(talk.io.env['ANDROID_SERIAL'])
  const [ready, away] = await listedOnce(
    server,
    (listed) => {
      const ready = isNamed ? [choose(listed, {}, talk.io)] : readyOf(listed)
      return [ready, listed.length - ready.length] as const
    },
    waiting,
  )
  if (away > 0 && !isNamed) tell(say('wizard.away', { n: away }))
  const picked = await pick(ready, talk)
  if (picked === undefined) return left(talk, 0)
  tell(
    say(ready.length === 1 && !isNamed ? 'wizard.found' : 'wizard.chosen', { phone: nameOf(picked, say) }),
    say('wizard.willRead'),
    say('wizard.willNot'),
    '',
  )
  const agreed = await confirm(asker, say('wizard.start'), say)
  if (agreed === undefined) return left(talk, 0)
  if (!agreed) tell(say('wizard.declined'))
  return agreed ? picked : 0
}

/**
 * The phone that was picked, by whichever way it is there now. Where it is not listed any more, and another is ready,
 * that may be the same one at a new address, or one of the same serial: nobody knows, and its owner is asked.
 *
 * @throws AuditError E203, E204, E206, E207 where there is none yet
 */
function again({ serial, transportId }: ListedDevice, listed: ListedDevice[]): ListedDevice | undefined {
  const own = ownSerial(serial)
  const isTold = isTelling(own ?? serial)
  const isSame = (way: ListedDevice) =>
    (way.serial === serial && (way.transportId === transportId || (isTold && !way.sharesSerial))) ||
    (own !== undefined && isTold && ownSerial(way.serial) === own)
  const mine = listed.filter((phone) => [phone, ...(phone.also ?? [])].some(isSame))
  const [device] = readyOf(mine.length > 0 ? mine : listed)
  return mine.length > 0 ? device : undefined
}

/** The phones that take commands. @throws AuditError E203, E204, E206, E207 where there is none yet */
function readyOf(listed: ListedDevice[]): ListedDevice[] {
  const ready = listed.filter((phone) => problemOf(phone) === undefined)
  const [first] = listed
  if (ready.length === 0) throw (first && problemOf(first)) ?? new AuditError('E203', {})
  return ready
}

/** The only phone, or the one that is chosen from a numbered list. */
async function pick(ready: ListedDevice[], { words: { say }, asker, tell }: Talk): Promise<ListedDevice | undefined> {
  if (ready.length === 1) return ready[0]
  const twins = ready.some(({ model }, at) => ready.findIndex((other) => other.model === model) !== at)
  tell(say('wizard.several', { n: ready.length }))
  tell(
    ...ready.map((phone, at) => `  ${at + 1}  ${nameOf(phone, say)}${twins ? `  ${phone.serial}` : ''}`),
    `  q  ${say('wizard.quit')}`,
  )
  return chooseOne(asker, ready, say)
}

const nameOf = ({ model }: ListedDevice, say: Session['words']['say']) => model ?? say('devices.noModel')
