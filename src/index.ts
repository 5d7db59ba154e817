/** Which lending apps on a phone can read its contacts: daicha as a library. */
import {
  type AdbServer,
  type AuditOptions as AllOptions,
  AuditError,
  auditDefaults,
  auditPhone,
  type Capture,
  candidates,
  connectServer,
  type DeviceTransport,
  type Dump,
  definedOnly,
  editionsOf,
  type Format,
  fromFiles,
  isAppPackage,
  type Language,
  type LanguageTag,
  languageOfTag,
  languages,
  languageTags,
  loadGuidance,
  loadRules as loadRuleSet,
  packageVersion,
  policies,
  type Report,
  type RuleSet,
  reporters,
  capture as saveAnswers,
  severities,
  speaker,
  toReport,
} from './internal.ts'

export { dumpsOf, saveCapture } from './internal.ts'
export type { Capture, Dump, Format, Report, RuleSet as AuditRules }
export { AuditError }

/** What `daicha audit` can be asked for. What is absent is as on the command line, and the language English. */
export interface AuditOptions extends Partial<AllOptions> {
  lang?: Language | LanguageTag
  /** Whose law and numbers are shown, `none` no country's; absent: of the lender or the phone. */
  country?: string
  /** Absent: those of `loadRules(country)`. */
  rules?: RuleSet
  /** What the path `-` reads, such as `Readable.from([bytes])`; absent: standard input. */
  stdin?: Parameters<typeof fromFiles>[1]['stdin']
}

/**
 * Audits one phone, or APKs: files, folders and archives by path (`-` is standard input), or dumps that `dumpsOf`
 * opened.
 *
 * @throws AuditError E101 for an option that there is not, E102 for no input at all, E110 for inputs of several phones,
 * E114 for an option with a wrong value. Odd text never throws: it becomes a problem of the report.
 */
export async function audit(
  inputs: string | string[] | Iterable<Dump> | AsyncIterable<Dump>,
  options: AuditOptions = {},
): Promise<Report> {
  holdKinds(options)
  const { country, rules = loadRules(country), lang = 'en', stdin, ...given } = options
  const language = languageNamed(lang)
  const asked = definedOnly(given)
  const checks = idsOf(rules.checks)
  hold('failOn', asked.failOn, [...severities, 'any', 'never'])
  hold('minSeverity', asked.minSeverity, severities)
  hold('policy', asked.policy, policies)
  hold('regime', asked.regime, idsOf(rules.regimes))
  holdEach('onlyRules', asked.onlyRules, checks)
  holdEach('skipRules', asked.skipRules, checks)
  for (const name of asked.assumeLender === 'all' ? [] : (asked.assumeLender ?? []))
    if (!isAppPackage(name)) hold('assumeLender', name, ['com.example.app', 'all'])
  const told = { ...auditDefaults, version: packageVersion(), now, ...asked }
  const found = await auditPhone(opened(inputs, stdin), rules, told)
  return toReport(found, rules, speaker(rules.guidance, language, told.now()))
}

/** The same report in another language; one that was saved as JSON as well. `rules` are those that it was made with. */
export const tell = (report: Report, lang: Language | LanguageTag, rules = loadRules()): Report =>
  toReport(report, rules, speaker(rules.guidance, languageNamed(lang), now()))

/**
 * The built-in rules, with the words for people; `country` names whose law and numbers are shown, `none` no country.
 * All audits of a process share them: what you change, change in a copy.
 *
 * @throws AuditError E114 for a country that the rules do not know
 */
export const loadRules = (country?: string): RuleSet => ({ ...loadRuleSet(), guidance: loadGuidance(country) })

/** A report in a format of `daicha audit -f`, as it is written to a file. @throws AuditError E114 for another */
export async function render(report: Report, format: Format): Promise<string> {
  hold('format', format, Object.keys(reporters))
  const rules = loadRules()
  const words = speaker(rules.guidance, languageOfTag(report.run.lang), now())
  return reporters[format](report, {
    color: false,
    columns: 80,
    words: words.say,
    toFile: true,
    ...(format === 'html' && { editions: editionsOf(report, report, rules, words) }),
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

/** What each may be, by name, so that none is left out: a misspelt one would be an option that nobody heeds. */
const kinds: Record<keyof AuditOptions, ('array' | 'boolean' | 'function' | 'number' | 'object' | 'string')[]> = {
  country: ['string'],
  rules: ['object'],
  lang: ['string'],
  stdin: ['object'],
  failOn: ['string'],
  minSeverity: ['string'],
  userId: ['number'],
  allApps: ['boolean'],
  onSkipped: ['function'],
  regime: ['string'],
  policy: ['string'],
  assumeLender: ['array', 'string'],
  onlyRules: ['array'],
  skipRules: ['array'],
  ignores: ['array'],
  onIgnored: ['function'],
  strictIgnores: ['boolean'],
  baseline: ['function'],
  exitZero: ['boolean'],
  allowPartial: ['boolean'],
  classify: ['function'],
  version: ['string'],
  now: ['function'],
}

/** In place of a list, one text would hold each id that stands within it. */
function holdKinds(options: AuditOptions): void {
  hold('options', kindOf(options), ['object'])
  for (const [x, value] of Object.entries(definedOnly(options))) {
    if (!Object.hasOwn(kinds, x)) throw new AuditError('E101', { x })
    hold(x, kindOf(value), kinds[x as keyof AuditOptions])
  }
}

const kindOf = (value: unknown) => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value)

/** A level that is no level would let every finding pass, and a rule that is none look for nothing. */
function hold(x: string, value: string | undefined, allowed: readonly string[]): void {
  if (value === undefined || allowed.includes(value)) return
  throw new AuditError('E114', { x, value, allowed: allowed.join(', ') })
}

function holdEach(x: string, values: string[] = [], allowed: readonly string[]): void {
  for (const value of values) hold(x, `${value}`, allowed)
}

const idsOf = (rules: readonly { id: string }[]) => rules.map(({ id }) => id)

function languageNamed(lang: Language | LanguageTag): Language {
  hold('lang', lang, [...languages, ...languageTags])
  return languages.find((language) => language === lang) ?? languageOfTag(lang as LanguageTag)
}

function opened(
  inputs: Parameters<typeof audit>[0],
  stdin: AuditOptions['stdin'],
): Iterable<Dump> | AsyncIterable<Dump> {
  const given = typeof inputs === 'string' ? [inputs] : inputs
  for (const input of Array.isArray(given) ? given : [given]) hold('inputs', kindOf(input), ['string', 'object'])
  return isPaths(given) ? fromFiles(given, stdin ? { cwd: process.cwd(), stdin } : here()) : given
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
