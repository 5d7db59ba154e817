import { createRequire } from 'node:module'
import type { Io } from '../src/cli/io.ts'
import type { Connect } from '../src/cli/phone/choose.ts'
import type * as internal from '../src/internal.ts'
import type { Dumps } from '../src/model/dump.ts'

/** As the program requires its own modules: imported, each of them would be there twice. */
const built = createRequire(new URL('../dist/', import.meta.url))

/** The program, run in this process. */
export const { run } = built('./run.cjs') as {
  run: (argv: string[], io: Io, connect?: Connect) => Promise<number>
}

const library = built('./internal.cjs') as typeof internal

/** What is built runs faster than the sources, of which each test file would load three hundred. */
export const {
  AuditError,
  auditDefaults,
  auditPhone,
  auditPhones,
  basisOf,
  classifier,
  classifierOf,
  editionsOf,
  dumpsOf,
  explainProblem,
  fromFiles,
  htmlBatch,
  inCountry,
  languages,
  languageTags,
  loadGuidance,
  letterFormats,
  letterKinds,
  letterOf,
  widthOf,
  reporters,
  speaker,
  stepSummary,
  toReport,
  withAdded,
} = library

export const { explainTopic } = await library.topics()

export type ReportOptions = internal.AuditOptions & { lang: internal.Language }

/** Dumps of one phone and rules in, one report out, in one language. */
export const audit = async (dumps: Dumps, rules: internal.RuleSet, options: ReportOptions): Promise<internal.Report> =>
  toReport(await auditPhone(dumps, rules, options), rules, speaker(rules.guidance, options.lang, options.now()))
