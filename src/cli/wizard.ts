import { CommanderError } from 'commander'
import {
  type AdbServer,
  AuditError,
  auditDefaults,
  auditPhone,
  type Capture,
  dumpsOf,
  explainProblem,
  isOff,
  type ListedDevice,
  lenderClasses,
  loadGuidance,
  loadRules,
  type PlainKey,
  type Report,
  type ReportedApp,
  reporters,
  speaker,
  toReport,
  visible,
  type WidthOf,
  widthsFor,
  wrap,
} from '../internal.ts'
import * as Exit from '../model/exit.ts'
import { isLender } from '../model/lender.ts'
import { tellIncident } from './incident.ts'
import type { Io } from './io.ts'
import type { GlobalOptions } from './options/global.ts'
import { languageOf } from './options/language.ts'
import { columnsOf, usesColor } from './output/color.ts'
import { problemText } from './output/problem.ts'
import { type Asker, asker, choose, confirm } from './phone/ask.ts'
import { type Connect, connected, modeOf, problemOf, type Session } from './phone/choose.ts'
import { saveEvidence } from './phone/evidence.ts'
import { interruption, readPhone, stopped } from './phone/read.ts'
import { savedText } from './phone/saved.ts'
import { listedOnce, opened, type Patience, patience } from './phone/wait.ts'

interface Talk extends Session {
  options: GlobalOptions
  rules: ReturnType<typeof loadRules>
  asker: Asker
  waiting: Patience
  /** Paragraphs, an empty one for an empty line. */
  tell: (...paragraphs: string[]) => Promise<void>
  /** Whether something on the phone may have been changed. */
  hasChanged: boolean
}

/** What a reading of the phone came to. */
interface Reading {
  captured: Capture
  report: Report
}

/** The whole check in questions and answers, for a person with one phone and no wish to learn options. */
export async function runWizard(options: GlobalOptions, io: Io, version: string, connect: Connect): Promise<number> {
  const words = speaker(loadGuidance(), languageOf(options.lang, io), io.now())
  const { say } = words
  const session = { io, words, connect, version }
  const tell = teller(io)
  await tell(`daicha ${version}  ${say('tagline')}`, '')

  let server: AdbServer
  try {
    server = await connected(options, session)
  } catch (error) {
    await tellProblem(error, session)
    const routes = [say('wizard.route.connect'), say('wizard.route.file'), say('wizard.route.helper')]
    await tell(say('emergency.police.none'), say('emergency.support.none'), '')
    await tell(say('wizard.routes'), ...routes.map((route) => `  ${route}`))
    return Exit.phone
  }

  const stop = interruption()
  const beside = [say('wizard.meanwhile'), say('emergency.police.none'), say('emergency.support.none')]
  const waiting = patience(session, stop.signal, { ...options, beside })
  const rules = loadRules()
  const talk: Talk = { ...session, options, rules, tell, waiting, asker: asker(io, stop.signal), hasChanged: false }
  try {
    return await guided(server, talk)
  } catch (error) {
    waiting.rest()
    throw stop.signal.aborted && !(error instanceof CommanderError) ? ended(talk) : error
  } finally {
    waiting.rest()
    talk.asker.close()
    stop.off()
  }
}

/** Says what went wrong, if it is something that a person can act on. */
async function tellProblem(error: unknown, { io, words }: Pick<Session, 'io' | 'words'>): Promise<void> {
  if (!(error instanceof AuditError)) throw error
  io.stderr.write(await problemText(explainProblem(error.code, words, { params: error.params }), words))
}

/** Looks for a phone, and checks it until the person has seen enough. */
async function guided(server: AdbServer, talk: Talk): Promise<number> {
  const { words, asker, tell, waiting } = talk
  const { say } = words
  const ready = await listedOnce(server, readyOf, waiting)
  const picked = await pick(ready, talk)
  if (picked === undefined) return left(talk, 0)
  await tell(
    say(ready.length === 1 ? 'wizard.found' : 'wizard.chosen', { phone: nameOf(picked, say) }),
    say('wizard.willRead'),
    say('wizard.willNot'),
    '',
  )
  const agreed = await confirm(asker, say('wizard.start'), say('wizard.yesOrNo'))
  if (agreed === undefined) return left(talk, 0)
  if (!agreed) {
    await tell(say('wizard.declined'))
    return 0
  }

  const same = (listed: ListedDevice[]) => readyOf(listed.filter(({ serial }) => serial === picked.serial))
  for (let isSaved = false; ; ) {
    try {
      const [device = picked] = await listedOnce(server, same, waiting)
      const reading = await check(server, device, talk)
      const wish = await next(reading, isSaved, talk)
      if (wish.code !== undefined) return wish.code
      isSaved = wish.isSaved
      if (wish.turnOff.length > 0) {
        await turnOff(server, device, wish.turnOff, reading, talk)
        isSaved = true
      }
    } catch (error) {
      if (waiting.signal.aborted) throw error
      await tellProblem(error, talk)
      const again = await confirm(asker, say('wizard.again'), say('wizard.yesOrNo'))
      if (again !== true) return again === undefined ? left(talk, Exit.phone) : Exit.phone
    }
  }
}

