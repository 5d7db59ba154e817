/** Which lending apps on a phone can read its contacts: daicha as a library. */
import {
  type AdbServer,
  type AuditOptions as AllOptions,
  type AuditRules,
  auditDefaults,
  auditPhone,
  type Capture,
  candidates,
  connectServer,
  type DeviceTransport,
  type Dump,
  drafter,
  type Format,
  fromFiles,
  type Language,
  languageOfTag,
  languages,
  loadGuidance,
  loadRules as loadRuleSet,
  packageVersion,
  type Report,
  reporters,
  capture as saveAnswers,
  speaker,
  toReport,
} from './internal.ts'

export { AuditError, dumpsOf, saveCapture } from './internal.ts'
export type { AuditRules, Capture, Dump, Format, Report }

/** What `daicha audit` can be asked for. What is absent is as on the command line, and the language English. */
export interface AuditOptions extends Partial<AllOptions> {
  /** Absent: those of `loadRules`. */
  rules?: AuditRules
}

/**
 * Audits one phone, or APKs: files, folders and archives by path (`-` is standard input), or dumps that `dumpsOf` opened.
 *
 * @throws AuditError E110 for inputs of several phones. Odd text never throws: it becomes a problem of the report.
 */
export async function audit(
  inputs: string | string[] | Iterable<Dump> | AsyncIterable<Dump>,
  { rules = loadRules(), lang = 'en', ...asked }: AuditOptions = {},
): Promise<Report> {
  const options = { ...auditDefaults, version: packageVersion(), now, ...asked }
  return toReport(await auditPhone(opened(inputs), rules, options), rules, speaker(rules.guidance, lang, options.now()))
}

/** The same report in another language; one that was saved as JSON as well. `rules` are those that it was made with. */
export const tell = (report: Report, lang: Language, rules = loadRules()): Report =>
  toReport(report, rules, speaker(rules.guidance, lang, now()))

/** The built-in rules, with the words for people; `country` names whose law and numbers are shown, `none` no country. */
export const loadRules = (country?: string): AuditRules => ({ ...loadRuleSet(), guidance: loadGuidance(country) })

/** A report in one of the formats of `daicha audit -f`, as it is written to a file. */
export async function render(report: Report, format: Format): Promise<string> {
  const rules = loadRules()
  const editionIn = (language: Language, told: Report) => {
    const words = speaker(rules.guidance, language, now())
    return { report: told, words: words.say, draft: drafter(told, words) }
  }
  const lang = languageOfTag(report.run.lang)
  const others = format === 'html' ? languages.filter((other) => other !== lang) : []
  return reporters[format](report, {
    color: false,
    columns: 80,
    ...editionIn(lang, report),
    toFile: true,
    others: others.map((other) => editionIn(other, tell(report, other, rules))),
  })
}

/**
 * The adb server of this computer, which lists phones and opens one; it is started where none runs.
 *
 * @throws AuditError E201 (no adb program), E202 (two versions), E212 (no server that answers)
 */
export const connect = (options: Partial<Parameters<typeof connectServer>[0]> = {}): Promise<AdbServer> =>
  connectServer({ env: process.env, ...options })

/**
 * Reads from a phone what an audit needs: `audit(dumpsOf(await capture(phone)))`.
 *
 * @throws AuditError when the phone goes away, or when the list of packages cannot be read
 */
export const capture = (phone: DeviceTransport, { signal }: { signal?: AbortSignal } = {}): Promise<Capture> =>
  saveAnswers(phone, {
    tool: `daicha ${packageVersion()}`,
    now,
    names: 'near',
    ...candidates(loadRuleSet()),
    ...(signal && { signal }),
  })

const now = () => new Date().toISOString()

function opened(inputs: Parameters<typeof audit>[0]): Iterable<Dump> | AsyncIterable<Dump> {
  const paths = typeof inputs === 'string' ? [inputs] : inputs
  return isPaths(paths) ? fromFiles(paths, here()) : paths
}

const isPaths = (inputs: string[] | Iterable<Dump> | AsyncIterable<Dump>): inputs is string[] =>
  Array.isArray(inputs) && inputs.every((input) => typeof input === 'string')

/** The getter opens the stream; only `-` needs it. */
const here = () => ({
  cwd: process.cwd(),
  get stdin() {
    return process.stdin
  },
})
