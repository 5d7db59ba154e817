import { accessSync, constants } from 'node:fs'
import {
  type AdbServer,
  AuditError,
  adbVersion,
  explainProblem,
  findAdb,
  type ListedDevice,
  loadRules,
  obstacles,
  type ProblemCode,
  problemOf,
  type Speaker,
  startOf,
  tagOf,
} from '../../internal.ts'
import * as Exit from '../../model/exit.ts'
import { define } from '../command.ts'
import type { Io } from '../io.ts'
import { columnsOf } from '../output/screen.ts'
import { writer } from '../output/teller.ts'
import { withoutHome } from '../output/without-home.ts'
import { type AdbOptions, adbFlags, connected, type Session, stateOf } from '../phone/choose.ts'
import { givenTime } from '../phone/phone-of.ts'
import { waitLine } from '../phone/wait.ts'

const STALE_MONTHS = 6
/** For a phone to tell how far it has come; one that does not is told as adb lists it. */
const PATIENCE = 10_000

interface Check {
  state: 'ok' | 'warn' | 'fail'
  text: string
  remedy: string[]
  /** Without it no phone can be checked. */
  isNeeded?: boolean
}

/** Why does it not work on this computer? A line for each thing that a check of a phone needs. */
export const command = define({
  order: 4,
  help: 'help.doctor',
  flags: { '--report': { help: 'help.report' }, ...adbFlags },
  examples: ['daicha doctor', 'daicha doctor --report'],
  async run(_args, options, session) {
    const { io, words, version } = session
    const checks = [
      ok(words.say('doctor.node', { version: process.versions.node })),
      ...(await phoneChecks(options, session)),
      terminalCheck(io, words),
      encodingCheck(io, words),
      catalogueCheck(io, words),
      folderCheck(io, words),
    ]
    if (options.report) {
      const system = `${process.platform} ${process.arch}`
      io.stdout.write(`${words.say('doctor.about', { version, system, rules: loadRules().version })}\n`)
    }
    list(options.report ? checks.map((check) => redacted(check, io)) : checks, io)
    return checks.some(({ state, isNeeded }) => state === 'fail' && isNeeded) ? Exit.phone : Exit.clean
  },
})

function list(checks: Check[], io: Io) {
  const put = writer(io)
  for (const { state, text, remedy } of checks) {
    put(text, 0, `[${state}]`.padEnd(7))
    for (const [at, step] of remedy.entries()) put(step, 7, `${at + 1}. `)
  }
}

/** Where adb is. Its lack matters only if no server answers either, and that says the next check. */
function adbPath({ adb }: AdbOptions, { env }: Io): string | undefined {
  try {
    return findAdb({ env, adbPath: adb })
  } catch {
    return undefined
  }
}

/** The adb program, the server, whether they fit, then each phone that is listed; a serial is never shown. */
async function phoneChecks(options: AdbOptions, session: Session): Promise<Check[]> {
  const { io, words } = session
  const { say } = words
  const path = adbPath(options, io)
  const program = path === undefined ? [] : [ok(say('doctor.adbAt', { path }))]
  let phones: ListedDevice[]
  let server: AdbServer
  try {
    server = await connected(options, session)
    phones = await server.devices()
  } catch (error) {
    if (!(error instanceof AuditError)) throw error
    // A program that does not run is not told as one that is there.
    return [...(error.code === 'E201' ? [] : program), problemCheck(error.code, words, error.params)]
  }
  const answers = [...program, ok(say('doctor.adb')), ...(await versionCheck(path, server, words))]
  if (phones.length === 0) {
    const none = problemCheck('E203', words)
    return [...answers, { ...none, remedy: [...none.remedy, ...obstacles('adb', words)] }]
  }
  const line = waitLine(session, 'answer', options.quiet)
  const problems = await Promise.all(phones.map((phone) => problemNow(phone, server, options, io))).finally(line.end)
  const checks = phones.map((phone, at): Check => {
    const problem = problems[at]
    const named = (state: string) =>
      say('doctor.phone', { n: at + 1, model: phone.model ?? say('devices.noModel'), state })
    if (problem === undefined)
      return { ...ok(named(say('doctor.ready'))), remedy: obstacles('changes', words, phone.model ?? '') }
    const { message, remedy } = explainProblem(problem.code, words, problem)
    const text = named(problemOf(phone) ? stateOf(phone, say) : message)
    return { state: problems.includes(undefined) ? 'warn' : 'fail', text, remedy, isNeeded: true }
  })
  return [...answers, ...checks]
}