/** The phones that take commands. @throws AuditError E203, E204, E206, E207 where there is none yet */
function readyOf(listed: ListedDevice[]): ListedDevice[] {
  const ready = listed.filter((phone) => problemOf(phone) === undefined)
  const [first] = listed
  if (ready.length === 0) throw new AuditError((first && problemOf(first)) ?? 'E203', first ? modeOf(first) : {})
  return ready
}

/** Reads the phone, with a line for each step that is done, and shows the answer. */
async function check(server: AdbServer, device: ListedDevice, talk: Talk): Promise<Reading> {
  const { words, io, rules, waiting, options } = talk
  const { say } = words
  const phone = await opened(server, device, io.now, waiting)
  const started = performance.now()
  const step = await stepper(io, say)
  const captured = await readPhone(phone, rules, options, {
    ...talk,
    signal: waiting.signal,
    onDone(name, hasFailed) {
      const key = STEPS[name]
      if (key !== undefined) step(say(key), say(hasFailed ? 'wizard.failed' : 'wizard.ok'))
    },
  })
  const settings = captured.files.filter(({ name }) => /^(settings|role)-/.test(name))
  const isDark = settings.every(({ failure }) => failure !== undefined)
  step(say('phone.step.settings'), say(isDark ? 'wizard.failed' : 'wizard.ok'))
  const all = { ...rules, guidance: loadGuidance() }
  const audit = await auditPhone(dumpsOf(captured), all, {
    ...auditDefaults,
    policy: 'borrower',
    version: talk.version,
    now: io.now,
  })
  const report = toReport(audit, all, words)
  const seconds = Math.ceil((performance.now() - started) / 1000)
  step(say('wizard.checked', { n: report.stats.packages }), say('wizard.okTime', { seconds }))
  await summary(report, talk)
  return { captured, report }
}

const STEPS: Record<string, PlainKey> = { 'package.txt': 'phone.step.apps', 'appops.txt': 'phone.step.use' }

const nameOf = ({ model }: ListedDevice, say: Session['words']['say']) =>
  visible(model?.replaceAll('_', ' ') ?? say('devices.noModel'))

/** The only phone, or the one that is chosen from a numbered list. */
async function pick(ready: ListedDevice[], { words: { say }, asker, tell }: Talk): Promise<ListedDevice | undefined> {
  if (ready.length === 1) return ready[0]
  const twins = ready.some(({ model }, at) => ready.findIndex((other) => other.model === model) !== at)
  await tell(say('wizard.several', { n: ready.length }))
  await tell(
    ...ready.map((phone, at) => `  ${at + 1}  ${nameOf(phone, say)}${twins ? `  ${visible(phone.serial)}` : ''}`),
    `  q  ${say('wizard.quit')}`,
  )
  const numbers = ready.map((_, at) => String(at + 1))
  const chosen = await choose(
    asker,
    say('wizard.choose', { fallback: '1' }),
    [...numbers, 'q'],
    '1',
    say('wizard.oneOf'),
  )
  return ready[Number(chosen) - 1]
}

/** The answer on one screen. */
async function summary(report: Report, { words, io, options }: Talk) {
  const style = { color: usesColor(options.color, io), columns: columnsOf(io), words: words.say, saved: [] }
  io.stdout.write(`\n${await reporters.text(report, style)}`)
}

/** What the person wants after all: to leave with a code, or another reading, perhaps after apps were turned off. */
interface Wish {
  code?: number
  isSaved: boolean
  turnOff: ReportedApp[]
}

/** What the person wants to do about it, until that is something that changes the answer, or nothing. */
async function next(reading: Reading, wasSaved: boolean, talk: Talk): Promise<Wish> {
  const { words, asker, tell, io } = talk
  const { say } = words
  const { report } = reading
  const open = openLenders(report)
  const choices = ['explain', 'save', ...(open.length > 0 ? (['revoke'] as const) : []), 'recheck', 'incident'] as const
  const numbered = choices.map((choice, at) => [String(at + 1), choice] as const)
  for (let isSaved = wasSaved; ; ) {
    await tell(
      '',
      say('wizard.next'),
      ...numbered.map(([number, choice]) => `  ${number}  ${say(`wizard.${choice}`)}`),
      `  q  ${say('wizard.quit')}`,
    )
    const fallback = !isSaved ? '2' : open.length > 0 ? '3' : 'q'
    const answer = await choose(
      asker,
      say('wizard.choose', { fallback }),
      [...numbered.map(([number]) => number), 'q'],
      fallback,
      say('wizard.oneOf'),
    )
    if (answer === undefined) return { code: left(talk, report.exit.code), isSaved, turnOff: [] }
    if (answer === 'q') return { code: report.exit.code, isSaved, turnOff: [] }
    const choice = numbered.find(([number]) => number === answer)?.[1]
    if (choice === 'explain') {
      const style = { color: usesColor(talk.options.color, io), columns: columnsOf(io), words: say, full: true }
      io.stdout.write(`\n${await reporters.text(report, style)}`)
    } else if (choice === 'incident') {
      io.stdout.write('\n')
      await tellIncident(words.of(report.emergency.country?.id ?? null), io, asker)
    } else if (choice === 'save') isSaved = (await save(reading, talk)) || isSaved
    else return { isSaved, turnOff: choice === 'revoke' ? open : [] }
  }
}

