/**
 * The closed lists that every room speaks in. They stand apart from the schemas so that the start-up path can use
 * them without loading zod.
 */
export * from './language.ts'

/** From worst to least. `note` never fails a run. */
export const severities = ['critical', 'high', 'medium', 'low', 'note'] as const
export type Severity = (typeof severities)[number]

/** What `--fail-on` and `--min-severity` accept besides a severity. */
export const failLevels = [...severities.slice(0, 4), 'any', 'never'] as const

/** Negative when `a` is worse than `b`. */
export const compareSeverity = (a: Severity, b: Severity) => severities.indexOf(a) - severities.indexOf(b)

/** Whether it is as bad as `level`, or worse. */
export const isAtLeast = (severity: Severity, level: Severity) => compareSeverity(severity, level) <= 0

export const worstOf = (all: Severity[]): Severity | undefined => severities.find((one) => all.includes(one))

/** What an app can read on a phone, or what one under test declares. */
export const policies = ['borrower', 'release'] as const
export type Policy = (typeof policies)[number]

/** What somebody decided of a finding: nothing, that it is accepted for a time, that it was known before. */
export const findingStatuses = ['open', 'accepted', 'known'] as const

/** What the rows of evidence of a finding tell. */
export type FactId = 'permission' | 'held' | 'regime' | 'lastRead' | 'span' | 'installed' | 'app' | 'lender'

/** What a whole run comes to. `clear` needs proof that everything was seen. */
export const runVerdicts = ['act', 'check', 'clear', 'incomplete'] as const
export type RunVerdict = (typeof runVerdicts)[number]

/** What the platform would answer one app and user that reads contacts; worst first. */
export const verdicts = [
  'granted',
  'one-tap',
  'blocked-by-appop',
  'requested',
  'unknown',
  'not-held',
  'not-requested',
] as const
export type VerdictValue = (typeof verdicts)[number]

/** What an app can do now: a verdict, or that it holds the permission and cannot run. */
export const contactStates = [...verdicts, 'latent'] as const
export type ContactState = (typeof contactStates)[number]

export const reasons = [
  'RUNTIME_GRANTED',
  'INSTALL_GRANTED',
  'SHARED_UID_UNION',
  'ROLE_GRANTED',
  'DEFAULT_GRANTED',
  'POLICY_GRANTED',
  'SYSTEM_FIXED',
  'OP_IGNORE',
  'OP_DENY',
  'OP_DEFAULT_CLOSED',
  'REVOKED_COMPAT',
  'GROUP_AUTO_GRANT',
  'POLICY_AUTO_GRANT',
  'OEM_ASK',
  'REQUESTED_FIRST',
  'REQUESTED_AGAIN',
  'REQUESTED_FIXED',
  'REQUESTED_POLICY',
  'AUTO_REVOKED',
  'NOT_IN_MANIFEST',
  'MANIFEST_NOT_SEEN',
  'NOT_INSTALLED',
  'USER_NOT_READABLE',
  'SECTION_TRUNCATED',
  'SHARED_USERS_NOT_SEEN',
] as const
export type Reason = (typeof reasons)[number]

export const qualifiers = [
  'review-pending',
  'while-in-use',
  'appops-unchecked',
  'op-mode-default',
  'op-mode-unknown',
  'oem-ask',
  'clone-reads-parent',
  'clone-contacts-unconfirmed',
  'oem-blank-configured',
  'oem-blank-possible',
  'preinstalled',
  'latent-disabled',
  'latent-suspended',
  'latent-hidden',
  'stopped',
  'never-launched',
  'via-shared-uid',
  'one-time-unexpected',
  'legacy-target',
  'flags-unknown',
] as const
export type Qualifier = (typeof qualifiers)[number]

export const canAskAnswers = ['first', 'again', 'no-user-fixed', 'no-policy', 'not-applicable', 'unknown'] as const
export type CanAsk = (typeof canAskAnswers)[number]

export const presences = [
  'active',
  'stopped',
  'never-launched',
  'disabled',
  'suspended',
  'hidden',
  'archived',
  'absent',
  'instant',
  'virtual-preload',
] as const
export type Presence = (typeof presences)[number]

/** How sure the program is that an app lends. */
export const lenderClasses = ['confirmed', 'likely', 'possible', 'embedded', 'none'] as const
export type LenderClass = (typeof lenderClasses)[number]

