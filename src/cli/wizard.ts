import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  type AdbServer,
  AuditError,
  auditDefaults,
  auditPhone,
  type Capture,
  causeOf,
  dumpsOf,
  type Edition,
  explainProblem,
  type ListedDevice,
  loadGuidance,
  loadRules,
  type PlainKey,
  type ProblemCode,
  type Report,
  reporters,
  saveCapture,
  speaker,
  toReport,
  visible,
  type WidthOf,
  widthsFor,
  wrap,
  writeOutput,
} from '../internal.ts'
import * as Exit from '../model/exit.ts'
import type { Io } from './io.ts'
import type { GlobalOptions } from './options/global.ts'
import { languageOf } from './options/language.ts'
import { columnsOf, usesColor } from './output/color.ts'
import { editionOf, otherEditions } from './output/edition.ts'
import { problemText } from './output/problem.ts'
import { unusedName } from './output/unused-name.ts'
import { type Asker, asker, choose, confirm } from './phone/ask.ts'
import { type Connect, connected, modeOf, problemOf, type Session } from './phone/choose.ts'
import { interruption, readPhone, stopped } from './phone/read.ts'
import { savedText } from './phone/saved.ts'

interface Talk extends Session {
  options: GlobalOptions
  asker: Asker
  signal: AbortSignal
  /** Paragraphs, an empty one for an empty line. */
  tell: (...paragraphs: string[]) => Promise<void>
}

/** The whole check in questions and answers, for a person with one phone and no wish to learn options. */
export async function runWizard(options: GlobalOptions, io: Io, version: string, connect: Connect): Promise<number> {
  const words = speaker(loadGuidance(), languageOf(options.lang, io), io.now())
  const session = { io, words, connect, version }
  const tell = teller(io)
  await tell(`daicha ${version}  ${words.say('tagline')}`, '')

  const { server, listed, problem } = await look(options, session)
  const ready = listed.filter((phone) => problemOf(phone) === undefined)
  if (server === undefined || ready.length === 0) {
    const [first] = listed
    const why = problem ?? { code: (first && problemOf(first)) ?? 'E203', params: {} }
    io.stderr.write(
      `${await problemText(explainProblem(why.code, words, { params: { ...(first && modeOf(first)), ...why.params } }), words)}\n`,
    )
    const routes = [words.say('wizard.route.connect'), words.say('wizard.route.file'), words.say('wizard.route.helper')]
    await tell(words.say('emergency.police.none'), words.say('emergency.support.none'), '')
    await tell(words.say('wizard.routes'), ...routes.map((route) => `  ${route}`))
    return Exit.phone
  }

  const stop = interruption()
  const talk = { ...session, options, tell, signal: stop.signal, asker: asker(io, stop.signal) }
  try {
    return await guided(server, ready, talk)
  } finally {
    talk.asker.close()
    stop.off()
  }
}

/** What adb sees, or the reason why it sees nothing. */
async function look(options: GlobalOptions, session: Session) {
  let problem: { code: ProblemCode; params: Record<string, string> } | undefined
  try {
    const server = await connected(options, session)
    return { server, listed: await server.devices(), problem }
  } catch (error) {
    if (!(error instanceof AuditError)) throw error
    problem = error
    return { server: undefined, listed: [] as ListedDevice[], problem }
  }
}

async function guided(server: AdbServer, ready: ListedDevice[], talk: Talk): Promise<number> {
  const { words, asker, tell, io } = talk
  const { say } = words
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

  const rules = { ...loadRules(), guidance: loadGuidance() }
  const started = performance.now()
  const step = await stepper(io, say)
  const captured = await readPhone(await server.open(picked), rules, talk.options, {
    ...talk,
    onDone(name, hasFailed) {
      const key = STEPS[name]
      if (key !== undefined) step(say(key), say(hasFailed ? 'wizard.failed' : 'wizard.ok'))
    },
  })
  const settings = captured.files.filter(({ name }) => /^(settings|role)-/.test(name))
  const isDark = settings.every(({ failure }) => failure !== undefined)
  step(say('phone.step.settings'), say(isDark ? 'wizard.failed' : 'wizard.ok'))
  const audit = await auditPhone(dumpsOf(captured), rules, {
    ...auditDefaults,
    policy: 'borrower',
    version: talk.version,
    now: io.now,
  })
  const report = toReport(audit, rules, words)
  const seconds = Math.ceil((performance.now() - started) / 1000)
  step(say('wizard.checked', { n: report.stats.packages }), say('wizard.okTime', { seconds }))
  await summary(report, talk)
  return next(report, otherEditions(audit, rules, words), captured, talk)
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

/** What the person wants to do about it, until that is nothing. */
async function next(report: Report, others: Edition[], captured: Capture, talk: Talk): Promise<number> {
  const { words, asker, tell, io } = talk
  const { say } = words
  for (let fallback = '2'; ; ) {
    await tell(
      '',
      say('wizard.next'),
      `  1  ${say('wizard.explain')}`,
      `  2  ${say('wizard.save')}`,
      `  q  ${say('wizard.quit')}`,
    )
    const chosen = await choose(
      asker,
      say('wizard.choose', { fallback }),
      ['1', '2', 'q'],
      fallback,
      say('wizard.oneOf'),
    )
    if (chosen === undefined) return left(talk, report.exit.code)
    if (chosen === 'q') return report.exit.code
    if (chosen === '1') {
      const style = { color: usesColor(talk.options.color, io), columns: columnsOf(io), words: say, full: true }
      io.stdout.write(`\n${await reporters.text(report, style)}`)
    } else fallback = (await save(report, others, captured, talk)) ? 'q' : '2'
  }
}

/** Everything in a new folder: what was read as it was read, and the report for people and for programs. */
async function save(report: Report, others: Edition[], captured: Capture, { words, tell, io }: Talk): Promise<boolean> {
  const name = unusedName(io)
  const folder = resolve(io.cwd, name)
  try {
    create(folder, name)
    await saveCapture(captured, join(folder, 'capture'))
    for (const [format, extension] of [
      ['html', 'html'],
      ['text', 'txt'],
      ['json', 'json'],
    ] as const) {
      const output = await reporters[format](report, {
        color: false,
        columns: 80,
        ...editionOf(report, words),
        others,
        full: true,
        toFile: true,
      })
      writeOutput(join(folder, `report.${extension}`), name, output)
    }
  } catch (error) {
    if (!(error instanceof AuditError)) throw error
    io.stderr.write(await problemText(explainProblem(error.code, words, { params: error.params }), words))
    return false
  }
  await tell(
    words.say('wizard.saved', { path: visible(join(folder, 'report.html')) }),
    savedText(captured, folder, words.say),
    words.say('capture.reminder'),
  )
  return true
}

/** Readable by its owner alone. @throws AuditError E502 */
function create(folder: string, shown: string) {
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (cause) {
    throw new AuditError('E502', { path: shown, detail: causeOf(cause) }, { cause })
  }
}

/** Nobody is left to answer: Ctrl-C, or the end of the input. */
function left({ io, words, signal }: Talk, code: number): number {
  if (signal.aborted) throw stopped(io, words)
  io.stdout.write('\n')
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