/** Lenders from which contacts can be taken, each once, the surest first. */
function openLenders({ apps }: Report): ReportedApp[] {
  const open = apps.filter(
    ({ lender, contacts }) => isLender(lender.class) && !isOff(contacts) && contacts.verdict !== 'unknown',
  )
  return open
    .filter((app, at) => open.findIndex((other) => other.package === app.package) === at)
    .sort((a, b) => lenderClasses.indexOf(a.lender.class) - lenderClasses.indexOf(b.lender.class))
}

/** Takes contacts away from one lender after the other, each as the person wants; the phone is read again to prove it. */
async function turnOff(
  server: AdbServer,
  device: ListedDevice,
  apps: ReportedApp[],
  { captured }: Reading,
  talk: Talk,
): Promise<void> {
  const { words, asker, tell, io, rules, options, waiting } = talk
  const { say } = words
  const { revoke } = await import('./phone/revoke.ts')
  for (const { package: name, label } of apps) {
    await tell(
      '',
      say('wizard.howOff', { app: visible(label ?? name) }),
      `  1  ${say('wizard.onPhone')}`,
      `  2  ${say('wizard.fromHere')}`,
      `  3  ${say('wizard.notThis')}`,
    )
    const how = await choose(
      asker,
      say('wizard.choose', { fallback: '1' }),
      ['1', '2', '3', 'q'],
      '1',
      say('wizard.oneOf'),
    )
    if (how === undefined || how === 'q') return
    if (how === '3') continue
    talk.hasChanged = true
    try {
      const phone = await opened(server, device, io.now, waiting)
      await revoke(phone, name, rules, { ...options, byAdb: how === '2' }, { ...talk, captured })
    } catch (error) {
      if (waiting.signal.aborted) throw error
      await tellProblem(error, talk)
    } finally {
      // Who asked in between left it paused.
      io.stdin.resume()
    }
  }
  await tell('', say('wizard.readAgain'))
}

/** What was read and the page, in a new folder. */
async function save({ captured }: Reading, talk: Talk): Promise<boolean> {
  const { words, tell, rules } = talk
  try {
    const { folder, page } = await saveEvidence(captured, rules, talk)
    await tell(
      words.say('wizard.saved', { path: visible(page) }),
      savedText(captured, folder, words.say),
      words.say('capture.reminder'),
    )
    return true
  } catch (error) {
    await tellProblem(error, talk)
    return false
  }
}

/** How Ctrl-C ends it. */
function ended({ io, words, hasChanged }: Talk): CommanderError {
  if (!hasChanged) return stopped(io, words)
  io.stderr.write(`\n${words.say('wizard.stopped')}\n`)
  return new CommanderError(Exit.interrupted, 'daicha.done', '')
}

/** Nobody is left to answer: Ctrl-C, or the end of the input. */
function left(talk: Talk, code: number): number {
  if (talk.waiting.signal.aborted) throw ended(talk)
  talk.io.stdout.write('\n')
  return code
}

/** Writes paragraphs as wide as the terminal; blanks and a number at the start of one are its indent. */
function teller(io: Io): Talk['tell'] {
  return async (...paragraphs) => {
    for (const paragraph of paragraphs) {
      const first = /^ *(\d+\.? +|q {2})?/.exec(paragraph)?.[0] ?? ''
      const text = visible(paragraph.slice(first.length))
      const lines = wrap(text, columnsOf(io) - first.length, await widthsFor(text))
      io.stdout.write(`${lines.map((line, at) => (at === 0 ? first : ' '.repeat(first.length)) + line).join('\n')}\n`)
    }
  }
}

/** `  App list ............ ok`, as each step is done. */
async function stepper(io: Io, say: Session['words']['say']): Promise<(what: string, how: string) => void> {
  const widthOf: WidthOf = await widthsFor(say('phone.step.apps'))
  return (what, how) => io.stdout.write(`  ${what} ${'.'.repeat(Math.max(3, 30 - widthOf(what)))} ${how}\n`)
}
