import { auditPhones } from '../audit/audit.ts'
import { classifierOf } from '../audit/classifier.ts'
import { auditDefaults } from '../audit/options.ts'
import { AuditError } from '../errors.ts'
import { toReport } from '../explain/index.ts'
import type { Audit } from '../model/audit.ts'
import { localTime } from '../model/local-time.ts'
import type { Report } from '../model/report.ts'
import type { RuleSet } from '../model/rule.ts'
import { type Language, languages } from '../model/vocabulary.ts'
import { onePhone } from '../report/html/document.ts'
import { fromBlobs } from '../sources/web/blobs.ts'
import type { Chosen } from '../sources/web/chosen.ts'
import { guidanceFor, type PageTexts, rulesOf, wordsOf } from './data.ts'
import { savedReports } from './saved.ts'
import { pageSpeaker } from './words.ts'

/** First the rules and words, then one job after the other. */
export type Order = { texts: PageTexts } | { job: Job }

export interface Job {
  files: Chosen[]
  /** Whose law and numbers hold, where somebody chose: null is no country. */
  country?: string | null
}

/** One phone, told in every language. */
export interface PhoneResult {
  input: string
  reports: Record<Language, Report>
}

export type Message =
  | { type: 'read'; bytes: number }
  | { type: 'phones'; phones: PhoneResult[] }
  | { type: 'error'; code: string; params: Record<string, string> }

/** Milliseconds between two notes of how far it is. */
const NOTE_EVERY = 50

/** To stop a job is to end the worker. */
export function serve(): void {
  const send = (message: Message) => self.postMessage(message)
  let tools: Tools | undefined
  self.onmessage = async ({ data }: MessageEvent<Order>) => {
    try {
      if ('texts' in data) tools = toolsFrom(data.texts)
      else if (tools) send({ type: 'phones', phones: await phonesIn(data.job, tools, send) })
    } catch (error) {
      send(
        error instanceof AuditError
          ? { type: 'error', code: error.code, params: error.params }
          : { type: 'error', code: 'E900', params: { detail: error instanceof Error ? error.message : String(error) } },
      )
    }
  }
}

type Tools = ReturnType<typeof toolsFrom>

function toolsFrom(texts: PageTexts) {
  const words = wordsOf(texts)
  const rules = rulesOf(texts)
  return { words, rules, classify: classifierOf({ ...rules, guidance: guidanceFor(words) }, {}) }
}

async function phonesIn(
  { files, country }: Job,
  { words, rules: bare, classify }: Tools,
  send: (message: Message) => void,
): Promise<PhoneResult[]> {
  const rules = { ...bare, guidance: guidanceFor(words, country) }
  const saved = await savedReports(files, (audit, input = audit.sources[0]?.path ?? '') =>
    shown(told(input, audit, rules)),
  )
  if (saved !== undefined) return saved

  let bytes = 0
  let noted = 0
  const onRead = (n: number) => {
    bytes += n
    if (performance.now() - noted < NOTE_EVERY) return
    noted = performance.now()
    send({ type: 'read', bytes })
  }
  const phones = await auditPhones(fromBlobs(files, onRead), rules, {
    ...auditDefaults,
    classify,
    version: words.version,
    now: () => localTime(new Date()),
  })
  return phones.map((phone) => told(phone.input, phone.audit(), rules))
}

function told(input: string, audit: Audit, rules: RuleSet): PhoneResult {
  const reports = languages.map((lang) => [lang, toReport(audit, rules, pageSpeaker(rules.guidance, lang))])
  return { input, reports: Object.fromEntries(reports) as PhoneResult['reports'] }
}

/** The same, once it is known that it can be shown. */
function shown(phone: PhoneResult): PhoneResult {
  for (const report of Object.values(phone.reports)) onePhone({ report, words: () => '' })
  return phone
}
