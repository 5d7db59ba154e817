import { auditPhones } from '../audit/audit.ts'
import { classifierOf } from '../audit/classifier.ts'
import { auditDefaults } from '../audit/options.ts'
import { candidates } from '../classify/candidates.ts'
import { AuditError } from '../errors.ts'
import { toReport } from '../explain/index.ts'
import type { Dump } from '../model/dump.ts'
import type { PhoneCommand } from '../model/phone/phone-command.ts'
import type { Audit } from '../model/report/audit.ts'
import type { Report } from '../model/report/report.ts'
import type { RuleSet } from '../model/rules/rule.ts'
import { localTime } from '../model/text/local-time.ts'
import { inEachLanguage, type Language } from '../model/vocabulary.ts'
import { onePhone } from '../report/html/document.ts'
import { type Capture, capture } from '../sources/adb/capture.ts'
import type { DeviceTransport } from '../sources/adb/link/transport.ts'
import { contentsOf } from '../sources/adb/saved/capture-contents.ts'
import { dumpsOf } from '../sources/adb/saved/capture-dumps.ts'
import { type Start, startOf } from '../sources/adb/started.ts'
import { fromBlobs } from '../sources/web/blobs.ts'
import type { Chosen } from '../sources/web/chosen.ts'
import { type MadePack, packOf, type ToPack } from '../sources/web/pack.ts'
import { guidanceFor, type PageTexts, rulesOf, wordsOf } from './data.ts'
import { type Answer, type Command, relayed } from './relay.ts'
import { savedReports } from './saved-reports.ts'
import { pageSpeaker } from './words.ts'

/** First the rules and words, then one job after the other, and meanwhile what a phone answers and a person chooses. */
export type Order = { texts: PageTexts } | { job: Job } | { answer: Answer } | Place

export type Job = ToCheck | { pack: ToPack }

/** Files, or the serial of a phone that the page holds. */
type ToCheck = ({ files: Chosen[] } | { serial: string }) & Partial<Place>

interface Place {
  /** Whose law and numbers hold, where somebody chose: null is no country. */
  country: string | null
}

/** What came of a check. */
export interface Checked {
  phones: PhoneResult[]
  /** What was read, as it was: a phone as a saved capture. Absent for a saved report. */
  originals?: Chosen[]
  /** For which it is told: that which was chosen last before it was. */
  country: string | null | undefined
}

/** One phone, told in every language. */
export interface PhoneResult {
  input: string
  reports: Record<Language, Report>
}

/** What is going on with a phone: it is not ready yet, something is read of it, or so many names of so many are. */
export type Doing =
  | { awaits: NonNullable<Start['awaits']> }
  | { step: PhoneCommand['step'] }
  | { n: number; of: number }

export type Message =
  | { type: 'read'; bytes: number }
  | { type: 'command'; command: Command }
  | { type: 'doing'; doing: Doing }
  /** What is sure of a phone before names are read, which can only add to it. */
  | { type: 'sure'; headlines: Record<Language, string> }
  | ({ type: 'checked' } & Checked)
  | ({ type: 'packed' } & MadePack)
  | { type: 'error'; code: string; params: Record<string, string> }
  /** No file can be read here; nothing was begun. */
  | { type: 'blind' }

/** Milliseconds between two notes of how far it is. */
const NOTE_EVERY = 50

/** Where jobs come in: the scope of a worker, or an end of a channel. */
interface Port {
  onmessage: ((event: MessageEvent<Order>) => unknown) | null
  postMessage: (message: Message) => void
}

/** To stop a job is to end the worker, or to close the channel. */
export function serve(port: Port): void {
  const send = (message: Message) => port.postMessage(message)
  let tools: Tools | undefined
  let country: string | null | undefined
  let hear: (answer: Answer) => void = () => {}
  const phoneOf = (serial: string) => {
    const relay = relayed(serial, (command) => send({ type: 'command', command }))
    hear = relay.hear
    return relay.phone
  }
  port.onmessage = async ({ data }: MessageEvent<Order>) => {
    try {
      if ('texts' in data) tools = toolsFrom(data.texts, () => country)
      else if ('answer' in data) hear(data.answer)
      else if ('country' in data) ({ country } = data)
      else {
        const { job } = data
        const isPack = 'pack' in job
        if (!isPack) ({ country } = job)
        if (!(await seesFiles())) send({ type: 'blind' })
        else if (isPack) send({ type: 'packed', ...(await packOf(job.pack, noting(send))) })
        else if (tools) send({ type: 'checked', ...(await checked(job, tools, phoneOf, send)), country })
      }
    } catch (error) {
      const { code, params } = error instanceof AuditError ? error : new AuditError('E900', { detail: String(error) })
      send({ type: 'error', code, params })
    }
  }
}