/** What is told of a phone that has not come far enough to be read. */
const STOPS = { start: 'E214', unlock: 'E223' } as const

/** What keeps a phone from being read: one that takes commands may still be starting, or was not unlocked since. */
async function problemNow(
  phone: ListedDevice,
  server: AdbServer,
  { timeout = PATIENCE }: AdbOptions,
  { now }: Io,
): Promise<{ code: string; params: Record<string, string> } | undefined> {
  const problem = problemOf(phone)
  if (problem) return problem
  try {
    const { awaits, isLate } = await startOf(givenTime(await server.open(phone), timeout), { now })
    if (isLate) return { code: 'E209', params: { what: 'phone' } }
    return awaits && { code: STOPS[awaits], params: {} }
  } catch (error) {
    if (error instanceof AuditError) return error
    throw error
  }
}

/** A program of another version would end the running server at its next command, and the check with it. */
async function versionCheck(path: string | undefined, server: AdbServer, words: Speaker): Promise<Check[]> {
  const version = path === undefined ? undefined : await adbVersion(path)
  if (version === undefined || version === server.version) return []
  const detail = words.say('doctor.versions', { server: server.version, program: version })
  return [{ ...problemCheck('E202', words, { detail }), state: 'warn' }]
}

function problemCheck(code: ProblemCode, words: Speaker, params: Record<string, string> = {}): Check {
  const { message, remedy } = explainProblem(code, words, { params })
  return { state: 'fail', text: `${message} [${code}]`, remedy, isNeeded: true }
}

function terminalCheck(io: Io, { say }: Speaker): Check {
  const { columns, isTTY } = io.stdout
  if (!isTTY || columns === undefined) return ok(say('doctor.noTerminal', { columns: columnsOf(io) }))
  const text = say('doctor.terminal', { columns })
  return columns >= 80 ? ok(text) : warn(text, say('doctor.terminal.todo'))
}

/** Where the environment names a locale, Chinese text needs UTF-8 in it. */
function encodingCheck({ env, locale }: Io, { lang, say }: Speaker): Check {
  const named = [env['LC_ALL'], env['LC_CTYPE'], env['LANG'], locale].find(Boolean)
  const text = say('doctor.locale', { locale: named ?? say('doctor.notSet'), lang: tagOf(lang) })
  const isUtf8 = locale !== undefined || /utf-?8/i.test(named ?? '')
  return isUtf8 ? ok(text) : warn(text, say('doctor.locale.todo'))
}

function catalogueCheck({ now }: Io, { say }: Speaker): Check {
  const { version, lenders } = loadRules()
  const [year = 0, month = 0] = version.split('.').map(Number)
  const today = new Date(now())
  const age = (today.getUTCFullYear() - year) * 12 + today.getUTCMonth() + 1 - month
  const text = say('doctor.catalogue', { version, n: lenders.length })
  return age <= STALE_MONTHS ? ok(text) : warn(text, say('doctor.catalogue.todo'))
}

function folderCheck({ cwd }: Io, { say }: Speaker): Check {
  try {
    accessSync(cwd, constants.W_OK)
    return ok(say('doctor.folder', { path: cwd }))
  } catch {
    return warn(say('doctor.noFolder', { path: cwd }), say('doctor.folder.todo'))
  }
}

const ok = (text: string): Check => ({ state: 'ok', text, remedy: [] })
const warn = (text: string, step: string): Check => ({ state: 'warn', text, remedy: [step] })

/** To be shown to strangers: the working folder is `.`. */
function redacted(check: Check, io: Io): Check {
  const hide = (text: string) => withoutHome(io.cwd.length > 1 ? text.replaceAll(io.cwd, '.') : text, io)
  return { ...check, text: hide(check.text), remedy: check.remedy.map(hide) }
}
