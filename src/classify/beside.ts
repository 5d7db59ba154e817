import { lazy } from '../model/lazy.ts'
import { LONGEST_PACKAGE_NAME } from '../model/phone/package-name.ts'
import type { App } from '../model/phone/snapshot.ts'
import type { SpecialAccessKind } from '../model/phone/special-access.ts'
import type { Signals } from '../model/rules/signal.ts'
import type { BesideKind, SignalSense } from '../model/vocabulary.ts'
import { containsAny } from './contains-any.ts'
import { listOf, wordsOf } from './words-of.ts'

type Listed = Signals['beside'][number]
/** A rule with the words of screens that it looks for. */
type Rule = Omit<Listed, 'words'> & { words: string[] }

/** What is known of an app beside its names. */
export type Built = Partial<Pick<App, 'components' | 'providers' | 'requestedPermissions' | 'queries'>> & {
  /** Special access that it holds in any user. */
  roles?: SpecialAccessKind[]
}

/** Evidence, and the rule that asked for it. */
interface Evidence {
  rule: Rule
  /** What of the app showed it. */
  found: string[]
}

/** What the evidence comes to: its kinds, and those that follow from several. */
export interface Beside {
  kinds: Set<BesideKind>
  evidence: Evidence[]
}

const NOTHING: Beside = { kinds: new Set(), evidence: [] }

/** Without one of these nobody lends, whatever else an app shows. */
const LOANS: BesideKind[] = ['screen', 'borrow', 'owed']
const STEPS: BesideKind[] = ['check', 'apply', 'owed', 'private']

/**
 * Makes the reader of what speaks for a lender beside the name: what the app asks for and what it is built of.
 *
 * @param lends whether the catalogue is sure that a package lends
 */
export function besideReader(rules: Rule[], lends: (packageName: string) => boolean) {
  const isLibrary = below(rules.flatMap((rule) => listOf(rule.prefixes)))
  const isAnybodys = below(listOf(ANYBODYS))
  const listed = listedForms(rules)
  const tellsOfLoans = lazy(() => containsAny(rules.flatMap(({ kind, words }) => (LOANS.includes(kind) ? words : []))))
  const permissions = new Set(rules.flatMap(permissionsOf))
  const readers = rules.map((rule) => ({ rule, read: evidenceReader(rule, lends) }))

  return (app: Built & Pick<App, 'packageName'>): Beside => {
    const classes = [...(app.components ?? []), ...(app.providers ?? [])]
    const libraries = classes.filter(isLibrary)
    // Without a loan, what else there is on screens only tells whether an app may ask for what it asks.
    const isTelling =
      app.requestedPermissions?.some(({ name }) => permissions.has(name)) ||
      tellsOfLoans()(classes.join().replaceAll('_', '').toLowerCase())
    if (!isTelling && libraries.length === 0 && !app.queries?.length) return NOTHING
    // What a library calls its screens says nothing of the app that it is built into.
    const own = isTelling ? classes.filter((name) => !libraries.includes(name) && !isAnybodys(name)) : []
    const maker = `${app.packageName.split('.', 2).join('.')}.`
    // Who restores backups may, a library restores notifications.
    const done = own.filter((name) => !SHOWS_NONE.test(name) && (!BEHIND.test(name) || name.startsWith(maker)))
    const screens = done.map((name) => wordsOfScreen(name, app.packageName).map((word) => listed.get(word) ?? word))
    const traits = { app, libraries, own, words: new Set(screens.flat()) }
    const evidence = readers.flatMap(({ rule, read }) => {
      const found = read(traits)
      return found.length === 0 ? [] : [{ rule, found }]
    })
    return { evidence, kinds: kindsOf(evidence, screens) }
  }
}

/** Libraries to sign in and to pay with, of apps of every trade: their screens ask for cards and instalments. */
const ANYBODYS = `androidx com.google com.stripe com.braintreepayments com.mercadopago.android.px com.midtrans.sdk
  co.omise.android com.navercorp.nid com.phonepe.intent com.payu.upisdk net.one97.paytm.nativesdk`

const BEHIND = /(?:Service|Receiver)$/

/** A loan that somebody is reminded of or reckons may be anybody's: managers of money keep them. */
const SHOWS_NONE = /alarm|alert|remind|tixing|calcula|jisuan/i

interface Traits {
  app: Built & Pick<App, 'packageName'>
  libraries: string[]
  own: string[]
  /** The words of its screens, and of what its maker has it do in the background. */
  words: Set<string>
}

function evidenceReader(rule: Rule, lends: (packageName: string) => boolean): (traits: Traits) => string[] {
  const permissions = new Set(permissionsOf(rule))
  const isOf = below(listOf(rule.prefixes))
  const unless = listOf(rule.unless)
  const { atLeast } = rule
  const words = new Set(rule.words)
  return ({ app, libraries, own, words: shown }) => {
    if (rule.kind === 'private' && app.roles?.includes('default_sms_or_phone_app')) return []
    const asked = (app.requestedPermissions ?? []).filter(({ name }) => permissions.has(name))
    const speaksAgainst = (name: string) => wordsOfScreen(name, app.packageName).some((word) => unless.includes(word))
    if (unless.length > 0 && asked.length > 0 && own.some(speaksAgainst)) return []
    const found = [
      ...new Set(asked.map(({ name }) => name.slice(name.lastIndexOf('.') + 1))),
      ...[...shown].filter((word) => words.has(word)),
      ...libraries.filter(isOf),
    ]
    if (atLeast === undefined) return found
    const sought = new Set(app.queries?.filter(lends))
    return sought.size >= atLeast ? [...sought] : []
  }
}