export const lenderKinds = [
  'licensed-lender',
  'lender',
  'loan-marketplace',
  'bnpl',
  'predatory-reported',
  'delisted-by-regulator',
  'credit-feature',
  'bank-lender',
  'bank',
] as const
export type LenderKind = (typeof lenderKinds)[number]

/** What a source says that allows a lender to lend. The body that takes complaints depends on it. */
export const licences = [
  'bank',
  'consumer-finance',
  'micro-loan',
  'nbfc',
  'p2p',
  'money-lender',
  'facilitator',
  'approved',
  'unknown',
] as const
export type Licence = (typeof licences)[number]

/** What a source is, from what a regulator would accept to a table that only tells what an app is called. */
export const standings = ['regulator', 'operator', 'report', 'press', 'store', 'list', 'name-table'] as const
export type Standing = (typeof standings)[number]

/**
 * What a word of a name or a label says of its app. `firm`, `soft`, `wallet` and `either` are trades: the first speaks
 * against a lender whatever else the name says, the others silence weak words only, and the last leaves a doubt beside
 * lending.
 */
export const signalSenses = [
  'loan',
  'later',
  'credit',
  'debt',
  'cash',
  'money',
  'currency',
  'speed',
  'finance',
  'bank',
  'firm',
  'soft',
  'wallet',
  'either',
] as const
export type SignalSense = (typeof signalSenses)[number]

/** What rules of `beside` look for themselves. */
export const seenBeside = [
  'private',
  'screen',
  'borrow',
  'check',
  'apply',
  'owed',
  'service',
  'trade',
  'sdk',
  'rivals',
] as const

/**
 * Evidence beside the words of a name. `private`: it asks for messages or the call log and is no messenger; `calls`:
 * for the call log; `watched`: for both, with a check of a live face or a screen of loans. `screen`: one of loans.
 * `check`: one of who somebody is. `screens`, `loan-checks`: their points are enough, with one of loans and without.
 * `loan-steps`: one of loans beside another sign. `sdk`: a library of lenders. `built`: such a library, or many points
 * and `private`. `rivals`: it looks for other lenders. The rest is what the catalogue says of others: an entry of low
 * confidence, an app of the same maker, a listed name, the name of a lender, another signing certificate.
 */
export const besideKinds = [
  ...seenBeside,
  'calls',
  'watched',
  'screens',
  'loan-checks',
  'loan-steps',
  'built',
  'low',
  'sister',
  'brand',
  'same-name',
  'signer',
] as const
export type BesideKind = (typeof besideKinds)[number]

/** A rule with the place where it is written: `rules/signals/rungs.yaml:12`. */
export type Placed<T> = T & { at: string }

export const userKinds = [
  'owner',
  'secondary',
  'work',
  'clone',
  'vendor-clone',
  'private',
  'secure-folder',
  'guest',
] as const
export type UserKind = (typeof userKinds)[number]

/** Whether somebody else leaves the screen when such a user comes on it; the others are parts of one that has it. */
export const hasScreen = (kind: UserKind): boolean => kind === 'owner' || kind === 'secondary' || kind === 'guest'

/** What a statement rests on: laws are no store rules, and neither is an article. */
export const lawKinds = [
  'law',
  'judicial-interpretation',
  'regulatory-document',
  'standard',
  'self-regulation',
  'draft',
] as const
export const referenceKinds = [...lawKinds, 'store-rule', 'article'] as const

/** What a person is asked to do. */
export const actionKinds = ['evidence', 'settings', 'command', 'help', 'document', 'complaint', 'prevention'] as const

/** What a body or a line of a country is there for. */
export const channelUses = ['police', 'support', 'lenders', 'data', 'consumers', 'legal'] as const
export type ChannelUse = (typeof channelUses)[number]

/**
 * Whom a letter is for: the company behind the app, who supervises it, who takes reports on apps and calls, people one
 * knows, the police.
 */
export const letterKinds = ['operator', 'regulator', 'internet', 'family', 'police', 'not-my-loan'] as const
export type LetterKind = (typeof letterKinds)[number]

/** Regions of the catalogue that are more than one country. */
export const wideRegions = ['LATAM', 'EU', 'GCC', 'AF', 'INTL']

export const READ_CONTACTS = 'android.permission.READ_CONTACTS'
export const WRITE_CONTACTS = 'android.permission.WRITE_CONTACTS'
export const GET_ACCOUNTS = 'android.permission.GET_ACCOUNTS'

/** The CONTACTS permission group of Android 6 and later. */
export const contactsGroup = [READ_CONTACTS, WRITE_CONTACTS, GET_ACCOUNTS] as const