/** WebKit has no worker read a file where the page itself is one. */
const seesFiles = () =>
  new Blob(['-']).text().then(
    () => true,
    () => false,
  )

type Tools = ReturnType<typeof toolsFrom>

/** @param country whose law and numbers hold: another may be chosen while a job is done */
function toolsFrom(texts: PageTexts, country: () => string | null | undefined) {
  const words = wordsOf(texts)
  const rules = {
    ...rulesOf(texts),
    get guidance() {
      return guidanceFor(words, country())
    },
  }
  return { words, rules, classify: classifierOf(rules, {}) }
}

async function checked(
  job: ToCheck,
  tools: Tools,
  phoneOf: (serial: string) => DeviceTransport,
  send: (message: Message) => void,
): Promise<Omit<Checked, 'country'>> {
  const { words, rules, classify } = tools
  const saved =
    'files' in job
      ? await savedReports(job.files, (audit, input = audit.sources[0]?.path ?? '') => shown(told(input, audit, rules)))
      : undefined
  if (saved !== undefined) return { phones: saved }

  const judged = async (dumps: AsyncIterable<Dump>) => {
    const options = { ...auditDefaults, classify, version: words.version, now }
    const phones = await auditPhones(dumps, rules, options)
    return phones.map((phone) => told(phone.input, phone.audit(), rules))
  }
  if ('files' in job) return { phones: await judged(fromBlobs(job.files, noting(send))), originals: job.files }
  const captured = await captureOf(phoneOf(job.serial), tools, judged, send)
  return { originals: await savedAs(captured), phones: await judged(dumpsOf(captured)) }
}

const now = () => localTime(new Date())

/** Notes how much was read. */
function noting(send: (message: Message) => void) {
  let bytes = 0
  let noted = 0
  return (n: number) => {
    bytes += n
    if (performance.now() - noted < NOTE_EVERY) return
    noted = performance.now()
    send({ type: 'read', bytes })
  }
}

/** Between two questions to a phone that is starting, in milliseconds: nothing else tells that it has started. */
const PAUSE = 2000

/** Reads a phone as the command line does, once it can be read. */
async function captureOf(
  phone: DeviceTransport,
  { words: { version }, rules }: Tools,
  judged: (dumps: AsyncIterable<Dump>) => Promise<PhoneResult[]>,
  send: (message: Message) => void,
): Promise<Capture> {
  const doing = (doing: Doing) => send({ type: 'doing', doing })
  for (;;) {
    const { awaits } = await startOf(phone, { now })
    if (awaits === undefined) break
    doing({ awaits })
    await new Promise((done) => setTimeout(done, PAUSE))
  }
  const waiting = new Map<string, PhoneCommand['step']>()
  return capture(phone, {
    tool: `daicha.html ${version}`,
    now,
    ...candidates(rules),
    names: 'near',
    async onAnswers(files) {
      const [sure] = await judged(dumpsOf({ files }))
      if (sure === undefined || sure.reports.en.verdict !== 'act') return
      send({ type: 'sure', headlines: inEachLanguage((lang) => sure.reports[lang].headline) })
    },
    onName: (n, of) => doing({ n, of }),
    onStep({ name, step, state }) {
      if (state === 'started') waiting.set(name, step)
      else waiting.delete(name)
      const [longest] = waiting.values()
      if (longest !== undefined) doing({ step: longest })
    },
  })
}

/** As `daicha capture` saves it. */
async function savedAs(captured: Capture): Promise<Chosen[]> {
  const folder = `daicha-${captured.finishedAt.slice(0, 16).replace(/\D/g, '')}`
  return (await contentsOf(captured)).map(([name, bytes]) => ({
    path: `${folder}/${name}`,
    blob: new File([bytes as Uint8Array<ArrayBuffer>], name),
  }))
}

function told(input: string, audit: Audit, rules: RuleSet): PhoneResult {
  return { input, reports: inEachLanguage((lang) => toReport(audit, rules, pageSpeaker(rules.guidance, lang))) }
}

/** The same, once it is known that it can be shown. */
function shown(phone: PhoneResult): PhoneResult {
  for (const report of Object.values(phone.reports)) onePhone({ report, words: () => '' })
  return phone
}