/**
 * What the evidence comes to. A wallet has one screen of a loan beside a check, a ledger has loans and reads messages:
 * who lends shows a loan, what becomes of it, and asks somebody for something. Each adds points, and a screen of
 * another trade takes them away.
 */
function kindsOf(evidence: Evidence[], screens: string[][]): Set<BesideKind> {
  const kinds = new Set<BesideKind>(evidence.map(({ rule }) => rule.kind))
  const shown = (kind: BesideKind) => evidence.flatMap(({ rule, found }) => (rule.kind === kind ? found : []))
  const reads = shown('private')
  if (reads.includes('READ_CALL_LOG')) kinds.add('calls')
  // Two of what a lender may have too say as much as another trade.
  if (shown('service').length > 1) kinds.add('trade')
  const isLoan = kinds.has('screen') || kinds.has('borrow')
  if (reads.length > 1 && (isLoan || evidence.some(({ rule }) => rule.id === 'beside.liveness'))) kinds.add('watched')

  // Screens of one loan are several, and each word of another trade is one.
  const loanWords = shown('screen')
  const loans = screens.filter((words) => words.some((word) => loanWords.includes(word))).length
  const points = evidence
    .flatMap(({ rule, found }) => rule.points.slice(0, rule.kind === 'screen' ? loans : found.length))
    .reduce((sum, more) => sum + more, 0)
  if (isLoan && STEPS.some((kind) => kinds.has(kind))) kinds.add('loan-steps')
  // Of what is borrowed and repaid, and of nothing else.
  const isOfLoans = loanWords.length + shown('borrow').length > 2 && loans > screens.length / 2
  if (isOfLoans || (points > 6 && LOANS.some((kind) => kinds.has(kind)))) kinds.add('loan-checks')
  // A library lends too, and a shop sells by instalments: they do not check and ask for somebody as well. A manager of
  // money has loans and reads messages; it does neither, and has no third screen of them.
  const [checks, asks] = [kinds.has('check'), kinds.has('apply')]
  const lends = kinds.has('screen') ? checks || asks || loans > 2 : kinds.has('borrow') && checks && asks
  if (lends && points > 6) kinds.add('screens')
  if (kinds.has('sdk') || (kinds.has('screens') && reads.length > 0 && points > 9)) kinds.add('built')
  return kinds
}

/**
 * The words of a class name, and each two or three of them as one: of its last part, `com.example.BindCardActivity`,
 * and of the modules of its own package that it stands in. What is before them repeats the name of the app.
 */
function wordsOfScreen(name: string, packageName: string): string[] {
  const from = name.startsWith(`${packageName}.`) ? packageName.length : name.lastIndexOf('.')
  const words = wordsOf(name.slice(from + 1, from + 1 + LONGEST_PACKAGE_NAME))
  return [1, 2, 3].flatMap((length) => words.slice(length - 1).map((_, at) => words.slice(at, at + length).join('')))
}

/** Plurals that no rule lists, with their word: a `Transfer` and the `Transfers` say one thing. */
function listedForms(rules: Rule[]): Map<string, string> {
  const listed = rules.flatMap(({ words }) => words)
  const plurals = new Map(listed.map((word) => [CONSONANT_Y.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`, word]))
  for (const word of listed) plurals.delete(word)
  return plurals
}

/** `Policies`, and yet `Repays`. */
const CONSONANT_Y = /[^aeiou]y$/

const permissionsOf = (rule: Rule) => listOf(rule.permissions).map((name) => `android.permission.${name}`)

/** Whether a class lies in one of these packages, or is one of these classes. */
function below(prefixes: string[]): (name: string) => boolean {
  if (prefixes.length === 0) return () => false
  const one = new RegExp(`^(?:${prefixes.join('|').replaceAll('.', '\\.')})(?:\\.|$)`)
  return (name) => one.test(name)
}

/**
 * Words of class names that are worth keeping, for a parser that keeps no others; lower-case letters. Of a
 * prefix, `in.finbox.mobileriskmanager`, the maker is enough to keep the whole name.
 */
export const classKeywords = (rules: Rule[]) => [
  ...new Set(
    rules.flatMap(({ words, unless, prefixes }) => [
      ...words,
      ...listOf(unless),
      ...listOf(prefixes).map((prefix) => /^\w+\.([a-z]+)/.exec(prefix)?.[1] ?? ''),
    ]),
  ),
]

/**
 * What lends by its name does so by its screens: a rule with a sense has its words in every language, each in one rule.
 */
export function besideRules({ beside, terms }: Signals): Rule[] {
  const listed = new Set(beside.flatMap(({ words }) => listOf(words)))
  const latin = (wanted: SignalSense) =>
    terms
      .filter(({ sense }) => sense === wanted)
      .flatMap(({ strong, words, whole, phrases = [] }) => [
        ...[strong, words, whole].flatMap(listOf),
        ...phrases.map((phrase) => phrase.replaceAll(' ', '')),
      ])
      .filter((word) => /^[a-z]{4,}$/.test(word) && !listed.has(word))
  return beside.map(({ words, ...rule }) => ({
    ...rule,
    words: [...listOf(words), ...(rule.sense === undefined ? [] : new Set(latin(rule.sense)))],
  }))
}
